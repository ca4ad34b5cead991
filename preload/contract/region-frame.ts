/**
 * Decides which part of a picture goes to the model for a region, at what size, and which of its cells are redrawn. The
 * engine plans by these rules, and the window shows their result. All lengths are pixels of the picture.
 */
import type { Frame, RegionMask } from './pictures.ts';

type Size = Pick<Frame, 'width' | 'height'>;

/** Size of a token grid, in cells. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

/** Context around the mask's box on each side, as a share of the box's longer side. */
export const DEFAULT_MARGIN = 1;

/** Returns the smallest rectangle that holds every painted pixel, or null where nothing is painted. */
export function boxOf(mask: RegionMask): Frame | null {
  let left = mask.width;
  let right = -1;
  let top = mask.height;
  let bottom = -1;
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if (mask.values[y * mask.width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * Returns the start of an interval of `length` that is centred on [start, start + inner) and shifted into [0, limit).
 */
function centred(start: number, inner: number, length: number, limit: number): number {
  return Math.max(0, Math.min(Math.round(start + inner / 2 - length / 2), limit - length));
}

/** How many times a part of a picture may be enlarged for the model, so that a small region gets more of its cells. */
const MOST_ENLARGED = 2;

/**
 * Returns the least side of a frame. A picture that is no larger than the model's own is not enlarged: the model sees all
 * of it, and nothing in it is cut at the frame's edge.
 */
function leastSide(picture: Size, native: Size): number {
  const longer = Math.max(native.width, native.height);
  const fits = picture.width <= native.width && picture.height <= native.height;
  return fits ? longer : Math.ceil(longer / MOST_ENLARGED);
}

/**
 * Returns a square around the box with context. It is enlarged at most twice for the model, and not at all where the
 * picture is no larger than the model's own. Where the picture is too narrow, the square shrinks as long as the box keeps some context, and
 * otherwise the frame takes the picture's full width or height. The frame always contains the box and lies inside the
 * picture.
 */
export function frameAround(box: Frame, picture: Size, native: Size, margin = DEFAULT_MARGIN): Frame {
  const longer = Math.max(box.width, box.height);
  const shortSide = Math.min(picture.width, picture.height);
  let side = Math.max(Math.ceil(longer * (1 + 2 * margin)), leastSide(picture, native));
  if (longer * 1.2 <= shortSide) side = Math.min(side, shortSide);
  const width = Math.min(side, picture.width);
  const height = Math.min(side, picture.height);
  return {
    x: centred(box.x, box.width, width, picture.width),
    y: centred(box.y, box.height, height, picture.height),
    width,
    height,
  };
}

/**
 * Returns the token grid for a frame. It has about as many cells as the model's own pictures, in the frame's aspect
 * ratio as nearly as whole cells allow.
 */
export function gridFor(frame: Size, native: Size, patchSize: number): GridSize {
  const cells = (native.width / patchSize) * (native.height / patchSize);
  const scale = Math.sqrt(cells / (frame.width * frame.height));
  const columns = Math.max(1, Math.round(frame.width * scale));
  const rows = Math.max(1, Math.round(frame.height * scale));
  // A very long frame is at least one cell wide, so its length in cells is limited.
  const most = Math.max(1, Math.floor((cells * 1.25) / Math.min(columns, rows)));
  return { columns: Math.min(columns, most), rows: Math.min(rows, most) };
}

/**
 * Returns the indices of the first and last cell that pixel `at` touches, where `cells` cells cover `pixels` pixels.
 */
function touched(at: number, pixels: number, cells: number): [number, number] {
  return [Math.floor((at * cells) / pixels), Math.ceil(((at + 1) * cells) / pixels) - 1];
}

/**
 * Visits every painted pixel of the frame. `visit` receives the pixel's index in the mask, and the first and last rows
 * and columns of the cells that it touches.
 */
export function visitPainted(
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
