/**
 * The guided logits of the masked cells and what the sampler asks of each row: kept from step to
 * step, so that a row that a cached step has not computed anew costs nothing here either.
 */

import { type BranchLogits, branchesFor, type Guidance, guideRange } from './guidance.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';

export class GuidedRows {
  readonly #columns: number;
  readonly #guidance: Guidance;
  /** Empty without guidance: the conditional branch's own numbers serve. */
  readonly #room: Float32Array;
  readonly #likeliest: Int32Array;
  readonly #sums: Float64Array;
  #logits: Float32Array;
  #cells: Int32Array = new Int32Array(0);

  /** @param most rows at the first step; there are never more */
  constructor(most: number, columns: number, guidance: Guidance) {
    this.#columns = columns;
    this.#guidance = guidance;
    this.#room = new Float32Array(branchesFor(guidance).length > 1 ? most * columns : 0);
    this.#logits = this.#room;
    this.#likeliest = new Int32Array(most);
    this.#sums = new Float64Array(most);
  }

  /** [cells, columns] */
  get logits(): Float32Array {
    return this.#logits;
  }

  /** The most likely code of a row; the lowest among equals. */
  likeliest(row: number): number {
    return this.#likeliest[row];
  }

  /** Softmax probability of `code`, un-tempered. */
  probability(row: number, code: number): number {
    const from = row * this.#columns;
    const largest = this.#logits[from + this.#likeliest[row]];
    return Math.fround(Math.exp(this.#logits[from + code] - largest) / this.#sums[row]);
  }

  /** @param cells the masked ones, ascending: those of the step before or fewer */
  update(cells: Int32Array, branches: BranchLogits): void {
    const wanted = cells.length * this.#columns;
    if (branches.conditional.length !== wanted) {
      throw new Error(
        `Expected logits [${cells.length}, ${this.#columns}], got ${branches.conditional.length} numbers.`,
      );
    }
    const { fresh } = branches;
    if (fresh !== undefined) this.#shrinkTo(cells);
    this.#cells = cells;
    if (this.#room.length === 0) this.#logits = branches.conditional;
    for (let i = 0; i < (fresh ?? cells).length; i++) this.#compute(fresh?.[i] ?? i, branches);
  }

  #compute(row: number, branches: BranchLogits): void {
    const from = row * this.#columns;
    if (this.#room.length > 0) guideRange(this.#room, branches, this.#guidance, from, from + this.#columns);
    const likeliest = indexOfLargest(this.#logits, from, this.#columns);
    this.#likeliest[row] = likeliest;
    this.#sums[row] = sumOfExp(this.#logits, from, this.#columns, this.#logits[from + likeliest]);
  }

  #shrinkTo(cells: Int32Array): void {
    const columns = this.#columns;
    let row = 0;
    for (let to = 0; to < cells.length; to++) {
      while (row < this.#cells.length && this.#cells[row] < cells[to]) row += 1;
      if (this.#cells[row] !== cells[to]) throw new Error(`Cell ${cells[to]} was not masked before.`);
      if (row === to) continue;
      this.#room.copyWithin(to * columns, row * columns, (row + 1) * columns);
      this.#likeliest[to] = this.#likeliest[row];
      this.#sums[to] = this.#sums[row];
    }
  }
}
