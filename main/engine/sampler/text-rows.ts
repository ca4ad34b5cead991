/**
 * What the sampler needs of the text logits of the masked positions. Kept from step to step, so that a
 * position that a cached step has not computed anew costs nothing.
 */
import type { NoiseSource } from './random.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';

interface TextRow {
  /** The likeliest id; the lowest among equals. */
  readonly likeliest: number;
  readonly largest: number;
  /** Under the softmax: of exp(logit - largest). */
  readonly sum: number;
  /** Empty where no other id can be drawn. */
  readonly logits: Float32Array;
}

const NO_LOGITS = new Float32Array(0);

export class TextRows {
  readonly #columns: number;
  readonly #temperature: number;
  readonly #rows = new Map<number, TextRow>();

  /** @param columns the ids that an answer may take */
  constructor(columns: number, temperature: number) {
    this.#columns = columns;
    this.#temperature = temperature;
  }

  has(position: number): boolean {
    return this.#rows.has(position);
  }

  /** Row `row` of `logits` [rows, columns] is that of `position`; copied where it is needed any more. */
  update(position: number, logits: Float32Array, row: number): void {
    const from = row * this.#columns;
    const likeliest = indexOfLargest(logits, from, this.#columns);
    const largest = logits[from + likeliest];
    this.#rows.set(position, {
      likeliest,
      largest,
      sum: sumOfExp(logits, from, this.#columns, largest),
      logits: this.#temperature === 0 ? NO_LOGITS : logits.slice(from, from + this.#columns),
    });
  }

  /** Of a position that is masked no more. */
  drop(position: number): void {
    this.#rows.delete(position);
  }

  /**
   * An id and its softmax probability. argmax(logits - T * log(-log u)) = argmax(exp(logits) / (-log u)^T),
   * in doubles: low precision harms text.
   * @param row of the position among the masked ones: of the noise
   */
  sample(position: number, noise: NoiseSource, step: number, row: number): { id: number; confidence: number } {
    const found = this.#rows.get(position);
    if (found === undefined) throw new Error(`The logits at position ${position} were never given.`);
    const { likeliest, largest, sum, logits } = found;
    if (logits.length === 0) return { id: likeliest, confidence: 1 / sum };
    let best = 0;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let id = 0; id < logits.length; id++) {
      const score =
        logits[id] - this.#temperature * Math.log(-Math.log(noise.uniform(step, 'token', row, position, id)));
      if (score > bestScore) {
        best = id;
        bestScore = score;
      }
    }
    return { id: best, confidence: Math.exp(logits[best] - largest) / sum };
  }
}
