/**
 * What the sampler needs of the logits of the masked cells: of each the few codes that can be drawn,
 * their logits and the sum under the softmax. Kept from step to step, so that a row that a cached
 * step has not computed anew costs nothing, and no logits need be kept.
 */
import { candidatesOf, type Row, type RowCandidates, sampleCode } from './confidence.ts';
import type { NoiseSource } from './random.ts';

/** Guided logits over the codebook. */
export interface CodeLogits {
  /** [rows, columns]: of the `fresh` rows alone. */
  readonly logits: Float32Array;
  /** Rows that differ from the step before, ascending; absent: all. */
  readonly fresh?: Int32Array;
  /** [rows, blocks]: the largest logit of each block of equally many codes, where it is known. */
  readonly peaks?: Float32Array;
  /** [rows]: the softmax probability of the likeliest code, where it is known. */
  readonly tops?: Float32Array;
}

export class CodeRows {
  readonly #columns: number;
  readonly #temperature: number;
  #cells: Int32Array = new Int32Array(0);
  #rows: (RowCandidates | undefined)[] = [];

  constructor(columns: number, temperature: number) {
    this.#columns = columns;
    this.#temperature = temperature;
  }

  /** @param cells the masked ones, ascending: those of the step before or fewer */
  update(cells: Int32Array, { logits, fresh, peaks, tops }: CodeLogits): void {
    const columns = this.#columns;
    const given = fresh?.length ?? cells.length;
    if (logits.length !== given * columns) {
      throw new Error(`Expected logits [${given}, ${columns}], got ${logits.length} numbers.`);
    }
    this.#rows = fresh === undefined ? new Array(cells.length) : this.#shrunkTo(cells);
    this.#cells = cells;
    const blocks = (peaks?.length ?? 0) / given;
    for (let i = 0; i < given; i++) {
      const known = {
        ...(peaks && { peaks: peaks.subarray(i * blocks, (i + 1) * blocks) }),
        ...(tops && { top: tops[i] }),
      };
      const row = fresh === undefined ? i : fresh[i];
      this.#rows[row] = candidatesOf(logits.subarray(i * columns, (i + 1) * columns), this.#temperature, known);
    }
  }

  /** A code for a row and its softmax probability, un-tempered. */
  sample(noise: NoiseSource, at: Row): { code: number; probability: number } {
    const row = this.#rows[at.row];
    if (row === undefined) throw new Error(`Row ${at.row} was never given.`);
    const chosen = sampleCode(row, this.#temperature, noise, at);
    const exponential = Math.exp(row.logits[chosen] - row.logits[row.likeliest]);
    return { code: row.codes[chosen], probability: Math.fround(exponential / row.sum) };
  }

  #shrunkTo(cells: Int32Array): (RowCandidates | undefined)[] {
    let row = 0;
    return Array.from(cells, (cell) => {
      while (row < this.#cells.length && this.#cells[row] < cell) row += 1;
      if (this.#cells[row] !== cell) throw new Error(`Cell ${cell} was not masked before.`);
      return this.#rows[row];
    });
  }
}
