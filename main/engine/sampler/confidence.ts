/**
 * Choosing a code for each masked cell, measuring its confidence, and choosing which cells stay masked. All arithmetic
 * is float32, as in the reference.
 */

import { gumbel, LEAST_GUMBEL, MOST_GUMBEL, type NoiseSource } from './random.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';

/** Which noise a sampled row draws. */
export interface Row {
  readonly step: number;
  readonly row: number;
  /** The grid cell of the row. */
  readonly position: number;
}

/** The codes of one row that can be drawn at a temperature, in ascending order. */
export interface RowCandidates {
  readonly codes: Int32Array;
  /** Logits of `codes`. */
  readonly logits: Float32Array;
  /** Index in `codes` of the most likely code; among equals, of the lowest code. */
  readonly likeliest: number;
  /** Denominator of the softmax over the whole row: the sum of exp(logit - largest). */
  readonly sum: number;
}

/** Exceeds the float32 rounding error of a score. */
const ROUNDING = 1e-2;

/** How far below a row's largest logit a code may lie and still win by noise. */
export function drawableMargin(temperature: number): number {
  return (MOST_GUMBEL - LEAST_GUMBEL + ROUNDING) * temperature;
}

/** Runs of equally many codes of one row, ascending, which include every code that can be drawn. */
export interface Stretches {
  /** [stretches, codes of each] */
  readonly logits: Float32Array;
  /** The first code of each stretch. */
  readonly firstCodes: ArrayLike<number>;
}

/** Buffers that every row reuses, since growing lists took twice as long. */
let room = { codes: new Int32Array(0), kept: new Float32Array(0) };

function roomFor(count: number): typeof room {
  if (room.codes.length < count) room = { codes: new Int32Array(count), kept: new Float32Array(count) };
  return room;
}

/**
 * Selects the codes of a row that can win. The logits of all others lie further below the largest than
 * the range of the noise.
 * @param top softmax probability of the most likely code, if known; required where the stretches are
 * not the whole row
 */
export function candidatesOf({ logits, firstCodes }: Stretches, temperature: number, top?: number): RowCandidates {
  const size = logits.length / firstCodes.length;
  const largestAt = indexOfLargest(logits, 0, logits.length);
  const largest = logits[largestAt];
  const sum = top === undefined ? sumOfExp(logits, 0, logits.length, largest) : 1 / top;
  if (temperature === 0) {
    const code = firstCodes[Math.floor(largestAt / size)] + (largestAt % size);
    return { codes: Int32Array.of(code), logits: Float32Array.of(largest), likeliest: 0, sum };
  }
  const least = largest - drawableMargin(temperature);
  const { codes, kept } = roomFor(logits.length);
  let likeliest = 0;
  let count = 0;
  for (let stretch = 0; stretch < firstCodes.length; stretch++) {
    const from = stretch * size;
    const shift = firstCodes[stretch] - from;
    for (let at = from; at < from + size; at++) {
      if (logits[at] < least) continue;
      if (at === largestAt) likeliest = count;
      codes[count] = at + shift;
      kept[count] = logits[at];
      count++;
    }
  }
  return { codes: codes.slice(0, count), logits: kept.slice(0, count), likeliest, sum };
}

/**
 * Samples the index of one of a row's candidates by the Gumbel-max trick: argmax(logits / temperature +
 * noise), or plain argmax at temperature 0. Among equals the lowest code wins. A code that cannot win
 * with the largest possible noise draws none. That changes no result and saves most of the work.
 */
export function sampleCode(
  { codes, logits, likeliest }: RowCandidates,
  temperature: number,
  noise: NoiseSource,
  at: Row,
): number {
  if (temperature === 0) return likeliest;
  const score = (index: number) =>
    Math.fround(logits[index] / temperature) +
    Math.fround(gumbel(noise.uniform(at.step, 'code', at.row, at.position, codes[index])));
  let best = likeliest;
  let bestScore = score(likeliest);
  // No smaller logit can win. A plain local, since every candidate of every cell is compared with it.
  let least = (bestScore - MOST_GUMBEL - 1e-3) * temperature;
  for (let index = 0; index < codes.length; index++) {
    if (logits[index] < least || index === likeliest) continue;
    const candidate = score(index);
    if (candidate > bestScore || (candidate === bestScore && index < best)) {
      best = index;
      bestScore = candidate;
      least = (bestScore - MOST_GUMBEL - 1e-3) * temperature;
    }
  }
  return best;
}

/**
 * Says for each row whether it stays masked: the `keep` least confident do, by log(max(p, 1e-20)) +
 * temperature * noise. As in the reference, the cut-off is the `keep`-th smallest value, clamped to the
 * last row, and a row stays masked only strictly below it. With ties fewer than `keep` rows stay
 * masked. A single row never does.
 */
export function rowsToRemask(
  confidence: Float32Array,
  keep: number,
  temperature: number,
  noise: NoiseSource,
  step: number,
  positions: Int32Array,
): boolean[] {
  const ranked = new Float32Array(confidence.length);
  for (let row = 0; row < ranked.length; row++) {
    const g = Math.fround(gumbel(noise.uniform(step, 'choice', row, positions[row], 0)));
    ranked[row] = Math.fround(Math.log(Math.max(confidence[row], 1e-20))) + Math.fround(temperature * g);
  }
  const cutOff = ranked.slice().sort()[Math.min(Math.max(keep, 0), ranked.length - 1)];
  return Array.from(ranked, (value) => value < cutOff);
}
