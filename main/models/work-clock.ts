import type { ModelWork } from '../../preload/contract/models.ts';

/** Before that, a rate is a guess. */
const SURE_AFTER_MS = 1000;

/** Measures how fast work goes that is told as bytes done of bytes in all. */
export class WorkClock {
  readonly #window: number;
  #of = -1;
  #seen: { readonly at: number; readonly done: number }[] = [];

  /** @param windowMs how far back the rate looks, in milliseconds; as far as the count goes where nothing is said */
  constructor(windowMs = Number.POSITIVE_INFINITY) {
    this.#window = windowMs;
  }

  /** The work with its rate. Reading and writing are two counts. */
  at({ stage, done, of }: Omit<ModelWork, 'bytesPerSecond'>, now: number): ModelWork {
    if (of !== this.#of) [this.#of, this.#seen] = [of, []];
    const isBounded = Number.isFinite(this.#window);
    if (isBounded || this.#seen.length === 0) this.#seen.push({ at: now, done });
    while (this.#seen.length > 2 && now - (this.#seen[1]?.at ?? now) > this.#window) this.#seen.shift();
    const first = this.#seen[0] ?? { at: now, done };
    const passed = now - first.at;
    const moved = done - first.done;
    const isSure = passed >= SURE_AFTER_MS && moved > 0;
    return { stage, done, of, bytesPerSecond: isSure ? (1000 * moved) / passed : null };
  }
}
