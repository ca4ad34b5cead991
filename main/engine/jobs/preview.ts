/** Decides when a preview is worth its time. Decoding may take at most a twentieth of a job's time. */

export const PREVIEW_SHARE = 0.05;

/** The time that previews of one job may still take. */
export class PreviewBudget {
  readonly #now: () => number;
  readonly #started: number;
  #spent = 0;

  /** @param now seconds */
  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now;
    this.#started = now();
  }

  /** Seconds since the job began. */
  get elapsed(): number {
    return this.#now() - this.#started;
  }

  get spent(): number {
    return this.#spent;
  }

  /** Whether a decode of `seconds` keeps all previews within their share. An unknown time is not allowed. */
  allows(seconds: number | null): boolean {
    if (seconds === null) return false;
    // The factor allows for a busier machine than at the last decode.
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
