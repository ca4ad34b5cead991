/**
 * ML-Cache, the rules: in which steps every token is computed anew, and which few are in the others.
 * A token whose largest logit is high hardly changes from step to step, so its keys and values of an
 * earlier step still serve (Lumina-DiMOO, arXiv 2510.06308).
 */

export interface CacheDials {
  /** Share of the tokens that a cached step takes from the cache. */
  readonly cacheRatio: number;
  /** Share of the first steps that compute everything. */
  readonly warmupRatio: number;
  /** After these, every so many steps compute everything. */
  readonly refreshInterval: number;
  /** Tokens that are known before the first step (prompt, pictures, what lies outside a mask) are computed in it alone. */
  readonly keepKnown: boolean;
  /** A token that the step before has fixed is computed, whatever its logits: it changed the most. */
  readonly followFixed: boolean;
}

/** Whether step `step` (from 0) of `steps` computes every token. */
export function isRefresh(dials: CacheDials, step: number, steps: number): boolean {
  const warmup = Math.floor(steps * dials.warmupRatio);
  return step <= warmup || (step - warmup) % dials.refreshInterval === 0;
}

/**
 * The `share` quantile of numbers in ascending order, with linear interpolation. In float32 as the
 * reference's: a rank that should be whole must not fall below it by the rounding of 1 - 0.9.
 */
export function quantile(ascending: Float32Array, share: number): number {
  const rank = Math.fround(Math.fround(share) * (ascending.length - 1));
  const low = ascending[Math.floor(rank)];
  const high = ascending[Math.ceil(rank)];
  const weight = Math.fround(rank - Math.floor(rank));
  const span = Math.fround(high - low);
  return weight < 0.5
    ? Math.fround(low + Math.fround(weight * span))
    : Math.fround(high - Math.fround(span * Math.fround(1 - weight)));
}

/**
 * Of `candidates`, ascending, those whose largest logit lies at or below the quantile: about
 * 1 - cacheRatio of them, and one at least.
 * @param largest of every token of the sequence
 */
export function leastSure(largest: Float32Array, candidates: Int32Array, cacheRatio: number): Int32Array {
  if (candidates.length === 0) return candidates;
  const ascending = new Float32Array(candidates.length);
  for (let i = 0; i < candidates.length; i++) ascending[i] = largest[candidates[i]];
  const threshold = quantile(ascending.sort(), 1 - cacheRatio);
  return candidates.filter((position) => largest[position] <= threshold);
}
