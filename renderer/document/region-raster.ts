import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';
import { isWholeStep, type PictureStep, type RegionStep, type ShapeStep } from '../../preload/contract/region-steps.ts';
import { featherMask, growMask, invertMask } from './mask-filters.ts';
import { blankMask, intersection, isBlank, type MaskRaster, touchedPixels, union, wholeOf } from './mask-raster.ts';
import { type PlainShape, sidesOfShape, spansOfShape } from './mask-shapes.ts';
import { boundsOfStrokes, paintStroke } from './mask-strokes.ts';

/**
 * This is the only place that turns the steps of a region into pixels. What the artist sees is therefore, pixel for
 * pixel, what the engine gets.
 */

/**
 * Returns the pixels of a grey picture of the project's blobs; null where they have not loaded. A step with such a
 * picture does nothing.
 */
export type MaskOf = (hash: string) => RegionMask | null;

export const noMasks: MaskOf = () => null;

/** Applies all steps, oldest first; null where nothing is left. */
export function rasteriseRegion(
  steps: readonly RegionStep[],
  width: number,
  height: number,
  maskOf: MaskOf = noMasks,
): MaskRaster | null {
  if (steps.length === 0) return null;
  const mask = blankMask(width, height);
  for (const step of steps) applyStep(mask, step, { maskOf });
  return isBlank(mask) ? null : mask;
}

export interface StepLimits {
  /** Pixels outside stay as they are. The clip must lie inside the raster. A step of the whole ignores it. */
  readonly clip?: Frame;
  readonly maskOf?: MaskOf;
}

/** Returns the rectangle of the pixels that may have changed, or null. A step of an unknown kind changes none. */
export function applyStep(mask: MaskRaster, step: RegionStep, limits: StepLimits = {}): Frame | null {
  const { clip = wholeOf(mask), maskOf = noMasks } = limits;
  if (step.kind === 'unreadable') return null;
  if (isWholeStep(step)) {
    if (step.kind === 'invert') invertMask(mask);
    else if (step.kind === 'feather') featherMask(mask, step.radius);
    else growMask(mask, step.by);
    return wholeOf(mask);
  }
  if (step.kind === 'picture' && maskOf(step.blob) === null) return null;
  const box = boundsOfShape(step, mask.width, mask.height);
  const within = box === null ? null : intersection(box, clip);
  if (step.operation === 'intersect') clearAround(mask, within, clip);
  if (within === null) return step.operation === 'intersect' ? clip : null;
  if (step.kind === 'stroke') paint(mask, step, within);
  else if (step.kind === 'picture') layPicture(mask, step, within, maskOf(step.blob));
  else fillShape(mask, step, within);
  return step.operation === 'intersect' ? clip : within;
}

/** The whole pixels of a page that `steps` can change, or null. */
export function boundsOfSteps(steps: readonly RegionStep[], width: number, height: number): Frame | null {
  return steps.reduce<Frame | null>((bounds, step) => {
    if (step.kind === 'unreadable') return bounds;
    // An intersection clears everything outside its shape.
    const all = isWholeStep(step) || step.operation === 'intersect';
    return union(bounds, all ? wholeOf({ width, height }) : boundsOfShape(step, width, height));
  }, null);
}

/** A shape without its operation on the region. */
export type Shape = ShapeStep extends infer Step
  ? Step extends ShapeStep
    ? Omit<Step, 'id' | 'operation'>
    : never
  : never;

/** Whether any pixel of the page lies in a shape. For a picture, its box decides. */
export function touchesPage(shape: Shape, { width, height }: Pick<Frame, 'width' | 'height'>): boolean {
  const page = wholeOf({ width, height });
  const box = boundsOfShape(shape, width, height);
  if (box === null || shape.kind === 'picture') return box !== null;
  if (shape.kind === 'stroke') {
    const part = blankMask(width, height);
    return paintStroke(part, { ...shape, erase: false }, { clip: box }) !== null;
  }
  let touches = false;
  spansOfShape(shape, page, () => {
    touches = true;
  });
  return touches;
}

function boundsOfShape(step: Shape, width: number, height: number): Frame | null {
  if (step.kind === 'stroke') return boundsOfStrokes([step], width, height);
  const page = wholeOf({ width, height });
  return step.kind === 'picture' ? intersection(step, page) : touchedPixels(...sidesOfShape(step), page);
}

/** Clears the pixels of the clip outside `kept`. */
function clearAround(mask: MaskRaster, kept: Frame | null, clip: Frame): void {
  for (let row = clip.y; row < clip.y + clip.height; row++) {
    const start = row * mask.width;
    const [from, to] = [start + clip.x, start + clip.x + clip.width];
    if (kept === null || row < kept.y || row >= kept.y + kept.height) mask.values.fill(0, from, to);
    else {
      mask.values.fill(0, from, start + kept.x);
      mask.values.fill(0, start + kept.x + kept.width, to);
    }
  }
}

function paint(mask: MaskRaster, step: Extract<ShapeStep, { kind: 'stroke' }>, clip: Frame): void {
  if (step.operation !== 'intersect') {
    paintStroke(mask, { ...step, erase: step.operation === 'subtract' }, { clip });
    return;
  }
  const kept = blankMask(mask.width, mask.height);
  paintStroke(kept, { ...step, erase: false }, { clip });
  for (let row = clip.y; row < clip.y + clip.height; row++) {
    const start = row * mask.width + clip.x;
    for (let at = start; at < start + clip.width; at++) if (kept.values[at] === 0) mask.values[at] = 0;
  }
}

function fillShape(mask: MaskRaster, shape: PlainShape & Pick<ShapeStep, 'operation'>, clip: Frame): void {
  if (shape.operation !== 'intersect') {
    const value = shape.operation === 'add' ? 255 : 0;
    spansOfShape(shape, clip, (row, first, last) => {
      mask.values.fill(value, row * mask.width + first, row * mask.width + last + 1);
    });
    return;
  }
  // Spans come in order. The pixels before each span are cleared, and at the end those after the last span.
  const cleared = new Int32Array(clip.height).fill(clip.x);
  spansOfShape(shape, clip, (row, first, last) => {
    const start = row * mask.width;
    mask.values.fill(0, start + (cleared[row - clip.y] ?? 0), start + first);
    cleared[row - clip.y] = last + 1;
  });
  cleared.forEach((from, at) => {
    const start = (clip.y + at) * mask.width;
    mask.values.fill(0, start + from, start + clip.x + clip.width);
  });
}

/** Adds, subtracts or intersects by the brightness of the picture, which is black beyond its sides. */
function layPicture(mask: MaskRaster, step: PictureStep, clip: Frame, picture: RegionMask | null): void {
  if (picture === null) return;
  const { operation } = step;
  for (let row = clip.y; row < clip.y + clip.height; row++) {
    const inPicture = (row - step.y) * picture.width - step.x;
    const [from, to] = row - step.y < picture.height ? [step.x, step.x + picture.width] : [0, 0];
    for (let column = clip.x; column < clip.x + clip.width; column++) {
      const given = column >= from && column < to ? (picture.values[inPicture + column] as number) : 0;
      const at = row * mask.width + column;
      const value = mask.values[at] as number;
      if (operation === 'add') {
        if (given > value) mask.values[at] = given;
      } else {
        const most = operation === 'intersect' ? given : 255 - given;
        if (most < value) mask.values[at] = most;
      }
    }
  }
}
