/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of a token grid, in cells. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

const STEP = 32;
const LARGEST_RATIO = 4;

/** Every size in multiples of 32 whose area just stays under the target's, with an aspect ratio of at most 4 : 1. */
export function candidateSizes(target: number): Size[] {
  const patches = Math.floor(target / STEP) ** 2;
  const sizes: Size[] = [];
  let across = patches;
  let down = 1;
  while (across > 0) {
    if (Math.max(across, down) / Math.min(across, down) <= LARGEST_RATIO) {
      sizes.push({ width: across * STEP, height: down * STEP });
    }
    if ((down + 1) * across <= patches) down += 1;
    else across -= 1;
  }
  return sizes;
}

/** Rounds half to even, as Python does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The sizes on the way from a picture to its working size. */
export interface WorkingSize {
  /** The size after the crop. */
  readonly chosen: Size;
  /** After halving with a box filter while both sides are at least twice too large. */
  readonly afterBox: Size;
  /** After the bicubic resize that covers `chosen`; the crop takes its middle. */
  readonly afterBicubic: Size;
}

/**
 * Chooses the candidate nearest in aspect ratio, and the sizes on the way to it.
 * @param target side of the square whose area the candidates approach
 * @throws RangeError where no candidate exists
 */
export function workingSize(target: number, width: number, height: number): WorkingSize {
  const closeness = ({ width: w, height: h }: Size) =>
    Math.min(w / width, h / height) / Math.max(w / width, h / height);
  let chosen: Size | undefined;
  for (const size of candidateSizes(target)) {
    // No picture is equally near to two: the product of two neighbouring aspect ratios is never a rational square.
    if (chosen === undefined || closeness(size) > closeness(chosen)) chosen = size;
  }
  if (chosen === undefined)
    throw new RangeError(`No working size fits a target of ${target} pixels; it must be at least ${STEP}.`);
  let box: Size = { width, height };
  while (box.width >= 2 * chosen.width && box.height >= 2 * chosen.height) {
    box = { width: Math.floor(box.width / 2), height: Math.floor(box.height / 2) };
  }
  const scale = Math.max(chosen.width / box.width, chosen.height / box.height);
  const afterBicubic = { width: roundHalfEven(box.width * scale), height: roundHalfEven(box.height * scale) };
  return { chosen, afterBox: box, afterBicubic };
}
