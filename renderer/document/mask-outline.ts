import type { StrokeStep } from '../../preload/contract/document.ts';
import type { RegionMask } from '../../preload/contract/pictures.ts';
import { HAIR } from './mask-raster.ts';

/** Numbers in a stroke's `points` at most (document.ts), with room for one more run. */
const MOST_NUMBERS = 200_000 - 8;

/** A run of painted pixels in one row: first and last column. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/** A stroke in the making: it has just painted `run`, and stands at column `at`. */
interface Outline {
  readonly points: number[];
  readonly run: Run;
  readonly at: number;
}

/**
 * Pixels back to strokes, the inverse of `rasteriseRegion`: what these strokes paint is the mask,
 * pixel for pixel (painted: half strength or more). Each runs down through touching rows, so that
 * a painted blob is a few strokes, not one a row.
 */
export function strokesOfMask(mask: RegionMask, newId: () => string): StrokeStep[] {
  const done: number[][] = [];
  let open: Outline[] = [];
  for (let y = 0; y < mask.height; y++) {
    const waiting = [...open];
    open = runsOf(mask, y).map((run) => {
      const above = waiting.findIndex((trace) => meets(trace, run) && trace.points.length < MOST_NUMBERS);
      const [trace] = above < 0 ? [] : waiting.splice(above, 1);
      return trace === undefined ? begun(run, y) : continued(trace, run, y);
    });
    done.push(...waiting.map(({ points }) => points));
  }
  done.push(...open.map(({ points }) => points));
  return done.map((points) => ({ kind: 'stroke', id: newId(), operation: 'add', size: HAIR, points }));
}

function runsOf({ width, values }: RegionMask, y: number): Run[] {
  const runs: Run[] = [];
  let first = -1;
  for (let x = 0; x <= width; x++) {
    const painted = x < width && (values[y * width + x] ?? 0) >= 128;
    if (painted && first < 0) first = x;
    if (painted || first < 0) continue;
    runs.push({ first, last: x - 1 });
    first = -1;
  }
  return runs;
}

function meets({ run }: Outline, next: Run): boolean {
  return run.first <= next.last && next.first <= run.last;
}

function begun(run: Run, y: number): Outline {
  return { points: [...centre(run.first, y), ...centre(run.last, y)], run, at: run.last };
}

/** Along the row above to a column that both rows have, straight down, then over the new row. */
function continued({ points, run: above, at }: Outline, run: Run, y: number): Outline {
  const low = Math.max(above.first, run.first);
  const high = Math.min(above.last, run.last);
  const down = Math.max(low, Math.min(high, at));
  if (down !== at) points.push(...centre(down, y - 1));
  points.push(...centre(down, y), ...centre(run.first, y), ...centre(run.last, y));
  return { points, run, at: run.last };
}

function centre(column: number, row: number): [number, number] {
  return [column + 0.5, row + 0.5];
}
