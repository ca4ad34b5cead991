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

/** A step that takes long. The raster waits before it until its result is laid. */
export interface SlowStep {
  readonly step: RegionStep;
}

/** Whether a step takes too long for the caller's thread. */
export type IsSlow = (step: RegionStep, raster: MaskRaster) => boolean;

const NOTHING: Checkpoint = { count: 0, box: null, part: null };

/**
 * The number of checkpoints that are kept. One step of the whole fewer than that can be undone in a row without
 * repeating an earlier one.
 */
const MOST_CHECKPOINTS = 4;

/**
 * The raster of a list of steps, kept up to date. New steps are painted over it, and after an undo only the area of the
 * removed steps is painted again. A step of the whole cannot be applied to a part, so the raster after each such step
 * is kept. Another thread applies a slow step, and the steps after it wait for the result.
 */
export class RegionCache {
  #raster: MaskRaster;
  #steps: readonly RegionStep[] = [];
  /** The raster is as after so many of the steps. */
  #applied = 0;
  #slow: SlowStep | null = null;
  readonly #maskOf: MaskOf;
  readonly #isSlow: IsSlow;
  #checkpoints: Checkpoint[] = [];

  constructor(width: number, height: number, maskOf: MaskOf = noMasks, isSlow: IsSlow = () => false) {
    this.#raster = blankMask(width, height);
    this.#maskOf = maskOf;
    this.#isSlow = isSlow;
  }

  /** A caller may paint over the raster if it calls `repaint` afterwards. */
  get raster(): MaskRaster {
    return this.#raster;
  }

  get steps(): readonly RegionStep[] {
    return this.#steps;
  }

  /** The step before which the raster waits; null where it has all steps. Each wait is an object of its own. */
  get slow(): SlowStep | null {
    return this.#slow;
  }

  /**
   * Lays the result of the slow step, and applies the steps after it.
   * @param raster takes the place of the cache's own
   * @returns null where the raster does not wait for this step any more
   */
  lay(slow: SlowStep, raster: MaskRaster): Frame | null {
    if (slow !== this.#slow) return null;
    this.#raster = raster;
    this.#slow = null;
    this.#applied += 1;
    this.#keep(this.#applied);
    this.#advance();
    return wholeOf(raster);
  }

  /** Returns the rectangle of the pixels that may have changed, or null. */
  follow(steps: readonly RegionStep[]): Frame | null {
    if (steps === this.#steps) return null;
    let kept = 0;
    while (kept < steps.length && steps[kept] === this.#steps[kept]) kept++;
    const gone = this.#steps.slice(kept, this.#applied);
    this.#steps = steps;
    if (kept <= this.#applied) this.#slow = null;
    return union(this.#takeBack(gone, kept), this.#advance());
  }

  /** Paints a part again from the steps. */
  repaint(part: Frame): void {
    this.#restore(part, this.#applied);
  }

  /** Paints everything again, for another page or for pictures that were missing. */
  restart(width = this.#raster.width, height = this.#raster.height): Frame {
    this.#raster = blankMask(width, height);
    this.#checkpoints = [];
    this.#applied = 0;
    this.#slow = null;
    this.#advance();
    return wholeOf(this.#raster);
  }

  #takeBack(gone: readonly RegionStep[], kept: number): Frame | null {
    if (gone.length === 0) return null;
    this.#applied = kept;
    this.#checkpoints = this.#checkpoints.filter(({ count }) => count <= kept);
    const from = this.#checkpoint.count;
    // The checkpoint after such a step was dropped.
    const lost = this.#steps.slice(from, kept).some(isWholeStep);
    if (lost) return this.#startFrom(this.#checkpoint);
    const bounds = boundsOfSteps(gone, this.#raster.width, this.#raster.height);
    if (bounds !== null) this.#restore(bounds, kept);
    return bounds;
  }

  #startFrom(checkpoint: Checkpoint): Frame {
    const whole = wholeOf(this.#raster);
    lay(this.#raster, checkpoint, whole);
    this.#applied = checkpoint.count;
    return whole;
  }

  /** Applies the steps that are not in the raster yet, up to one that is slow. */
  #advance(): Frame | null {
    let dirty: Frame | null = null;
    while (this.#applied < this.#steps.length && this.#slow === null) {
      const step = this.#steps[this.#applied];
      if (step === undefined) break;
      if (this.#isSlow(step, this.#raster)) {
        this.#slow = { step };
        break;
      }
      dirty = union(dirty, this.#apply(step, this.#applied, wholeOf(this.#raster)));
      this.#applied += 1;
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
