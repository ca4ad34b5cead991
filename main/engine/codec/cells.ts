/** The geometry between painted pixels and masked cells. */
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { GridSize } from '../framing/sizes.ts';

/** Indices of the first and last cell that pixel `at` touches, where `cells` cells cover `pixels` pixels. */
function touched(at: number, pixels: number, cells: number): [number, number] {
  return [Math.floor((at * cells) / pixels), Math.ceil(((at + 1) * cells) / pixels) - 1];
}

/** Visits every painted pixel of the frame: its index in the mask, and the first and last rows and columns of cells it touches. */
function visitPainted(
  mask: RegionMask,
  frame: Frame,
  grid: GridSize,
  visit: (pixel: number, top: number, bottom: number, left: number, right: number) => void,
): void {
  const columnsOf = Array.from({ length: frame.width }, (_, x) => touched(x, frame.width, grid.columns));
  for (let y = 0; y < frame.height; y++) {
    const [top, bottom] = touched(y, frame.height, grid.rows);
    for (let x = 0; x < frame.width; x++) {
      const pixel = (frame.y + y) * mask.width + frame.x + x;
      if (!mask.values[pixel]) continue;
      const [left, right] = columnsOf[x] ?? [0, -1];
      visit(pixel, top, bottom, left, right);
    }
  }
}

/**
 * Marks the cells of a grid over `frame` that are to be redrawn: row-major, 1 or 0. A cell is marked if the
 * area of any painted pixel overlaps it.
 */
export function maskedCells(mask: RegionMask, frame: Frame, grid: GridSize): Uint8Array {
  const cells = new Uint8Array(grid.columns * grid.rows);
  visitPainted(mask, frame, grid, (_, top, bottom, left, right) => {
    for (let row = top; row <= bottom; row++) cells.fill(1, row * grid.columns + left, row * grid.columns + right + 1);
  });
  return cells;
}

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
