/**
 * The rules of ML-Cache: which steps compute every token, and which tokens the other steps compute. A token whose
 * largest logit is high hardly changes from step to step, so its earlier keys and values still serve (Lumina-DiMOO,
 * arXiv 2510.06308, section on ML-Cache). Our own rule goes by change: where a step computes no token that was just
 * fixed, the other tokens see nothing new and would come out as they were.
 */

/**
 * How a cached step chooses its tokens. `least-sure` is the paper's: tokens with a low largest logit. `changed` takes
 * the tokens that the step before fixed, and the masked ones that waited longest. `next` adds the masked tokens that
 * the step is likely to fix, so that nothing is fixed by outdated logits. It applies to answers only. In pictures the
 * logits of the step before do not predict what is fixed, so `next` acts as `changed`.
 */
export type TokenChoice = 'least-sure' | 'changed' | 'next';

/** Settings of the cache. */
export interface CacheDials {
  /** Share of the tokens (with `changed`, of the masked ones) that a cached step takes from the cache. */
  readonly cacheRatio: number;
  /** Share of the first steps that compute everything. */
  readonly warmupRatio: number;
  /** After the warm-up, every n-th step computes everything. */
  readonly refreshInterval: number;
  /**
   * Of the later refreshes, every n-th also computes what is known before the first step: the prompt,
   * pictures, and cells outside a mask. With null none of them does.
   */
  readonly knownInterval: number | null;
  readonly choice: TokenChoice;
  /** With `next`: how many likely tokens a step computes for each token that it fixes. Absent means 1. */
  readonly ahead?: number | undefined;
}

/** The likely outcome of a step: how many masked positions it fixes, and which, the most likely first. */
export interface Predicted {
  readonly fixes: number;
  readonly likely: Int32Array;
}

/** With `next`: how many likely positions a step computes that fixes `fixes` positions. */
export function aheadOf({ ahead = 1 }: CacheDials, fixes: number): number {
  return Math.ceil(ahead * fixes);
}

/** Whether step `step` (from 0) of `steps` computes every token. */
export function isRefresh(dials: CacheDials, step: number, steps: number): boolean {
  const warmup = Math.floor(steps * dials.warmupRatio);
  return step <= warmup || (step - warmup) % dials.refreshInterval === 0;
}

/** Whether the refresh at `step` also computes what is known before the first step. */
export function refreshesKnown(dials: CacheDials, step: number, steps: number): boolean {
  const warmup = Math.floor(steps * dials.warmupRatio);
  if (step <= warmup) return true;
  return dials.knownInterval !== null && ((step - warmup) / dials.refreshInterval) % dials.knownInterval === 0;
}

/**
 * The `share` quantile of ascending numbers, with linear interpolation. It computes in float32 as the
 * reference does. In doubles the rounding of 1 - 0.9 would put a whole rank just below itself.
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
 * Returns the candidates whose largest logit lies at or below the quantile: about 1 - cacheRatio of
 * them, and at least one. The order stays.
 * @param largest largest logit of every token of the sequence
 */
export function leastSure(largest: Float32Array, candidates: Int32Array, cacheRatio: number): Int32Array {
  const ascending = new Float32Array(candidates.length);
  for (let i = 0; i < candidates.length; i++) ascending[i] = largest[candidates[i]];
  const threshold = quantile(ascending.sort(), 1 - cacheRatio);
  return candidates.filter((position) => largest[position] <= threshold);
}

/**
 * Returns the share 1 - cacheRatio of the masked positions that waited longest since they were computed, ascending. At
 * least `least` of them.
 */
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
