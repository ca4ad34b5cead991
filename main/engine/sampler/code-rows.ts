/**
 * What the sampler keeps of the logits of masked cells: the few codes of each cell that it can draw, their logits and
 * the softmax sum. They stay from step to step, so a row that a cached step did not compute again costs nothing and no
 * full logits are kept.
 */
import { candidatesOf, type Row, type RowCandidates, sampleCode } from './confidence.ts';
import type { NoiseSource } from './random.ts';

interface Rows {
  /** Rows that changed since the step before, ascending. Only these have numbers. Absent where all rows changed. */
  readonly fresh?: Int32Array;
}

/** Guided logits over the codebook, [rows, columns]. */
export interface WholeRows extends Rows {
  readonly logits: Float32Array;
}

/** Guided logits of only those blocks of codes that hold a code which can be drawn. */
export interface DrawableRows extends Rows {
  readonly blocks: {
    /** [n, codes of a block] */
    readonly logits: Float32Array;
    /** [n, 2]: the row of each block among the given rows, and its index among the codebook's blocks. Ascending. */
    readonly at: Int32Array;
  };
  /** [rows]: softmax probability of the most likely code. */
  readonly topProbabilities: Float32Array;
}

/** Logits at the masked cells, whole or reduced to what can be drawn. */
export type CodeLogits = WholeRows | DrawableRows;

/** The drawable codes of every masked cell, kept between steps. */
export class CodeRows {
  readonly #columns: number;
  readonly #temperature: number;
  #cells: Int32Array = new Int32Array(0);
  #rows: (RowCandidates | undefined)[] = [];

  constructor(columns: number, temperature: number) {
    this.#columns = columns;
    this.#temperature = temperature;
  }

  /**
   * Takes the logits of a step.
   * @param cells masked cells, ascending; a subset of those of the step before
   */
  update(cells: Int32Array, given: CodeLogits): void {
    const { fresh } = given;
    this.#rows = fresh === undefined ? new Array(cells.length) : this.#shrunkTo(cells);
    this.#cells = cells;
    const rows = fresh ?? Int32Array.from(cells.keys());
    const found = 'blocks' in given ? this.#drawable(rows, given) : this.#whole(rows, given);
    rows.forEach((row, i) => {
      this.#rows[row] = found[i];
    });
  }

  #whole(rows: Int32Array, { logits }: WholeRows): RowCandidates[] {
    const columns = this.#columns;
    if (logits.length !== rows.length * columns) {
      throw new Error(`Expected logits [${rows.length}, ${columns}], got ${logits.length} numbers.`);
    }
    return Array.from(rows, (_, i) => {
      const own = logits.subarray(i * columns, (i + 1) * columns);
      return candidatesOf({ logits: own, firstCodes: [0] }, this.#temperature);
    });
  }

  #drawable(rows: Int32Array, { blocks: { logits, at }, topProbabilities }: DrawableRows): RowCandidates[] {
    const size = (2 * logits.length) / at.length;
    let end = 0;
    return Array.from(rows, (_, i) => {
      const firstCodes: number[] = [];
      const from = end;
      for (; at[2 * end] === i; end++) firstCodes.push(at[2 * end + 1] * size);
      if (end === from) throw new Error(`Of row ${i} no code can be drawn.`);
      const own = logits.subarray(from * size, end * size);
      return candidatesOf({ logits: own, firstCodes }, this.#temperature, topProbabilities[i]);
    });
  }

  /** Samples a code for a row. The probability is the softmax probability at temperature 1. */
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
