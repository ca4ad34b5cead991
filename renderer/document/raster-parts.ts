import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';

/** Cuts pixels out of rasters with straight alpha. */

/** The smallest rectangle that holds every pixel that is not clear; null where there is none. */
export function shownBox({ width, height, rgba }: Raster): Frame | null {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = 4 * y * width + 3;
    let first = 0;
    while (first < width && rgba[row + 4 * first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (rgba[row + 4 * last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return bottom < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** A copy of a part. */
export function croppedRaster({ width, rgba }: Raster, { x, y, ...size }: Frame): Raster & { rgba: Uint8Array } {
  const part = new Uint8Array(4 * size.width * size.height);
  for (let row = 0; row < size.height; row++) {
    const start = 4 * ((y + row) * width + x);
    part.set(rgba.subarray(start, start + 4 * size.width), 4 * row * size.width);
  }
  return { ...size, rgba: part };
}

/**
 * Multiplies the alpha of a raster by a mask of its size, in place. Where the mask is 255 nothing changes. A pixel that
 * becomes clear loses its colour, so that nothing of what was removed stays in the file.
 */
export function keepInside({ rgba }: Raster, { values }: RegionMask): void {
  scaleAlpha(rgba, (at) => values[at] ?? 0);
}

/** Removes what lies inside a mask of the raster's size, in place. Where the mask is 0 nothing changes. */
export function keepOutside({ rgba }: Raster, { values }: RegionMask): void {
  scaleAlpha(rgba, (at) => 255 - (values[at] ?? 0));
}

function scaleAlpha(rgba: Uint8Array, shareAt: (pixel: number) => number): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const share = shareAt(at >> 2);
    const alpha = rgba[at + 3] ?? 0;
    if (share === 255 || alpha === 0) continue;
    const kept = Math.round((alpha * share) / 255);
    if (kept === 0) rgba.fill(0, at, at + 4);
    else rgba[at + 3] = kept;
  }
}
