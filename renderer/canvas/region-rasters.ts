import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';
import { blobsOfStep, type RegionStep } from '../../preload/contract/region-steps.ts';
import { type MaskRaster, maskBox } from '../document/mask-raster.ts';
import type { PixelWork, StepMasks } from '../document/pixel-work.ts';
import { type MaskOf, rasteriseRegion } from '../document/region-raster.ts';
import type { RegionMasks } from './region-masks.ts';

export type RegionWork = Pick<PixelWork, 'region' | 'regionStep'>;

/** The greatest amount of pixel work that the window's own thread does at once. It takes some 20 milliseconds. */
const QUICK = 300_000;

/** How long a step takes per pixel, where a feathered pixel takes 1. A soft edge grows row by row of the disc. */
function costOf(step: RegionStep): number {
  if (step.kind === 'picture') return 0.2;
  if (step.kind === 'feather') return 1;
  return step.kind === 'grow' ? Math.abs(step.by) : 0;
}

/** Whether a step belongs in another thread. */
export function isSlowStep(step: RegionStep, raster: MaskRaster): boolean {
  const cost = costOf(step);
  if (cost * raster.width * raster.height <= QUICK) return false;
  if (step.kind === 'picture') return cost * step.width * step.height > QUICK;
  if (step.kind === 'grow' && step.by < 0) return true;
  const box = maskBox(raster);
  return box !== null && cost * box.width * box.height > QUICK;
}

/** The greatest page on which the window's own thread draws the shapes of a region. */
const QUICK_PAGE = 4 * 1024 * 1024;

type Size = Pick<Frame, 'width' | 'height'>;

interface Made {
  readonly steps: readonly RegionStep[];
  readonly page: Size;
  readonly mask: Promise<RegionMask | null>;
}

/** The regions of pages as pixels, for everything but the screen. The last one is kept, since it is often asked for again. */
export class RegionRasters {
  readonly #work: RegionWork;
  readonly #masks: RegionMasks;
  #last: Made | null = null;

  /** @param masks must hold the pictures that the steps name */
  constructor(work: RegionWork, masks: RegionMasks) {
    this.#work = work;
    this.#masks = masks;
  }

  /** The region; null where nothing is left of it. */
  of(steps: readonly RegionStep[], { width, height }: Size): Promise<RegionMask | null> {
    const last = this.#last;
    if (last?.steps === steps && last.page.width === width && last.page.height === height) return last.mask;
    const mask = this.#make(steps, { width, height });
    const made = { steps, page: { width, height }, mask };
    this.#last = made;
    mask.catch(() => {
      if (this.#last === made) this.#last = null;
    });
    return mask;
  }

  async #make(steps: readonly RegionStep[], page: Size): Promise<RegionMask | null> {
    const isQuick =
      page.width * page.height <= QUICK_PAGE && !steps.some((step) => costOf(step) * page.width * page.height > QUICK);
    if (isQuick) return rasteriseRegion(steps, page.width, page.height, this.#masks.get);
    return this.#work.region(steps, page, masksOf(steps, this.#masks.get));
  }
}

/** The pictures that steps name, as far as they have loaded. */
export function masksOf(steps: readonly RegionStep[], maskOf: MaskOf): StepMasks {
  const named = steps.flatMap(blobsOfStep).flatMap((hash) => {
    const mask = maskOf(hash);
    return mask === null ? [] : [[hash, mask] as const];
  });
  return new Map(named);
}
