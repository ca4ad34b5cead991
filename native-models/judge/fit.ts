/** Finds where an outline fits a part of a picture best. */
import { climb, type Position } from './climb.ts';
import { type Outline, walkCovered } from './outlines.ts';
import { type Bounds, boundsOf, type Segment } from './segments.ts';

/** How much of each pixel of a window the part covers. */
export interface Cover {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 1, row-major. */
  readonly share: Float32Array;
  /** 0 for rows that cannot be distinguished from the background, else 1. */
  readonly rowWeight: Float32Array;
  /** Where the half-covered pixels end, to parts of a pixel. */
  readonly bounds: Bounds;
}

/** An outline's best position over a part. */
export interface Fit {
  /** Centre and side of the unit box, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** Intersection over union, 0 to 1. */
  readonly overlap: number;
}

const BORDER = 3;

/** Edges are made as steep as an unblurred picture's, so that a little blur costs no overlap. */
const steep = (share: number) => Math.min(Math.max(4 * share - 1.5, 0), 1);

/**
 * @param shareOf how much of a pixel the part covers, 0 to 1
 * @param weightOf the weight of a row
 */
export function coverOf(
  segment: Segment,
  width: number,
  shareOf: (pixel: number) => number,
  weightOf: (row: number) => number,
): Cover {
  const rough = boundsOf(segment, width);
  const left = rough.left - BORDER;
  const top = rough.top - BORDER;
  const across = rough.right - rough.left + 2 * BORDER;
  const down = rough.bottom - rough.top + 2 * BORDER;
  const share = new Float32Array(across * down);
  for (const pixel of segment) {
    const at = (Math.floor(pixel / width) - top) * across + (pixel % width) - left;
    share[at] = steep(shareOf(pixel));
  }
  const rowWeight = Float32Array.from({ length: down }, (_, y) => weightOf(top + y));
  const cover = { left, top, width: across, height: down, share, rowWeight, bounds: rough };
  return { ...cover, bounds: softBounds(cover) };
}

/** The outermost columns and rows count by their fullest pixel. */
function softBounds({ left, top, width, height, share }: Cover): Bounds {
  const columns = new Float32Array(width);
  const rows = new Float32Array(height);
  share.forEach((value, i) => {
    columns[i % width] = Math.max(columns[i % width], value);
    const row = Math.floor(i / width);
    rows[row] = Math.max(rows[row], value);
  });
  const first = (line: Float32Array) => {
    const at = line.findIndex((value) => value > 0.1);
    return at < 0 ? 0 : at + 1 - line[at];
  };
  return {
    left: left + first(columns),
    top: top + first(rows),
    right: left + width - first(columns.toReversed()),
    bottom: top + height - first(rows.toReversed()),
  };
}

/** Intersection over union of an outline at a position with a part, 0 to 1. */
export function overlapOf(outline: Outline, cover: Cover, x: number, y: number, side: number): number {
  const step = 2 / side;
  const { left, top, width: columns, height: rows, rowWeight, share } = cover;
  let both = 0;
  let either = 0;
  walkCovered(outline, { left: (left - x) * step, top: (top - y) * step, step, columns, rows }, (row, shares) => {
    const weight = rowWeight[row];
    if (weight === 0) return;
    for (let column = 0; column < columns; column += 1) {
      const asked = steep(shares[column]);
      const seen = share[row * columns + column];
      both += weight * Math.min(asked, seen);
      either += weight * Math.max(asked, seen);
    }
  });
  return either === 0 ? 0 : both / either;
}

/** From the box around the part: at its width, at its height, and between. */
export function roughFit(outline: Outline, cover: Cover): Fit {
  const { left, top, right, bottom } = cover.bounds;
  const { extent } = outline;
  const across = (2 * (right - left)) / (extent.right - extent.left);
  const down = (2 * (bottom - top)) / (extent.bottom - extent.top);
  let best: Fit = { x: 0, y: 0, side: 1, overlap: 0 };
  // A shape is never drawn that much squeezed.
  if (!(across / down > 0.75 && across / down < 1.33)) return best;
  for (const side of [across, (across + down) / 2, down]) {
    const x = (left + right) / 2 - ((extent.left + extent.right) / 4) * side;
    const y = (top + bottom) / 2 - ((extent.top + extent.bottom) / 4) * side;
    const overlap = overlapOf(outline, cover, x, y, side);
    if (overlap > best.overlap) best = { x, y, side, overlap };
  }
  return best;
}

/** About the centre: the size changes on both sides. */
const MOVES: readonly Position[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 2],
  [0, 0, -2],
];

/** Improves a fit by small moves. */
export function refine(outline: Outline, cover: Cover, start: Fit): Fit {
  const { at, value } = climb(
    { at: [start.x, start.y, start.side], value: start.overlap },
    ([x, y, side]) => overlapOf(outline, cover, x, y, side),
    { firstStep: Math.max(0.5, start.side / 40), leastStep: 0.25, rounds: 6, moves: MOVES },
  );
  const [x, y, side] = at;
  return { x, y, side, overlap: value };
}
