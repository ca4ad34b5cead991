/** How often a page that died is reloaded before the artist is asked. */
const MOST = 3;
/** The count restarts after a page has lived this long, in milliseconds. */
const GOOD_MS = 5 * 60_000;

/** Counts deaths of the window's page. */
export class Revivals {
  readonly #now: () => number;
  #deaths: number[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts a death. Returns whether to reload the page without asking. */
  died(): boolean {
    const now = this.#now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < GOOD_MS), now];
    return this.#deaths.length <= MOST;
  }

  /** Restarts the count, since the artist wants another try. */
  forget(): void {
    this.#deaths = [];
  }
}
