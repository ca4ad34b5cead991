/**
 * How many cells stay masked after a step, and how many tokens of a text block a step fixes.
 * The reference computes the cosine in float32; `Math.fround` keeps `floor` on the same side.
 */

const HALF_PI = Math.fround(Math.PI / 2);

/**
 * Cells that stay masked after step `step` (from 0) of `steps`, of `maskedAtStart` in all:
 * floor(n0 * cos(pi/2 * (t+1)/T)), at least 1, and 0 at the last step.
 */
export function maskedAfterStep(maskedAtStart: number, step: number, steps: number): number {
  if (step >= steps - 1) return 0;
  const share = Math.fround(Math.cos(Math.fround(Math.fround((step + 1) / steps) * HALF_PI)));
  return Math.max(1, Math.floor(Math.fround(maskedAtStart * share)));
}

/** Tokens that each of `steps` steps fixes in a block of `masked` tokens: even, the first take the rest. */
export function tokensPerStep(masked: number, steps: number): number[] {
  const base = Math.floor(masked / steps);
  const rest = masked % steps;
  return Array.from({ length: steps }, (_, step) => base + (step < rest ? 1 : 0));
}
