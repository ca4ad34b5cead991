/**
 * What one branch of guidance remembers from step to step: how large the largest logit of every
 * token was, and the logits at the masked ones. Pure numbers; keys and values lie with the runtime.
 */
import { type CacheDials, leastSure, longestNotComputed } from './refresh.ts';

const NONE = new Int32Array(0);

/** What a pass computed: positions in the branch's own sequence, ascending throughout. */
export interface Computed {
  readonly positions: Int32Array;
  /** [computed positions that are masked, columns], in their order. */
  readonly logits: Float32Array;
  /** Largest logit of each other computed position; empty where nobody will ask (`choose`). */
  readonly largest: Float32Array;
}

export class BranchCache {
  readonly #largest: Float32Array;
  /** In which `update` each token was last computed. */
  readonly #computedAt: Int32Array;
  #updates = 0;
  readonly #columns: number;
  /** Masked positions, and their rows of logits one after another. */
  #masked: Int32Array = NONE;
  #logits: Float32Array = new Float32Array(0);
  #fresh: Int32Array | undefined;

  /** @param columns of a row of logits: the codes or ids that an answer may take */
  constructor(tokens: number, columns: number) {
    this.#largest = new Float32Array(tokens);
    this.#computedAt = new Int32Array(tokens);
    this.#columns = columns;
  }

  /**
   * Takes in what a pass computed and gives the logits at `masked`, [masked, columns]: computed just
   * now or remembered. Masked positions only ever become fewer. Valid until the next call; the
   * logits of a pass that computed all of them become this cache's own memory.
   * @param remember whether `choose` will be asked next, and goes by the largest logits
   */
  update({ positions, logits, largest }: Computed, masked: Int32Array, remember: boolean): Float32Array {
    const columns = this.#columns;
    this.#updates += 1;
    for (let i = 0; i < positions.length; i++) this.#computedAt[positions[i]] = this.#updates;
    if (logits.length === masked.length * columns) {
      this.#logits = logits;
      this.#masked = masked;
      this.#fresh = undefined;
    } else {
      this.#shrinkTo(masked);
      this.#fresh = this.#overwrite(positions, logits);
    }
    if (remember) this.#measure(positions, logits, largest);
    return this.#logits.subarray(0, masked.length * columns);
  }

  /** Rows of the last `update` that it computed anew; undefined: all of them. */
  get fresh(): Int32Array | undefined {
    return this.#fresh;
  }

  /**
   * The positions that a cached step computes anew, ascending.
   * @param candidates the positions that may be chosen
   * @param masked those that are masked now
   */
  choose(dials: CacheDials, candidates: Int32Array, masked: Int32Array): Int32Array {
    if (dials.choice === 'least-sure') return leastSure(this.#largest, candidates, dials.cacheRatio);
    const still = new Set(masked);
    const fixed = this.#masked.filter((position) => !still.has(position));
    const oldest = longestNotComputed(this.#computedAt, masked, dials.cacheRatio);
    return Int32Array.from([...fixed, ...oldest]).sort();
  }

  /** Closes the gaps of positions that are no longer masked, in place: both lists ascend. */
  #shrinkTo(masked: Int32Array): void {
    const columns = this.#columns;
    let row = 0;
    for (let to = 0; to < masked.length; to++) {
      while (row < this.#masked.length && this.#masked[row] < masked[to]) row += 1;
      if (this.#masked[row] !== masked[to]) throw new Error(`Position ${masked[to]} was not masked before.`);
      if (row !== to) this.#logits.copyWithin(to * columns, row * columns, (row + 1) * columns);
    }
    this.#masked = masked;
  }

  /** @returns the rows that changed */
  #overwrite(positions: Int32Array, logits: Float32Array): Int32Array {
    const columns = this.#columns;
    const rows: number[] = [];
    let row = 0;
    let from = 0;
    for (let i = 0; i < positions.length; i++) {
      while (row < this.#masked.length && this.#masked[row] < positions[i]) row += 1;
      if (this.#masked[row] !== positions[i]) continue;
      this.#logits.set(logits.subarray(from, from + columns), row * columns);
      rows.push(row);
      from += columns;
    }
    return Int32Array.from(rows);
  }

  #measure(positions: Int32Array, logits: Float32Array, largest: Float32Array): void {
    const columns = this.#columns;
    let row = 0;
    let from = 0;
    let other = 0;
    for (let i = 0; i < positions.length; i++) {
      while (row < this.#masked.length && this.#masked[row] < positions[i]) row += 1;
      if (this.#masked[row] !== positions[i]) {
        this.#largest[positions[i]] = largest[other++];
        continue;
      }
      let most = logits[from];
      for (let c = from + 1; c < from + columns; c++) if (logits[c] > most) most = logits[c];
      this.#largest[positions[i]] = most;
      from += columns;
    }
  }
}
