import type { Frame } from '../../preload/contract/pictures.ts';
import { frameBetween, type MaskRaster, touchedPixels, wholeOf } from './mask-raster.ts';

/** Strokes of a round brush as pixels. The edges are hard: a pixel is painted if its centre lies under the brush. */

/** The current stroke, or one of the document's steps. */
export interface PaintedStroke {
  /** The diameter of the round brush. */
  readonly size: number;
  readonly erase: boolean;
  readonly points: readonly number[];
}

export interface StrokeLimits {
  /** The index of the first point to paint, with the piece that leads to it. A growing stroke is painted in parts. */
  readonly from?: number;
  /** Pixels outside stay as they are. The clip must lie inside the raster. */
  readonly clip?: Frame;
}

/** Returns the rectangle of the pixels that may have changed, or null. */
export function paintStroke(
  mask: MaskRaster,
  { size, erase, points }: PaintedStroke,
  { from = 0, clip = wholeOf(mask) }: StrokeLimits = {},
): Frame | null {
  const rows = new PaintedRows(mask, erase ? 0 : 255, clip);
  const radius = brushRadius(size);
  const count = points.length >> 1;
  for (let i = from; i < count; i++) {
    const before = Math.max(0, i - 1);
    const x0 = points[before * 2] ?? 0;
    const y0 = points[before * 2 + 1] ?? 0;
    const x1 = points[i * 2] ?? 0;
    const y1 = points[i * 2 + 1] ?? 0;
    // Each piece begins at the round end of the one before.
    paintPiece(rows, { x0, y0, x1, y1 }, radius, clip);
  }
  return rows.finish();
}

/** The whole pixels of a page that lie under `strokes`, or null. */
export function boundsOfStrokes(
  strokes: readonly Pick<PaintedStroke, 'size' | 'points'>[],
  width: number,
  height: number,
): Frame | null {
  let left = width;
  let top = height;
  let right = 0;
  let bottom = 0;
  for (const { size, points } of strokes) {
    const radius = brushRadius(size);
    // Points beside the page count as well, since a line between two of them may cross the page.
    for (let i = 0; i + 1 < points.length; i += 2) {
      left = Math.min(left, (points[i] ?? 0) - radius);
      right = Math.max(right, (points[i] ?? 0) + radius);
      top = Math.min(top, (points[i + 1] ?? 0) - radius);
      bottom = Math.max(bottom, (points[i + 1] ?? 0) + radius);
    }
  }
  return touchedPixels(left, top, right, bottom, wholeOf({ width, height }));
}

/** The radius is at least half a pixel's diagonal, so that even the thinnest touch paints a pixel. */
function brushRadius(size: number): number {
  return Math.max(size / 2, Math.SQRT1_2);
}

/**
 * Collects spans of one value by row. Neighbouring pieces of a stroke cover the same pixels many times. Spans that meet
 * are therefore joined, and each joined span is written only once.
 */
class PaintedRows {
  readonly #mask: MaskRaster;
  readonly #value: number;
  readonly #top: number;
  /** The first and last pixel of each row's open span. In a row without one, the first lies after the last. */
  readonly #open: Int32Array;
  #left: number;
  #right = -1;
  #first: number;
  #last = -1;

  constructor(mask: MaskRaster, value: number, { y, height }: Frame) {
    this.#mask = mask;
    this.#value = value;
    this.#top = y;
    this.#left = mask.width;
    this.#first = mask.height;
    this.#open = new Int32Array(2 * height);
    for (let at = 0; at < this.#open.length; at += 2) this.#open[at + 1] = -1;
  }

  add(row: number, first: number, last: number): void {
    const open = this.#open;
    const at = 2 * (row - this.#top);
    const low = open[at] ?? 0;
    const high = open[at + 1] ?? -1;
    if (low > high) {
      open[at] = first;
      open[at + 1] = last;
    } else if (first <= high + 1 && last >= low - 1) {
      if (first < low) open[at] = first;
      if (last > high) open[at + 1] = last;
    } else {
      this.#write(row, low, high);
      open[at] = first;
      open[at + 1] = last;
    }
  }

  /**
   * Writes the open spans.
   * @returns the rectangle of all written pixels, or null
   */
  finish(): Frame | null {
    for (let at = 0; at < this.#open.length; at += 2) {
      const low = this.#open[at] ?? 0;
      const high = this.#open[at + 1] ?? -1;
      if (low <= high) this.#write(this.#top + (at >> 1), low, high);
    }
    return frameBetween(this.#left, this.#first, this.#right + 1, this.#last + 1);
  }

  #write(row: number, first: number, last: number): void {
    const start = row * this.#mask.width;
    this.#mask.values.fill(this.#value, start + first, start + last + 1);
    if (first < this.#left) this.#left = first;
    if (last > this.#right) this.#right = last;
    if (row < this.#first) this.#first = row;
    if (row > this.#last) this.#last = row;
  }
}

interface Line {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * Paints every pixel whose centre is within `radius` of the line, except for the round beginning. The straight band and
 * the round end form a convex shape, so they cross a row in one span.
 */
function paintPiece(rows: PaintedRows, { x0, y0, x1, y1 }: Line, radius: number, clip: Frame): void {
  const top = Math.max(clip.y, Math.ceil(Math.min(y0, y1) - radius - 0.5));
  const bottom = Math.min(clip.y + clip.height - 1, Math.floor(Math.max(y0, y1) + radius - 0.5));
  const mostLeft = clip.x;
  const mostRight = clip.x + clip.width - 1;
  const length = Math.hypot(x1 - x0, y1 - y0);
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  const squared = radius * radius;
  for (let row = top; row <= bottom; row++) {
    const y = row + 0.5;
    let low = Infinity;
    let high = -Infinity;
    const rest = squared - (y - y1) * (y - y1);
    if (rest >= 0) {
      const half = Math.sqrt(rest);
      low = x1 - half;
      high = x1 + half;
    }
    if (length > 0) {
      // Along the line: 0 <= dx*ux + dy*uy <= length. Across it: |dy*ux - dx*uy| <= radius.
      const along = (y - y0) * uy;
      const across = (y - y0) * ux;
      let from = -Infinity;
      let to = Infinity;
      if (ux > 0) {
        from = -along / ux;
        to = (length - along) / ux;
      } else if (ux < 0) {
        from = (length - along) / ux;
        to = -along / ux;
      } else if (along < 0 || along > length) to = -Infinity;
      if (uy > 0) {
        from = Math.max(from, (across - radius) / uy);
        to = Math.min(to, (across + radius) / uy);
      } else if (uy < 0) {
        from = Math.max(from, (across + radius) / uy);
        to = Math.min(to, (across - radius) / uy);
      } else if (across < -radius || across > radius) to = -Infinity;
      if (from <= to) {
        low = Math.min(low, x0 + from);
        high = Math.max(high, x0 + to);
      }
    }
    const first = Math.max(mostLeft, Math.ceil(low - 0.5));
    const last = Math.min(mostRight, Math.floor(high - 0.5));
    if (first <= last) rows.add(row, first, last);
  }
}
