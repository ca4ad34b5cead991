/**
 * ML-Cache, the rules: in which steps every token is computed anew, and which few are in the others.
 * A token whose largest logit is high hardly changes from step to step, so its keys and values of an
 * earlier step still serve (Lumina-DiMOO, arXiv 2510.06308). Our own rule goes by what has changed:
 * where no token that was just fixed is computed, nothing that the others see is new, and computing
 * them gives what they had.
 */

/**
 * `least-sure`: the paper's, tokens of low largest logit. `changed`: tokens that the step before has
 * fixed, and those masked ones that were not computed for the longest. `next`: as `changed`, and the
 * masked ones that the step is likely to fix, so that nothing is fixed by what was true before. In
 * answers alone: of a picture the logits of the step before do not tell that, and it is `changed`.
 */
export type TokenChoice = 'least-sure' | 'changed' | 'next';

export interface CacheDials {
  /** Share of the tokens (with `changed`, of the masked ones) that a cached step takes from the cache. */
  readonly cacheRatio: number;
  /** Share of the first steps that compute everything. */
  readonly warmupRatio: number;
  /** After these, every so many steps compute everything. */
  readonly refreshInterval: number;
  /**
   * Of the later steps that compute everything, every so many-th also computes what is known before
   * the first step (prompt, pictures, what lies outside a mask); null: none of them does.
   */
  readonly knownInterval: number | null;
  readonly choice: TokenChoice;
  /** With `next`: for each token that a step will fix, so many of the likely ones are computed. Absent: 1. */
  readonly ahead?: number | undefined;
}

/** What a step is expected to do: which of the masked positions it fixes, the likeliest first. */
export interface Predicted {
  readonly fixes: number;
  readonly likely: Int32Array;
}

/** With `next`: how many of the likely ones a step computes that will fix so many. */
export function aheadOf({ ahead = 1 }: CacheDials, fixes: number): number {
  return Math.ceil(ahead * fixes);
}

/** Whether step `step` (from 0) of `steps` computes every token. */
export function isRefresh(dials: CacheDials, step: number, steps: number): boolean {
  const warmup = Math.floor(steps * dials.warmupRatio);
  return step <= warmup || (step - warmup) % dials.refreshInterval === 0;
}

/** Whether a refresh at `step` also computes what was known from the start. */
export function refreshesKnown(dials: CacheDials, step: number, steps: number): boolean {
  const warmup = Math.floor(steps * dials.warmupRatio);
  if (step <= warmup) return true;
  return dials.knownInterval !== null && ((step - warmup) / dials.refreshInterval) % dials.knownInterval === 0;
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
  const ascending = new Float32Array(candidates.length);
  for (let i = 0; i < candidates.length; i++) ascending[i] = largest[candidates[i]];
  const threshold = quantile(ascending.sort(), 1 - cacheRatio);
  return candidates.filter((position) => largest[position] <= threshold);
}

/** Of the masked positions those that were not computed for the longest: 1 - cacheRatio of them, `least` at least. */
export function longestNotComputed(
  computedAt: Int32Array,
  masked: Int32Array,
  cacheRatio: number,
  least: number,
): Int32Array {
  const count = Math.max(least, Math.ceil(masked.length * (1 - cacheRatio)));
  return Int32Array.from(
    Array.from(masked)
      .sort((a, b) => computedAt[a] - computedAt[b] || a - b)
      .slice(0, count),
  ).sort();
}
