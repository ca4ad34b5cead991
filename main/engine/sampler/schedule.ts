/**
 * The schedules: how many cells stay masked after a step, and how many tokens of a text block a step fixes. The
 * reference computes the cosine in float32, so `Math.fround` puts every `floor` on the same side.
 */

const HALF_PI = Math.fround(Math.PI / 2);

/**
 * How many of `maskedAtStart` cells stay masked after step `step` (from 0) of `steps`:
 * floor(n0 * cos(pi/2 * (t+1)/T)), at least 1, and 0 at the last step.
 */
export function maskedAfterStep(maskedAtStart: number, step: number, steps: number): number {
  if (step >= steps - 1) return 0;
  const share = Math.fround(Math.cos(Math.fround(Math.fround((step + 1) / steps) * HALF_PI)));
  return Math.max(1, Math.floor(Math.fround(maskedAtStart * share)));
}

/**
 * How many tokens each of `steps` steps fixes in a block of `masked` tokens. The counts are even, and the first steps
 * take the remainder.
 */
export function tokensPerStep(masked: number, steps: number): number[] {
  const base = Math.floor(masked / steps);
  const rest = masked % steps;
  return Array.from({ length: steps }, (_, step) => base + (step < rest ? 1 : 0));
}
