import type { ModelWork } from '../../preload/contract/models.ts';

/** Before that, a rate is a guess. */
const SURE_AFTER_MS = 1000;

/** Measures how fast work goes that is told as bytes done of bytes in all. */
export class WorkClock {
  #of = -1;
  #began = 0;
  #first = 0;

  /** The work with its rate since its count began. Reading and writing are two counts. */
  at({ stage, done, of }: Omit<ModelWork, 'bytesPerSecond'>, now: number): ModelWork {
    if (of !== this.#of) [this.#of, this.#began, this.#first] = [of, now, done];
    const passed = now - this.#began;
    const moved = done - this.#first;
    const isSure = passed >= SURE_AFTER_MS && moved > 0;
    return { stage, done, of, bytesPerSecond: isSure ? (1000 * moved) / passed : null };
  }
}
