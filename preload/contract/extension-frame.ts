/**
 * Decides which part of an extended picture goes to the model, and which of its cells the new border touches. The engine
 * plans by these rules, and the window shows their result. All lengths are pixels of the larger picture.
 */
import type { Frame } from './pictures.ts';
import { DEFAULT_MARGIN, type GridSize } from './region-frame.ts';
import type { Sides } from './task-inputs.ts';

type Size = Pick<Frame, 'width' | 'height'>;

/**
 * The frame in which the border is drawn, in pixels of the larger picture. A border on one side gets a strip
 * beside it with as much context as `margin` says, at least the model's own size and at least half as wide as
 * long. A border on several sides gets the whole picture.
 * @param page size of the larger picture
 */
export function frameForExtension(page: Size, sides: Sides, native: Size, margin = DEFAULT_MARGIN): Frame {
  const whole: Frame = { x: 0, y: 0, width: page.width, height: page.height };
  const used = (['left', 'top', 'right', 'bottom'] as const).filter((side) => sides[side] > 0);
  const [side] = used;
  if (side === undefined || used.length > 1) return whole;
  const across = side === 'left' || side === 'right' ? 'width' : 'height';
  const length = across === 'width' ? page.height : page.width;
  const wanted = Math.max(Math.ceil(sides[side] * (1 + margin)), native[across], Math.ceil(length / 2));
  const depth = Math.min(page[across], wanted);
  const start = side === 'left' || side === 'top' ? 0 : page[across] - depth;
  return across === 'width' ? { ...whole, x: start, width: depth } : { ...whole, y: start, height: depth };
}

/**
 * Marks the cells of a grid over `frame` that the new border overlaps: row-major, 1 or 0. The result is that of
 * `maskedCells` for a mask of the border, without a mask of the whole page.
 */
export function borderCells(page: Size, sides: Sides, frame: Frame, grid: GridSize): Uint8Array<ArrayBuffer> {
  const columns = keptCells(sides.left - frame.x, page.width - sides.right - frame.x, frame.width, grid.columns);
  const rows = keptCells(sides.top - frame.y, page.height - sides.bottom - frame.y, frame.height, grid.rows);
  const cells = new Uint8Array(grid.columns * grid.rows).fill(1);
  for (let row = rows.first; row < rows.end; row++) {
    if (columns.end <= columns.first) break;
    cells.fill(0, row * grid.columns + columns.first, row * grid.columns + columns.end);
  }
  return cells;
}

/**
 * The cells along one axis that lie wholly in the picture, from `first` up to `end`, which is not one of them.
 * @param start where the picture begins, in pixels from the beginning of the frame
 * @param stop where it ends
 */
function keptCells(start: number, stop: number, pixels: number, cells: number): { first: number; end: number } {
  return {
    first: start <= 0 ? 0 : Math.ceil((start * cells) / pixels),
    end: stop >= pixels ? cells : Math.floor((stop * cells) / pixels),
  };
}
