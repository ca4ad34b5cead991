/** Painted pixels to masked cells: the one place that knows the geometry between them. */
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';

export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

/** First and last cell that pixel `at` of `pixels` touches, where `cells` cells cover the same length. */
function touched(at: number, pixels: number, cells: number): [number, number] {
  return [Math.floor((at * cells) / pixels), Math.ceil(((at + 1) * cells) / pixels) - 1];
}

/** Every painted pixel of the frame, as its place in the mask, and the first and last rows and columns that it touches. */
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
 * Which cells of a grid laid over `frame` are to be redrawn, row-major, 1 or 0: every cell that any
 * painted pixel touches, be it by an edge of its own area.
 */
export function maskedCells(mask: RegionMask, frame: Frame, grid: GridSize): Uint8Array {
  const cells = new Uint8Array(grid.columns * grid.rows);
  visitPainted(mask, frame, grid, (_, top, bottom, left, right) => {
    for (let row = top; row <= bottom; row++) cells.fill(1, row * grid.columns + left, row * grid.columns + right + 1);
  });
  return cells;
}

/** How far a channel of a decoded pixel may move, of 255, before it shows something else: decoders waver. */
const SHOWS_ALIKE = 40;

/** A grid's codes and what they decode to. */
export interface Decoded {
  readonly codes: Int32Array;
  readonly picture: Raster;
}

/**
 * Which pixels of the decoded picture show something else, 1 or 0: all of a cell of another code, and those of another
 * colour where the code is the same. A decoder sees more than the cell: a thing's outline may be one code on any ground.
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

/** The painted pixels of the frame that touch what has changed on a grid laid over it, 1 or 0: others show what they showed. */
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
