/** Those who listen to one kind of news. */
export class Listeners<News> {
  readonly #all = new Set<(news: News) => void>();

  /** Returns what ends the listening. */
  readonly add = (listener: (news: News) => void): (() => void) => {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  };

  readonly tell = (news: News): void => {
    for (const listener of this.#all) listener(news);
  };
}
