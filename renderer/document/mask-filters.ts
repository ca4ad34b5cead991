import type { Frame } from '../../preload/contract/pictures.ts';
import { frameBetween, type MaskRaster, maskBox } from './mask-raster.ts';

/**
 * Changes of a whole mask. Beyond the page, the region continues as it is at the page's edge. Where it reaches that
 * edge, it therefore stays full there.
 */

export function invertMask({ values }: MaskRaster): void {
  const whole = values.byteOffset % 4 === 0 ? values.length >> 2 : 0;
  const fours = new Uint32Array(values.buffer, values.byteOffset, whole);
  for (let at = 0; at < whole; at++) fours[at] = ~(fours[at] as number);
  for (let at = 4 * whole; at < values.length; at++) values[at] = 255 - (values[at] as number);
}

/** The number of steps between two levels while a mask is averaged. */
const FINE = 256;

/**
 * Softens the edge over `radius` pixels on both sides by three box averages. They approximate a Gaussian and reach
 * exactly `radius` pixels. All arithmetic is in whole numbers, so the result is the same on every machine.
 */
export function featherMask(mask: MaskRaster, radius: number): void {
  const box = boxWithin(mask, radius);
  if (box === null) return;
  const halves = halvesOf(radius);
  const rows = new Uint16Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * mask.width + box.x;
    for (let x = 0; x < box.width; x++) rows[y * box.width + x] = (mask.values[start + x] ?? 0) * FINE;
  }
  let from = rows;
  let to = new Uint16Array(rows.length);
  for (const average of [averageAcross, averageDown]) {
    for (const half of halves) {
      average(from, to, box, half);
      [from, to] = [to, from];
    }
  }
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * mask.width + box.x;
    for (let x = 0; x < box.width; x++) {
      mask.values[start + x] = ((from[y * box.width + x] ?? 0) + FINE / 2) >> 8;
    }
  }
}

/** How far each of the three boxes reaches on both sides of a pixel. The sum is `radius`. */
export function halvesOf(radius: number): readonly number[] {
  const third = Math.floor(radius / 3);
  const rest = radius - 3 * third;
  return [third + (rest > 0 ? 1 : 0), third + (rest > 1 ? 1 : 0), third].filter((half) => half > 0);
}

function averageAcross(from: Uint16Array, to: Uint16Array, { width, height }: Frame, half: number): void {
  const count = 2 * half + 1;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    const end = start + width - 1;
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += from[Math.max(start, Math.min(end, start + k))] ?? 0;
    for (let at = start; at <= end; at++) {
      to[at] = (sum + half) / count;
      const entering = at + half + 1;
      const leaving = at - half;
      sum += (from[Math.min(end, entering)] ?? 0) - (from[Math.max(start, leaving)] ?? 0);
    }
  }
}

