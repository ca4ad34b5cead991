import type { ConvertProgress } from './converter.ts';

/** Says how far a conversion is, how fast it goes, and how long it will take. */

/** A percent is told at most this often, so that a small model writes few lines. */
const LEAST_MS = 1000;
/** Before that, the rate is a guess. */
const SURE_AFTER_MS = 2000;

/** Measures the rate of a stage. */
export class ProgressClock {
  #stage: ConvertProgress['stage'] | null = null;
  #began = 0;
  #firstDone = 0;
  #told = Number.NEGATIVE_INFINITY;
  #toldStage: ConvertProgress['stage'] | null = null;

  /** Seconds until all is done, at the rate so far; null as long as nobody can tell. */
  secondsLeft({ stage, done, of }: ConvertProgress, now: number): number | null {
    // Both networks are one count of bytes, and the hash is another.
    const isSame = this.#stage !== null && (this.#stage === 'hashing') === (stage === 'hashing');
    if (!isSame) [this.#began, this.#firstDone] = [now, done];
    this.#stage = stage;
    const [passed, moved] = [now - this.#began, done - this.#firstDone];
    return passed < SURE_AFTER_MS || moved <= 0 ? null : ((of - done) / moved) * (passed / 1000);
  }

  /** Whether the next line may be written. The first of a stage and the last always may. */
  isDue({ stage, done, of }: ConvertProgress, now: number): boolean {
    if (stage === this.#toldStage && done < of && now - this.#told < LEAST_MS) return false;
    this.#told = now;
    this.#toldStage = stage;
    return true;
  }
}

const stages = {
  hashing: 'Reading the checkpoint',
  transformer: 'Converting the transformer',
  codec: 'Converting the codec',
} as const satisfies Record<ConvertProgress['stage'], string>;

/** One line of progress, such as "Converting the transformer: 40 %, 6.5 of 16.2 GB, about 3 minutes left". */
export function progressLine({ stage, done, of }: ConvertProgress, secondsLeft: number | null): string {
  if (of === 0) return stages[stage];
  const percent = Math.floor((100 * done) / of);
  const [unit, name] = of >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB'];
  const counted = `${(done / unit).toFixed(1)} of ${(of / unit).toFixed(1)} ${name}`;
  const left = secondsLeft === null || done >= of ? '' : `, ${timeLeft(secondsLeft)} left`;
  return `${stages[stage]}: ${percent} %, ${counted}${left}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  return `about ${Math.round(seconds / 60)} minutes`;
}
