/**
 * What the sampler keeps of the text logits of masked positions. It stays from step to step, so a position that a
 * cached step did not compute again costs nothing.
 */
import type { NoiseSource } from './random.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';

interface TextRow {
  /** The most likely id; the lowest among equals. */
  readonly likeliest: number;
  readonly largest: number;
  /** Denominator of the softmax: the sum of exp(logit - largest). */
  readonly sum: number;
  /** [columns], or empty at temperature 0, where only the most likely id can be drawn. */
  readonly logits: Float32Array;
}

const NO_LOGITS = new Float32Array(0);

/** The logits of every masked position of an answer, kept between steps. */
export class TextRows {
  readonly #columns: number;
  readonly #temperature: number;
  readonly #rows = new Map<number, TextRow>();

  /** @param columns how many ids an answer may take */
  constructor(columns: number, temperature: number) {
    this.#columns = columns;
    this.#temperature = temperature;
  }

  has(position: number): boolean {
    return this.#rows.has(position);
  }

  /** Takes row `row` of `logits` [rows, columns] for `position`, and copies it where sampling needs it. */
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

  /** Forgets a position that is no longer masked. */
  drop(position: number): void {
    this.#rows.delete(position);
  }

  /**
   * Samples an id by argmax(logits - T * log(-log u)), which equals argmax(exp(logits) / (-log u)^T). It
   * computes in doubles, since low precision harms text. The confidence is the id's softmax probability.
   * @param row index of the position among the masked ones, by which recorded noise goes
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
