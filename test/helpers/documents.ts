import fc from 'fast-check';
import type { PictureDocument, PictureLayer } from '../../preload/contract/document.ts';
import { regionOperations, type StrokeStep } from '../../preload/contract/region-steps.ts';
import { pictureLayer } from '../../renderer/document/new-layer.ts';
import { emptyDocument } from '../../renderer/document/operations.ts';

/** Ids that a test can read: the number is the id's end. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Hands out idOf(1), idOf(2), ... */
export function countingIds(): () => string {
  let last = 0;
  return () => idOf(++last);
}

export function layerWith(patch: Partial<PictureLayer> = {}): PictureLayer {
  return pictureLayer({
    id: idOf(900),
    name: 'Layer',
    blob: 'a'.repeat(64),
    mediaType: 'image/png',
    width: 100,
    height: 80,
    x: 0,
    y: 0,
    scaleX: 1,
    scaleY: 1,
    generationId: null,
    ...patch,
  });
}

export function strokeWith(patch: Partial<StrokeStep> = {}): StrokeStep {
  return { kind: 'stroke', id: idOf(800), operation: 'add', size: 10, points: [20, 20, 30, 25], ...patch };
}

export function documentWith(patch: Partial<PictureDocument> = {}): PictureDocument {
  return { ...emptyDocument(200, 160), ...patch };
}

/** A stroke anywhere on and around a page of about 60 pixels. */
export const anyStroke: fc.Arbitrary<StrokeStep> = fc.record({
  kind: fc.constant('stroke'),
  id: fc.uuid(),
  size: fc.double({ min: 0.5, max: 40, noNaN: true }),
  operation: fc.constantFrom(...regionOperations),
  points: fc.array(fc.tuple(place(), place()), { minLength: 1, maxLength: 6 }).map((points) => points.flat()),
});

function place(): fc.Arbitrary<number> {
  // A document that is kept has no negative zero.
  return fc.double({ min: -30, max: 90, noNaN: true }).map((value) => value + 0);
}
