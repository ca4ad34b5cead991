/** When a preview is worth its time: decoding may take at most a twentieth of the time spent on a job. */

export const PREVIEW_SHARE = 0.05;

export class PreviewBudget {
  readonly #now: () => number;
  readonly #started: number;
  #spent = 0;

  /** @param now seconds */
  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now;
    this.#started = now();
  }

  /** Seconds since the start, and of these the seconds spent on previews. */
  get elapsed(): number {
    return this.#now() - this.#started;
  }

  get spent(): number {
    return this.#spent;
  }

  /** Whether a decode that takes `seconds` keeps all previews under their share; unknown is too much. */
  allows(seconds: number | null): boolean {
    if (seconds === null) return false;
    // Half as much again: the estimate is the last decode's, and the machine may be busier now.
    return this.#spent + 1.5 * seconds <= PREVIEW_SHARE * this.elapsed;
  }

  async spend<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#now();
    try {
      return await work();
    } finally {
      this.#spent += this.#now() - before;
    }
  }
}
