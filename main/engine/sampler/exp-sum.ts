/** The denominator of a softmax, where half of the sampler's time would go with Math.exp. */

/** Terms below e^-40 change no double sum that starts at 1 by more than columns * 4e-18. */
const NOTHING_BELOW = -40;
const POWERS = Float64Array.from({ length: 60 }, (_, n) => 2 ** -n);
const LN2 = Math.LN2;

/**
 * The sum of exp(logit - largest) over one row. exp(d) = 2^-n * exp(r), r in (-ln 2, 0], with r from
 * a Taylor polynomial of degree 9: relative error below 1e-8.
 */
export function sumOfExp(logits: Float32Array, from: number, columns: number, largest: number): number {
  let sum = 0;
  for (let c = from; c < from + columns; c++) {
    const d = logits[c] - largest;
    if (d < NOTHING_BELOW) continue;
    const n = (d * -Math.LOG2E) | 0;
    const r = d + n * LN2;
    const tail = 1 / 720 + r * (1 / 5040 + r * (1 / 40320 + r * (1 / 362880)));
    sum += (1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * tail)))))) * POWERS[n];
  }
  return sum;
}
