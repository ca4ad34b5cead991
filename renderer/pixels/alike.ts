import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Likeness, MaskPart } from '../document/pixel-work.ts';
import type { Point } from '../document/point.ts';
import { maskPart } from './mask-part.ts';

/** Marks what is similar to the pixel at a place. Null where the place lies outside the raster. */
export function alikePart(raster: Raster, at: Point, likeness: Likeness): MaskPart | null {
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  const isInside = x >= 0 && y >= 0 && x < raster.width && y < raster.height;
  return isInside ? maskPart(alike(raster, x, y, likeness)) : null;
}

/**
 * Marks with 255 the pixels that are similar to the pixel at x, y: no channel differs by more than the tolerance. Fully
 * transparent pixels are similar to each other, whatever colour they have. `x` and `y` are whole and inside the raster.
 */
export function alike(raster: Raster, x: number, y: number, { tolerance, contiguous }: Likeness): RegionMask {
  const { width, height, rgba } = raster;
  const isLike = likenessTo(rgba, 4 * (y * width + x), tolerance);
  const values = new Uint8Array(width * height);
  if (contiguous) fill(values, width, height, x, y, isLike);
  else for (let at = 0; at < values.length; at++) if (isLike(at)) values[at] = 255;
  return { width, height, values };
}

type IsLike = (pixel: number) => boolean;

function likenessTo(rgba: Uint8Array, at: number, tolerance: number): IsLike {
  const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
  return (pixel) => {
    const other = 4 * pixel;
    const otherAlpha = rgba[other + 3] ?? 0;
    if (alpha === 0 && otherAlpha === 0) return true;
    return (
      Math.abs((rgba[other] ?? 0) - red) <= tolerance &&
      Math.abs((rgba[other + 1] ?? 0) - green) <= tolerance &&
      Math.abs((rgba[other + 2] ?? 0) - blue) <= tolerance &&
      Math.abs(otherAlpha - alpha) <= tolerance
    );
  };
}

/** Fills row by row. Each run of similar pixels looks for further runs in the rows above and below it. */
function fill(values: Uint8Array, width: number, height: number, x: number, y: number, isLike: IsLike): void {
  const waiting = [y * width + x];
  for (let seed = waiting.pop(); seed !== undefined; seed = waiting.pop()) {
    if (values[seed] !== 0) continue;
    const start = seed - (seed % width);
    let first = seed;
    while (first > start && values[first - 1] === 0 && isLike(first - 1)) first--;
    let last = seed;
    while (last < start + width - 1 && values[last + 1] === 0 && isLike(last + 1)) last++;
    values.fill(255, first, last + 1);
    if (start > 0) seeds(values, first - width, last - width, isLike, waiting);
    if (start + width < width * height) seeds(values, first + width, last + width, isLike, waiting);
  }
}

/** Adds one pixel of every similar run between two pixels of a row to those that wait. */
function seeds(values: Uint8Array, first: number, last: number, isLike: IsLike, waiting: number[]): void {
  let inRun = false;
  for (let at = first; at <= last; at++) {
    const is = values[at] === 0 && isLike(at);
    if (is && !inRun) waiting.push(at);
    inRun = is;
  }
}

/** The same as a mask of the raster's size. */
export function alikeMask(raster: Raster, at: Point, likeness: Likeness): RegionMask | null {
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  const isInside = x >= 0 && y >= 0 && x < raster.width && y < raster.height;
  return isInside ? alike(raster, x, y, likeness) : null;
}