function averageDown(from: Uint16Array, to: Uint16Array, { width, height }: Frame, half: number): void {
  const count = 2 * half + 1;
  const sums = new Int32Array(width);
  const rowAt = (y: number) => Math.max(0, Math.min(height - 1, y)) * width;
  for (let k = -half; k <= half; k++) {
    const start = rowAt(k);
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (from[start + x] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const start = y * width;
    const entering = rowAt(y + half + 1);
    const leaving = rowAt(y - half);
    for (let x = 0; x < width; x++) {
      const sum = sums[x] ?? 0;
      to[start + x] = (sum + half) / count;
      sums[x] = sum + (from[entering + x] ?? 0) - (from[leaving + x] ?? 0);
    }
  }
}

/**
 * Moves the edge by `by` pixels, with a disc of that radius: each pixel takes the largest value within reach, or the
 * smallest where the region shrinks.
 */
export function growMask(mask: MaskRaster, by: number): void {
  if (by < 0) invertMask(mask);
  const reach = Math.abs(by);
  const box = boxWithin(mask, reach);
  if (box !== null) {
    const widths = discWidths(reach);
    if (isHard(mask)) growHard(mask, widths, box);
    else growSoft(mask, widths, box);
  }
  if (by < 0) invertMask(mask);
}

/** How far a disc reaches to the side, in pixels, by the row's distance from its centre. */
export function discWidths(reach: number): readonly number[] {
  return Array.from({ length: reach + 1 }, (_, dy) => Math.floor(Math.sqrt(reach * reach - dy * dy)));
}

function isHard({ values }: MaskRaster): boolean {
  for (let at = 0; at < values.length; at++) if (values[at] !== 0 && values[at] !== 255) return false;
  return true;
}

/** The spans of 255 in each row, as pairs of first and last pixel. */
function spansByRow({ width, values }: MaskRaster, box: Frame): readonly (readonly number[])[] {
  return Array.from({ length: box.height }, (_, y) => {
    const start = (box.y + y) * width;
    const spans: number[] = [];
    let inside = false;
    for (let x = box.x; x < box.x + box.width; x++) {
      const is = values[start + x] === 255;
      if (is && !inside) spans.push(x);
      if (!is && inside) spans.push(x - 1);
      inside = is;
    }
    if (inside) spans.push(box.x + box.width - 1);
    return spans;
  });
}

/** Each row becomes the union of its neighbours' spans, widened by the disc's width at that distance. */
function growHard(mask: MaskRaster, widths: readonly number[], box: Frame): void {
  const rows = spansByRow(mask, box);
  const ends = new Int32Array(box.width + 1);
  for (let y = 0; y < box.height; y++) {
    ends.fill(0);
    for (let dy = 1 - widths.length; dy < widths.length; dy++) {
      const spans = rows[y + dy];
      const wider = widths[Math.abs(dy)] ?? 0;
      if (spans !== undefined) openAndClose(ends, spans, wider, box);
    }
    const start = (box.y + y) * mask.width + box.x;
    let open = 0;
    for (let x = 0; x < box.width; x++) {
      open += ends[x] ?? 0;
      mask.values[start + x] = open > 0 ? 255 : 0;
    }
  }
}

function openAndClose(ends: Int32Array, spans: readonly number[], wider: number, { x, width }: Frame): void {
  for (let at = 0; at < spans.length; at += 2) {
    const first = Math.max(0, (spans[at] ?? 0) - wider - x);
    const after = Math.min(width, (spans[at + 1] ?? 0) + wider - x + 1);
    ends[first] = (ends[first] ?? 0) + 1;
    ends[after] = (ends[after] ?? 0) - 1;
  }
}

/** Each row spreads its values to its neighbours, widened by the disc's width at that distance. */
function growSoft(mask: MaskRaster, widths: readonly number[], box: Frame): void {
  const grown = new Uint8Array(box.width * box.height);
  const largest = new LargestWithin(box.width, widths[0] ?? 0);
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * mask.width + box.x;
    const row = mask.values.subarray(start, start + box.width);
    const part = filledPart(row);
    if (part === null) continue;
    let done = -1;
    widths.forEach((width, dy) => {
      if (width !== done) largest.find(row, width);
      done = width;
      const [from, to] = [Math.max(0, part.first - width), Math.min(box.width, part.last + width + 1)];
      for (const other of dy === 0 ? [y] : [y - dy, y + dy]) {
        if (other < 0 || other >= box.height) continue;
        const at = other * box.width;
        for (let x = from; x < to; x++) {
          const value = largest.values[x] as number;
          if (value > (grown[at + x] as number)) grown[at + x] = value;
        }
      }
    });
  }
  for (let y = 0; y < box.height; y++) {
    mask.values.set(grown.subarray(y * box.width, (y + 1) * box.width), (box.y + y) * mask.width + box.x);
  }
}

/** The first and the last pixel of a row that are not 0; null where there is none. */
function filledPart(row: Uint8Array): { readonly first: number; readonly last: number } | null {
  const first = row.findIndex((value) => value !== 0);
  return first < 0 ? null : { first, last: row.findLastIndex((value) => value !== 0) };
}

/**
 * The largest values of a row within a reach on both sides, by running maxima from both ends of each block (van Herk,
 * "A fast algorithm for local minimum and maximum filters", 1992).
 */
class LargestWithin {
  readonly values: Uint8Array;
  /** The row with zeros on both sides, and the running maxima from the left and from the right. */
  readonly #padded: Uint8Array;
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;

  /** @param most the greatest reach */
  constructor(length: number, most: number) {
    this.values = new Uint8Array(length);
    const padded = length + 2 * most;
    this.#padded = new Uint8Array(padded);
    this.#before = new Uint8Array(padded);
    this.#after = new Uint8Array(padded);
  }

  find(row: Uint8Array, reach: number): void {
    const [padded, before, after] = [this.#padded, this.#before, this.#after];
    const length = row.length + 2 * reach;
    padded.fill(0, 0, reach);
    padded.set(row, reach);
    padded.fill(0, reach + row.length, length);
    const block = 2 * reach + 1;
    for (let start = 0; start < length; start += block) {
      const end = Math.min(length, start + block);
      let most = 0;
      for (let at = start; at < end; at++) {
        if ((padded[at] as number) > most) most = padded[at] as number;
        before[at] = most;
      }
      most = 0;
      for (let at = end - 1; at >= start; at--) {
        if ((padded[at] as number) > most) most = padded[at] as number;
        after[at] = most;
      }
    }
    for (let x = 0; x < row.length; x++) {
      this.values[x] = Math.max(after[x] as number, before[x + 2 * reach] as number);
    }
  }
}

/** The part of the page that a change with this reach can alter: the box of all values that are not 0, and a margin. */
function boxWithin(mask: MaskRaster, reach: number): Frame | null {
  const box = maskBox(mask);
  if (box === null) return null;
  return frameBetween(
    Math.max(0, box.x - reach),
    Math.max(0, box.y - reach),
    Math.min(mask.width, box.x + box.width + reach),
    Math.min(mask.height, box.y + box.height + reach),
  );
}
