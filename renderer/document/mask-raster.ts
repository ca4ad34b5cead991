import type { RegionStep } from '../../preload/contract/document.ts';
import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';

/**
 * Steps of the region become pixels here and nowhere else: what the artist sees tinted is, pixel for pixel,
 * what the engine is sent. Hard-edged: a pixel is painted where its centre lies under the brush.
 */

export interface MaskRaster extends RegionMask {
  readonly values: Uint8Array<ArrayBuffer>;
}

export function blankMask(width: number, height: number): MaskRaster {
  return { width, height, values: new Uint8Array(width * height) };
}

/** All steps, oldest first; null where nothing is left painted. */
export function rasteriseRegion(steps: readonly RegionStep[], width: number, height: number): MaskRaster | null {
  if (steps.length === 0) return null;
  const mask = blankMask(width, height);
  for (const step of steps) applyStep(mask, step);
  return mask.values.includes(255) ? mask : null;
}

/** The thinnest stroke: along pixel centres it paints those pixels and no neighbour. */
export const HAIR = 0.5;

/** A stroke on its way, or one of the document's steps. */
export interface PaintedStroke {
  /** Diameter of the round brush. */
  readonly size: number;
  readonly erase: boolean;
  readonly points: readonly number[];
}

/** Returns the rectangle of the pixels that may have changed, or null. A step of an unknown kind changes none. */
export function applyStep(mask: MaskRaster, step: RegionStep, limits: PaintLimits = {}): Frame | null {
  if (step.kind === 'unreadable') return null;
  if (step.operation === 'intersect') return keepUnder(mask, step, limits);
  return paintStroke(mask, { ...step, erase: step.operation === 'subtract' }, limits);
}

/** Clears what does not lie under the stroke. */
function keepUnder(mask: MaskRaster, stroke: Omit<PaintedStroke, 'erase'>, limits: PaintLimits): Frame {
  const { clip = { x: 0, y: 0, width: mask.width, height: mask.height } } = limits;
  const kept = blankMask(mask.width, mask.height);
  paintStroke(kept, { ...stroke, erase: false }, { clip });
  for (let row = clip.y; row < clip.y + clip.height; row++) {
    const start = row * mask.width + clip.x;
    for (let at = start; at < start + clip.width; at++) if (kept.values[at] === 0) mask.values[at] = 0;
  }
  return clip;
}

export interface PaintLimits {
  /** Number of the point to begin with (and the piece that leads to it): a growing stroke is painted bit by bit. */
  readonly from?: number;
  /** Pixels outside stay as they are. Must lie inside the raster. */
  readonly clip?: Frame;
}

/** Returns the rectangle of the pixels that may have changed, or null. */
export function paintStroke(
  mask: MaskRaster,
  { size, erase, points }: PaintedStroke,
  { from = 0, clip = { x: 0, y: 0, width: mask.width, height: mask.height } }: PaintLimits = {},
): Frame | null {
  const value = erase ? 0 : 255;
  const radius = brushRadius(size);
  const count = points.length >> 1;
  let dirty: Frame | null = null;
  for (let i = from; i < count; i++) {
    const before = Math.max(0, i - 1);
    const line = {
      x0: points[before * 2] ?? 0,
      y0: points[before * 2 + 1] ?? 0,
      x1: points[i * 2] ?? 0,
      y1: points[i * 2 + 1] ?? 0,
    };
    dirty = union(dirty, paintCapsule(mask, line, radius, value, clip));
  }
  return dirty;
}

/** The whole pixels of a page that `steps` can change, or null. */
export function boundsOfSteps(steps: readonly RegionStep[], width: number, height: number): Frame | null {
  const known = steps.filter((step) => step.kind === 'stroke');
  // What is kept under a stroke is cleared everywhere else.
  if (known.some(({ operation }) => operation === 'intersect')) return { x: 0, y: 0, width, height };
  return boundsOfStrokes(known, width, height);
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
    // Cut to the page only at the end: between two points beside it a line may cross it.
    for (let i = 0; i + 1 < points.length; i += 2) {
      left = Math.min(left, (points[i] ?? 0) - radius);
      right = Math.max(right, (points[i] ?? 0) + radius);
      top = Math.min(top, (points[i + 1] ?? 0) - radius);
      bottom = Math.max(bottom, (points[i + 1] ?? 0) + radius);
    }
  }
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  const box = { x, y, width: Math.min(width, Math.ceil(right)) - x, height: Math.min(height, Math.ceil(bottom)) - y };
  return box.width > 0 && box.height > 0 ? box : null;
}

/** Half a diagonal at least: no touch, however thin, goes without a pixel. */
function brushRadius(size: number): number {
  return Math.max(size / 2, Math.SQRT1_2);
}

interface Line {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Every pixel whose centre is within `radius` of the line. */
function paintCapsule(mask: MaskRaster, line: Line, radius: number, value: number, clip: Frame): Frame | null {
  const top = Math.max(clip.y, Math.ceil(Math.min(line.y0, line.y1) - radius - 0.5));
  const bottom = Math.min(clip.y + clip.height - 1, Math.floor(Math.max(line.y0, line.y1) + radius - 0.5));
  let left = mask.width;
  let right = -1;
  for (let row = top; row <= bottom; row++) {
    const span = capsuleSpan(row + 0.5, line, radius);
    if (span === null) continue;
    const first = Math.max(clip.x, Math.ceil(span.low - 0.5));
    const last = Math.min(clip.x + clip.width - 1, Math.floor(span.high - 0.5));
    if (first > last) continue;
    mask.values.fill(value, row * mask.width + first, row * mask.width + last + 1);
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

interface Span {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the horizontal line at `y` crosses a capsule: a capsule is convex, so it is one span, the
 * union of its crossings with the two round ends and with the straight band between them.
 */
function capsuleSpan(y: number, line: Line, radius: number): Span | null {
  const { x0, y0, x1, y1 } = line;
  const ends = joined(discSpan(y, x0, y0, radius), discSpan(y, x1, y1, radius));
  return joined(ends, bandSpan(y, line, radius));
}

function discSpan(y: number, x0: number, y0: number, radius: number): Span | null {
  const rest = radius * radius - (y - y0) * (y - y0);
  if (rest < 0) return null;
  const half = Math.sqrt(rest);
  return { low: x0 - half, high: x0 + half };
}

/** The rectangle of half-width `radius` about the line; null for a line without length. */
function bandSpan(y: number, { x0, y0, x1, y1 }: Line, radius: number): Span | null {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return null;
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  const dy = y - y0;
  // Along the line: 0 <= dx*ux + dy*uy <= length. Across it: |dy*ux - dx*uy| <= radius.
  const along = between(ux, dy * uy, 0, length);
  const across = between(-uy, dy * ux, -radius, radius);
  if (along === null || across === null) return null;
  const low = Math.max(along.low, across.low);
  const high = Math.min(along.high, across.high);
  return low > high ? null : { low: x0 + low, high: x0 + high };
}

/** The values of t with `least <= slope*t + offset <= most`. */
function between(slope: number, offset: number, least: number, most: number): Span | null {
  if (slope === 0) return offset >= least && offset <= most ? { low: -Infinity, high: Infinity } : null;
  const a = (least - offset) / slope;
  const b = (most - offset) / slope;
  return { low: Math.min(a, b), high: Math.max(a, b) };
}

function joined(a: Span | null, b: Span | null): Span | null {
  if (a === null || b === null) return a ?? b;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** The smallest rectangle around both. */
export function union(a: Frame | null, b: Frame | null): Frame | null {
  if (a === null || b === null) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
