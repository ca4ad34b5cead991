/** Uniform draws that were recorded in the order in which the reference drew them. */
import type { NoiseSource, Purpose } from '../sampler/random.ts';

/** The draws of one step. */
export interface RecordedStep {
  readonly step: number;
  /** [masked, codes]; absent at temperature 0. */
  readonly code?: ArrayLike<number>;
  /** [masked] */
  readonly choice?: ArrayLike<number>;
  /** [masked, vocabulary] */
  readonly token?: ArrayLike<number>;
}

/** A noise source that replays recorded draws. */
export class RecordedNoise implements NoiseSource {
  readonly #steps: ReadonlyMap<number, RecordedStep>;
  readonly #columns: number;

  /** @param columns number of codes, or of vocabulary ids for text */
  constructor(steps: readonly RecordedStep[], columns: number) {
    this.#steps = new Map(steps.map((step) => [step.step, step]));
    this.#columns = columns;
  }

  uniform(step: number, purpose: Purpose, row: number, _position: number, column: number): number {
    const draws = this.#steps.get(step)?.[purpose];
    const value = draws?.[purpose === 'choice' ? row : row * this.#columns + column];
    if (value === undefined)
      throw new Error(`No ${purpose} noise was recorded for step ${step}, row ${row}, column ${column}.`);
    return value;
  }
}
