/** Arithmetic over one row of logits: [from, from + columns) of a longer array. */

/** Terms below e^-40 change no double sum that starts at 1 by more than columns * 4e-18. */
const NOTHING_BELOW = -40;
const POWERS = Float64Array.from({ length: 60 }, (_, n) => 2 ** -n);
const LN2 = Math.LN2;

/** Index of the largest logit of a row; among equals, the lowest index. */
export function indexOfLargest(logits: Float32Array, from: number, columns: number): number {
  let best = 0;
  let most = logits[from];
  for (let c = 1; c < columns; c++) {
    if (logits[from + c] > most) {
      best = c;
      most = logits[from + c];
    }
  }
  return best;
}

/**
 * The denominator of a softmax: the sum of exp(logit - largest). Math.exp would take half of the
 * sampler's time. exp(d) = 2^-n * exp(r), r in (-ln 2, 0], with r from a Taylor polynomial of degree
 * 9: relative error below 1e-8.
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
