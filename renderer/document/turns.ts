/**
 * Work on one document that takes time, such as a stroke, a fill or a merge. Each piece begins when the one before has
 * ended, in the order in which the artist asked for them.
 */
export class Turns {
  readonly #onTaken: (areTaken: boolean) => void;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** @param onTaken called when the first piece of work begins, and when the last one has ended */
  constructor(onTaken: (areTaken: boolean) => void = () => undefined) {
    this.#onTaken = onTaken;
  }

  /** Whether anything is under way or waits. */
  get areTaken(): boolean {
    return this.#count > 0;
  }

  /**
   * Runs a piece of work when its turn comes. The work must not wait for a later turn.
   * @returns what the work returns; rejects as it does
   */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    if (this.#count === 1) this.#onTaken(true);
    const done = this.#last.then(work).finally(() => {
      this.#count -= 1;
      if (this.#count === 0) this.#onTaken(false);
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Runs an action that takes no time: at once where nothing is under way, and otherwise when its turn comes. */
  act(action: () => void): void {
    if (this.areTaken) void this.take(async () => action());
    else action();
  }

  /** Resolves when everything that was asked for up to now has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
