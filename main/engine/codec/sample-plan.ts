/** The patches of a picture by which its group norms are measured first. */
import { lengthOf, rectangles, type SideOf, type Span } from './tile-plan.ts';

/** Places along one side of a patch. */
const PATCH = 4;
/** Of so many places along one side, one patch is taken, but no fewer than `LEAST`, if they fit, nor more than `MOST`. */
const ONE_OF = 16;
const LEAST = 4;
const MOST = 6;
/**
 * How many places the layers of a level see here at most. More changes what is measured by a thousandth, and costs as
 * much again.
 */
const SIGHT = 2;

/** `sees` as it holds for a sample. */
export const sampleSight = (sees: readonly number[]): readonly number[] => sees.map((sight) => Math.min(sight, SIGHT));

/** One side of all patches. */
export interface PatchSide {
  /** What each patch takes of the input; it may begin before the picture and end after it. */
  readonly taken: readonly Span[];
  /** What counts of each, also in places of the input. */
  readonly counted: readonly Span[];
  readonly cuts: readonly Span[];
}

/**
 * Patches along one side.
 * @param count places along that side
 * @param scale places of the input for each
 */
export function patchSide(count: number, sideOf: SideOf, scale: number): PatchSide {
  const patch = Math.min(PATCH, count);
  const wanted = Math.min(MOST, Math.max(LEAST, Math.round(count / ONE_OF)));
  const patches = Math.min(wanted, Math.floor(count / patch));
  // All have the form of one that is far from any border.
  const far = 2 ** 16;
  const { taken, cuts } = sideOf({ start: far, end: far + patch }, 2 * far);
  const before = far * scale - taken.start;
  const starts = Array.from({ length: patches }, (_, i) => Math.round(((i + 0.5) * count) / patches - patch / 2));
  return {
    taken: starts.map((start) => ({ start: start * scale - before, end: start * scale - before + lengthOf(taken) })),
    counted: starts.map((start) => ({ start: start * scale, end: (start + patch) * scale })),
    cuts,
  };
}

/** All patches of a picture: a grid of them. */
export interface SamplePlan {
  readonly patches: readonly { readonly rows: Span; readonly columns: Span }[];
  readonly counted: readonly { readonly rows: Span; readonly columns: Span }[];
  readonly cuts: BigInt64Array;
}

/**
 * @param rows places where tiles and coarse levels meet, as are `columns`
 * @param scale places of the input for each
 */
export function samplePlan(rows: number, columns: number, sideOf: SideOf, scale: number): SamplePlan {
  const [vertical, horizontal] = [patchSide(rows, sideOf, scale), patchSide(columns, sideOf, scale)];
  const grid = (down: readonly Span[], across: readonly Span[]) =>
    down.flatMap((row) => across.map((column) => ({ rows: row, columns: column })));
  return {
    patches: grid(vertical.taken, horizontal.taken),
    counted: grid(vertical.counted, horizontal.counted),
    cuts: rectangles(vertical.cuts, horizontal.cuts),
  };
}
