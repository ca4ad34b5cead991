import { expect, test } from 'vitest';
import type { RegionStep } from '../../../../../preload/contract/region-steps.ts';
import { edgeAlongContour } from '../../../../../renderer/generation/run/contour-edge.ts';
import { idOf, strokeWith } from '../../../../helpers/documents.ts';

const contour: RegionStep = {
  ...{ kind: 'picture', id: idOf(1), operation: 'add', blob: 'a'.repeat(64) },
  ...{ x: 0, y: 0, width: 10, height: 10 },
} as const;
const automatic = { feather: null, growth: 0, context: null };
const page = (region: readonly RegionStep[]) => ({ width: 1000, height: 400, region: [...region] });

test('along a contour the edge is sharp, and a removal goes a little beyond it', () => {
  const drawn = { page: page([contour]), edge: automatic };
  expect(edgeAlongContour({ ...drawn, isRemoval: false })).toEqual({ ...automatic, feather: 1 });
  expect(edgeAlongContour({ ...drawn, isRemoval: true })).toEqual({ ...automatic, growth: 10 });
});

test('a region by hand, and what the artist has set, stay as they are', () => {
  const byHand = page([strokeWith(), contour]);
  expect(edgeAlongContour({ page: byHand, edge: automatic, isRemoval: true })).toEqual(automatic);
  const own = { ...automatic, feather: 20 };
  expect(edgeAlongContour({ page: page([contour]), edge: own, isRemoval: false })).toEqual(own);
  expect(edgeAlongContour({ page: page([contour]), edge: { ...automatic, growth: 30 }, isRemoval: true }).growth).toBe(
    30,
  );
});
