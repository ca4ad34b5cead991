import { maskOfParts, partsOfMap } from '../document/map-parts.ts';
import { partViews } from '../document/part-views.ts';
import type { PixelWork, StepMasks } from '../document/pixel-work.ts';
import { redrawnCells } from '../document/redrawn-cells.ts';
import { applyStep, type MaskOf, rasteriseRegion } from '../document/region-raster.ts';
import { outsideOf, subjectMask } from '../document/subject-mask.ts';
import { alikeMask, alikePart } from './alike.ts';
import { applyMask, clear, hideOnMask, invertMask, layerMask, maskTiles } from './layer-masks.ts';
import { maskPart } from './mask-part.ts';
import { joinedTiles, tilesOf } from './paint/tiles-of.ts';

/** A request to the thread for pixels: the name of a piece of work, and its arguments. */
export interface PixelRequest {
  readonly kind: keyof PixelWork;
  readonly given: readonly unknown[];
}

const givenIn =
  (masks: StepMasks): MaskOf =>
  (hash) =>
    masks.get(hash) ?? null;

/** The functions that do the work. They take the arguments of `PixelWork`, without the signal. */
const work: {
  readonly [K in keyof PixelWork]: (...given: Parameters<PixelWork[K]>) => Awaited<ReturnType<PixelWork[K]>>;
} = {
  alike: alikePart,
  region: (steps, { width, height }, masks) => rasteriseRegion(steps, width, height, givenIn(masks)),
  regionStep: (raster, step, masks) => {
    applyStep(raster, step, { maskOf: givenIn(masks) });
    return raster;
  },
  redrawnCells,
  alikeMask,
  tiles: tilesOf,
  joined: joinedTiles,
  part: maskPart,
  subject: (map, which) => {
    const subject = subjectMask(map);
    return subject === null || which === 'subject' ? subject : outsideOf(subject);
  },
  parts: (map, picture) => {
    const parts = partsOfMap(map);
    return { parts, views: partViews(picture, parts) };
  },
  partsOfMask: (map, parts, chosen) => {
    const mask = maskOfParts(map, parts, chosen);
    return mask && maskPart(mask);
  },
  layerMask,
  invertMask,
  hideOnMask,
  maskTiles,
  applyMask,
  clear,
};

export function answer({ kind, given }: PixelRequest): unknown {
  return (work[kind] as (...given: readonly unknown[]) => unknown)(...given);
}

/** The memory of a message, which moves to its receiver. */
export function memoryOf(answer: unknown): ArrayBuffer[] {
  return [...new Set(buffersIn(answer))];
}

function buffersIn(answer: unknown): ArrayBuffer[] {
  if (answer instanceof Uint8Array) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(buffersIn) : [];
}
