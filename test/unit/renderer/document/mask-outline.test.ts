import fc from 'fast-check';
import { expect, it } from 'vitest';
import { strokesOfMask } from '../../../../renderer/document/mask-outline.ts';
import { rasteriseRegion } from '../../../../renderer/document/mask-raster.ts';
import { anyStroke, countingIds, strokeWith } from '../../../helpers/documents.ts';

const WIDTH = 61;
const HEIGHT = 47;

it('gives strokes that paint the very same pixels, for any painting', () => {
  fc.assert(
    fc.property(fc.array(anyStroke, { maxLength: 8 }), (painted) => {
      const mask = rasteriseRegion(painted, WIDTH, HEIGHT);
      fc.pre(mask !== null);
      if (mask === null) return;
      expect(rasteriseRegion(strokesOfMask(mask, countingIds()), WIDTH, HEIGHT)).toEqual(mask);
    }),
  );
});

it('does so for any pixels at all, holes and single dots too', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 255), { minLength: 12 * 9, maxLength: 12 * 9 }), (pixels) => {
      const mask = { width: 12, height: 9, values: new Uint8Array(pixels) };
      const strokes = strokesOfMask(mask, countingIds());
      expect(rasteriseRegion(strokes, 12, 9)?.values ?? new Uint8Array(12 * 9)).toEqual(mask.values);
    }),
  );
});

it('makes one stroke of a blob', () => {
  const mask = rasteriseRegion([strokeWith({ size: 20, points: [30, 20, 31, 24] })], WIDTH, HEIGHT);
  expect(mask === null ? [] : strokesOfMask(mask, countingIds())).toHaveLength(1);
});

it('has nothing to say of an empty mask', () => {
  expect(strokesOfMask({ width: 4, height: 3, values: new Uint8Array(12) }, countingIds())).toEqual([]);
});
