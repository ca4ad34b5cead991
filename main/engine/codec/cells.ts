/** Which pixels of a region a model has changed. */
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { visitPainted } from '../../../preload/contract/region-frame.ts';
import type { GridSize } from '../framing/sizes.ts';

/** How far a channel of a decoded pixel may move, of 255, and still count as unchanged. Decoders are not exact. */
const SHOWS_ALIKE = 40;

/** The codes of a grid and the picture that they decode to. */
export interface Decoded {
  readonly codes: Int32Array;
  readonly picture: Raster;
}

/**
 * Marks the pixels of the decoded picture that changed, 1 or 0: all pixels of a cell whose code changed, and elsewhere
 * those whose colour changed. A decoder looks beyond the cell, so an outline may have one code on any background.
 */
export function changedPixels(grid: GridSize, before: Decoded, after: Decoded): Uint8Array {
  const { width, height } = before.picture;
  const changed = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * grid.rows) / height) * grid.columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * grid.columns) / width);
      const pixel = y * width + x;
      const isOther = before.codes[cell] !== after.codes[cell] || hasMoved(before.picture, after.picture, pixel);
      changed[pixel] = isOther ? 1 : 0;
    }
  }
  return changed;
}

function hasMoved(before: Raster, after: Raster, pixel: number): boolean {
  for (let at = pixel * 4; at < pixel * 4 + 3; at++) {
    if (Math.abs((before.rgba[at] ?? 0) - (after.rgba[at] ?? 0)) > SHOWS_ALIKE) return true;
  }
  return false;
}

/** Keeps of a mask the pixels whose cells changed. All other pixels of the frame become 0. */
export function changedPart(mask: RegionMask, frame: Frame, grid: GridSize, changed: Uint8Array): RegionMask {
  const values = new Uint8Array(mask.values.length);
  visitPainted(mask, frame, grid, (pixel, top, bottom, left, right) => {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const cell = row * grid.columns + column;
        if (changed[cell] === 1) values[pixel] = mask.values[pixel] ?? 0;
      }
    }
  });
  return { ...mask, values };
}
