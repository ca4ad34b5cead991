/** How often a page that died is loaded anew before its artist is asked. */
const MOST = 3;
/** A page that lived this long was a good one: the count begins again. */
const GOOD_MS = 5 * 60_000;

/** Counts deaths of the window's page. */
export class Revivals {
  readonly #now: () => number;
  #deaths: number[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @returns whether the page is to be loaded anew without asking */
  died(): boolean {
    const now = this.#now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < GOOD_MS), now];
    return this.#deaths.length <= MOST;
  }

  /** The artist wants it tried again. */
  forget(): void {
    this.#deaths = [];
  }
}
