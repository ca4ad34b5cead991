/**
 * What one branch of guidance remembers from step to step of its tokens: how large the largest logit
 * of each was, and when it was last computed. Pure numbers; keys, values and states lie with the runtime.
 */
import { aheadOf, type CacheDials, leastSure, longestNotComputed, type Predicted } from './refresh.ts';

export class BranchCache {
  readonly #largest: Float32Array;
  /** In which `update` each token was last computed. */
  readonly #computedAt: Int32Array;
  #updates = 0;
  #masked: Int32Array = new Int32Array(0);

  constructor(tokens: number) {
    this.#largest = new Float32Array(tokens);
    this.#computedAt = new Int32Array(tokens);
  }

  /**
   * Takes in what a pass computed: positions in the branch's own sequence.
   * @param masked those that were masked in it, ascending; only ever fewer
   * @param largest of each computed position; absent where nobody will ask (`choose`)
   */
  update(positions: Int32Array, masked: Int32Array, largest?: Float32Array): void {
    this.#updates += 1;
    for (let i = 0; i < positions.length; i++) {
      this.#computedAt[positions[i]] = this.#updates;
      if (largest !== undefined) this.#largest[positions[i]] = largest[i];
    }
    this.#masked = masked;
  }

  /**
   * The positions that a cached step computes anew, ascending.
   * @param candidates the positions that may be chosen
   * @param masked those that are masked now
   * @param predicted what the step is expected to do with them; needed where the dials look ahead
   */
  choose(dials: CacheDials, candidates: Int32Array, masked: Int32Array, predicted?: Predicted): Int32Array {
    if (dials.choice === 'least-sure') return leastSure(this.#largest, candidates, dials.cacheRatio);
    const still = new Set(masked);
    const fixed = this.#masked.filter((position) => !still.has(position));
    const next = dials.choice === 'next' && predicted ? predicted.likely.slice(0, aheadOf(dials, predicted.fixes)) : [];
    const chosen = new Set(next);
    const others = masked.filter((position) => !chosen.has(position));
    const least = chosen.size === 0 ? 1 : 0;
    const oldest = longestNotComputed(this.#computedAt, others, dials.cacheRatio, least);
    return Int32Array.from([...fixed, ...next, ...oldest]).sort();
  }
}
