/**
 * The cache state of one branch of guidance: each token's largest logit, and when it was last computed. Keys, values
 * and states lie in the runtime.
 */
import { aheadOf, type CacheDials, leastSure, longestNotComputed, type Predicted } from './refresh.ts';

/** Chooses which tokens of a sequence a cached step computes again. */
export class BranchCache {
  readonly #largest: Float32Array;
  /** The number of the `update` that last computed each token. */
  readonly #computedAt: Int32Array;
  #updates = 0;
  #masked: Int32Array = new Int32Array(0);

  constructor(tokens: number) {
    this.#largest = new Float32Array(tokens);
    this.#computedAt = new Int32Array(tokens);
  }

  /**
   * Records what a pass computed. Positions count within the branch's sequence.
   * @param masked positions masked in the pass, ascending; a subset of those of the pass before
   * @param largest largest logit at each computed position; only `least-sure` needs it
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
   * Returns the positions that a cached step computes again, ascending.
   * @param candidates positions that may be chosen
   * @param masked positions that are masked now
   * @param predicted the step's likely outcome; needed where the dials look ahead
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
