import type { Frame } from '../../preload/contract/pictures.ts';
import { isWholeStep, type RegionStep } from '../../preload/contract/region-steps.ts';
import { blankMask, croppedMask, intersection, type MaskRaster, maskBox, union, wholeOf } from './mask-raster.ts';
import { applyStep, boundsOfSteps, type MaskOf, noMasks } from './region-raster.ts';

/** The raster after the first `count` steps. Its box holds all values that are not 0. */
interface Checkpoint {
  readonly count: number;
  readonly box: Frame | null;
  readonly part: MaskRaster | null;
}

const NOTHING: Checkpoint = { count: 0, box: null, part: null };

/**
 * The number of checkpoints that are kept. One step of the whole fewer than that can be undone in a row without
 * repeating an earlier one.
 */
const MOST_CHECKPOINTS = 4;

/**
 * The raster of a list of steps, kept up to date. New steps are painted over it, and after an undo only the area of the
 * removed steps is painted again. A step of the whole cannot be applied to a part, so the raster after each such step
 * is kept.
 */
export class RegionCache {
  #raster: MaskRaster;
  #steps: readonly RegionStep[] = [];
  readonly #maskOf: MaskOf;
  #checkpoints: Checkpoint[] = [];

  constructor(width: number, height: number, maskOf: MaskOf = noMasks) {
    this.#raster = blankMask(width, height);
    this.#maskOf = maskOf;
  }

  /** A caller may paint over the raster if it calls `repaint` afterwards. */
  get raster(): MaskRaster {
    return this.#raster;
  }

  get steps(): readonly RegionStep[] {
    return this.#steps;
  }

  /** Returns the rectangle of the pixels that may have changed, or null. */
  follow(steps: readonly RegionStep[]): Frame | null {
    if (steps === this.#steps) return null;
    let kept = 0;
    while (kept < steps.length && steps[kept] === this.#steps[kept]) kept++;
    const gone = this.#steps.slice(kept);
    this.#steps = steps;
    return union(this.#takeBack(gone, kept), this.#append(kept));
  }

  /** Paints a part again from the steps. */
  repaint(part: Frame): void {
    this.#restore(part, this.#steps.length);
  }

  /** Paints everything again, for another page or for pictures that were missing. */
  restart(width = this.#raster.width, height = this.#raster.height): Frame {
    this.#raster = blankMask(width, height);
    this.#checkpoints = [];
    this.#append(0);
    return wholeOf(this.#raster);
  }

  #takeBack(gone: readonly RegionStep[], kept: number): Frame | null {
    if (gone.length === 0) return null;
    this.#checkpoints = this.#checkpoints.filter(({ count }) => count <= kept);
    const from = this.#checkpoint.count;
    // The checkpoint after such a step was dropped.
    const lost = this.#steps.slice(from, kept).some(isWholeStep);
    const bounds = lost ? wholeOf(this.#raster) : boundsOfSteps(gone, this.#raster.width, this.#raster.height);
    if (bounds !== null) this.#restore(bounds, kept);
    return bounds;
  }

  #append(from: number): Frame | null {
    let dirty: Frame | null = null;
    for (const [at, step] of this.#steps.entries()) {
      if (at >= from) dirty = union(dirty, this.#apply(step, at, wholeOf(this.#raster)));
    }
    return dirty;
  }

  #apply(step: RegionStep, at: number, clip: Frame): Frame | null {
    const dirty = applyStep(this.#raster, step, { clip, maskOf: this.#maskOf });
    if (isWholeStep(step)) this.#keep(at + 1);
    return dirty;
  }

  /** Restores `part` to its state after the first `count` steps. */
  #restore(part: Frame, count: number): void {
    const from = this.#checkpoint;
    lay(this.#raster, from, part);
    for (let at = from.count; at < count; at++) {
      const step = this.#steps[at];
      if (step !== undefined) this.#apply(step, at, part);
    }
  }

  get #checkpoint(): Checkpoint {
    return this.#checkpoints.at(-1) ?? NOTHING;
  }

  #keep(count: number): void {
    const box = maskBox(this.#raster);
    const part = box === null ? null : croppedMask(this.#raster, box);
    this.#checkpoints = [...this.#checkpoints, { count, box, part }].slice(-MOST_CHECKPOINTS);
  }
}

/** Copies a checkpoint into a part of the raster. */
function lay(raster: MaskRaster, { box, part }: Checkpoint, into: Frame): void {
  for (let row = into.y; row < into.y + into.height; row++) {
    raster.values.fill(0, row * raster.width + into.x, row * raster.width + into.x + into.width);
  }
  const shared = box === null ? null : intersection(box, into);
  if (box === null || part === null || shared === null) return;
  for (let row = shared.y; row < shared.y + shared.height; row++) {
    const start = (row - box.y) * box.width + shared.x - box.x;
    raster.values.set(part.values.subarray(start, start + shared.width), row * raster.width + shared.x);
  }
}
