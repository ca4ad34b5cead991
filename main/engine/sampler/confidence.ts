/** Picking codes, how sure they are, and which of them stay masked. All in float32 like the reference. */

import { gumbel, MOST_GUMBEL, type NoiseSource } from './random.ts';
import { indexOfLargest } from './row-math.ts';

export interface Row {
  readonly step: number;
  readonly row: number;
  /** The grid cell behind the row. */
  readonly place: number;
}

/**
 * The code of one row by the Gumbel-max trick at a temperature: argmax(logits / temperature + noise);
 * plain argmax at 0; the lowest index among equals. Codes whose logit cannot win even with the
 * largest possible noise are not drawn for, which changes nothing and saves most of the work.
 * @param likeliest the row's argmax, where the caller knows it
 */
export function sampleCode(
  logits: Float32Array,
  columns: number,
  temperature: number,
  noise: NoiseSource,
  at: Row,
  likeliest = indexOfLargest(logits, at.row * columns, columns),
): number {
  const from = at.row * columns;
  if (temperature === 0) return likeliest;
  const score = (code: number) =>
    Math.fround(logits[from + code] / temperature) +
    Math.fround(gumbel(noise.uniform(at.step, 'code', at.row, at.place, code)));
  let best = likeliest;
  let bestScore = score(likeliest);
  // No smaller logit can win. A plain local: this comparison is made for every code of every cell.
  let least = (bestScore - MOST_GUMBEL - 1e-3) * temperature;
  for (let code = 0; code < columns; code++) {
    if (logits[from + code] < least || code === likeliest) continue;
    const candidate = score(code);
    if (candidate > bestScore || (candidate === bestScore && code < best)) {
      best = code;
      bestScore = candidate;
      least = (bestScore - MOST_GUMBEL - 1e-3) * temperature;
    }
  }
  return best;
}

/**
 * Which rows stay masked: the `keep` least sure, ranked by log(max(p, 1e-20)) + temperature * noise.
 * The cut-off is the `keep`-th smallest value, clamped to the last row; strictly below it stays
 * masked, so among equals fewer than `keep` stay, and of a single row none does.
 */
export function rowsToRemask(
  confidence: Float32Array,
  keep: number,
  temperature: number,
  noise: NoiseSource,
  step: number,
  places: Int32Array,
): boolean[] {
  const ranked = new Float32Array(confidence.length);
  for (let row = 0; row < ranked.length; row++) {
    const g = Math.fround(gumbel(noise.uniform(step, 'choice', row, places[row], 0)));
    ranked[row] = Math.fround(Math.log(Math.max(confidence[row], 1e-20))) + Math.fround(temperature * g);
  }
  const cutOff = ranked.slice().sort()[Math.min(Math.max(keep, 0), ranked.length - 1)];
  return Array.from(ranked, (value) => value < cutOff);
}
