/**
 * The guided logits of the masked cells and what the sampler asks of each row: kept from step to
 * step, so that a row that a cached step has not computed anew costs nothing here either. A row is
 * worked out when it is first asked for: it is then still in the processor's cache when it is sampled.
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
  /** 1 where a row's numbers are not worked out yet. */
  readonly #pending: Uint8Array;
  #logits: Float32Array;
  #branches: BranchLogits = { conditional: new Float32Array(0) };
  #cells: Int32Array = new Int32Array(0);

  /** @param most rows at the first step; there are never more */
  constructor(most: number, columns: number, guidance: Guidance) {
    this.#columns = columns;
    this.#guidance = guidance;
    this.#room = new Float32Array(branchesFor(guidance).length > 1 ? most * columns : 0);
    this.#logits = this.#room;
    this.#likeliest = new Int32Array(most);
    this.#sums = new Float64Array(most);
    this.#pending = new Uint8Array(most);
  }

  /** [cells, columns]; a row is there once its `likeliest` was asked for. */
  get logits(): Float32Array {
    return this.#logits;
  }

  /** The most likely code of a row; the lowest among equals. */
  likeliest(row: number): number {
    if (this.#pending[row] === 1) this.#compute(row);
    return this.#likeliest[row];
  }

  /** Softmax probability of `code`, un-tempered. */
  probability(row: number, code: number): number {
    const from = row * this.#columns;
    const largest = this.#logits[from + this.likeliest(row)];
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
    this.#branches = branches;
    if (fresh === undefined) this.#pending.fill(1, 0, cells.length);
    else for (let i = 0; i < fresh.length; i++) this.#pending[fresh[i]] = 1;
  }

  #compute(row: number): void {
    this.#pending[row] = 0;
    const from = row * this.#columns;
    if (this.#room.length > 0) guideRange(this.#room, this.#branches, this.#guidance, from, from + this.#columns);
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
      this.#pending[to] = this.#pending[row];
    }
  }
}
