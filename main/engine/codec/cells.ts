/** Painted pixels to masked cells: the one place that knows the geometry between them. */
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';

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

/** The painted pixels of the frame that touch a cell whose code has changed: all others show what they showed. */
export function changedPart(
  mask: RegionMask,
  frame: Frame,
  grid: GridSize,
  before: Int32Array,
  after: Int32Array,
): RegionMask {
  const values = new Uint8Array(mask.values.length);
  visitPainted(mask, frame, grid, (pixel, top, bottom, left, right) => {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const cell = row * grid.columns + column;
        if (before[cell] !== after[cell]) values[pixel] = mask.values[pixel] ?? 0;
      }
    }
  });
  return { ...mask, values };
}
