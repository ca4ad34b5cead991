import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentSchema } from '../../../../preload/contract/document.ts';
import { frameOfSize, framePage } from '../../../../renderer/document/frame-page.ts';
import { atSize, scaledPixels } from '../../../../renderer/document/image-size.ts';
import { boundsOf } from '../../../../renderer/document/layer-bounds.ts';
import { planMerge } from '../../../../renderer/document/merge-commands.ts';
import { guidesOf, saveMask } from '../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';
import { anyLayers } from '../../../helpers/layer-trees.ts';

const anySize = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) });
const nothing = { layers: new Map(), masks: new Map() };

it('any frame of a page moves all by the same way, and the opposite frame brings everything back', () => {
  fc.assert(
    fc.property(
      anyLayers,
      anySize,
      fc.integer({ min: -80, max: 80 }),
      fc.integer({ min: -80, max: 80 }),
      (layers, size, x, y) => {
        const page = documentWith({ layers, region: [strokeWith()] });
        const framed = framePage(page, { x, y, ...size });
        expect(documentSchema.safeParse(framed).success).toBe(true);
        const back = framePage(framed, { x: 0 - x, y: 0 - y, width: page.width, height: page.height });
        // That the size was chosen stays.
        expect(back).toEqual(framed === page ? page : { ...page, sizeChosen: true });
      },
    ),
  );
});

it('another size of the page keeps the picture at its anchor', () => {
  const page = { width: 100, height: 60 };
  expect(frameOfSize(page, { width: 140, height: 40 }, { across: 0, down: 1 })).toEqual({
    x: 0,
    y: 20,
    width: 140,
    height: 40,
  });
  expect(frameOfSize(page, { width: 140, height: 40 }, { across: 0.5, down: 0.5 })).toMatchObject({ x: -20, y: 10 });
});

it('a page of no allowed size stays', () => {
  const page = documentWith();
  for (const size of [
    { width: 0, height: 5 },
    { width: 20_000, height: 5 },
    { width: 1.5, height: 5 },
  ]) {
    expect(framePage(page, { x: 0, y: 0, ...size })).toBe(page);
  }
});

it('a scaled picture shows everything at the scaled place, to the rounding of a mask, and is one undo step', () => {
  fc.assert(
    fc.property(anyLayers, fc.integer({ min: 1, max: 4 }), (layers, factor) => {
      const page = saveMask(documentWith({ layers, region: [strokeWith()] }), {
        ...{ id: idOf(70), name: 'Saved', blob: 'c'.repeat(64), x: 4, y: 6, width: 10, height: 8 },
      });
      const size = { width: page.width * factor, height: page.height * factor };
      const scaled = atSize(page, size, nothing);
      expect(documentSchema.safeParse(scaled).success).toBe(true);
      expect(scaled).toMatchObject({ ...size, region: [], savedMasks: [{ x: 4 * factor, width: 10 * factor }] });
      for (const layer of layers) {
        const [before, after] = [boundsOf(layers, [layer.id]), boundsOf(scaled.layers, [layer.id])];
        if (before === null || after === null) continue;
        for (const key of ['x', 'y', 'width', 'height'] as const) {
          expect(after[key]).toBeCloseTo(before[key] * factor, 6);
        }
      }
      const store = createDocumentStore(page);
      store.getState().change((one) => atSize(one, size, nothing));
      store.getState().undo();
      expect(store.getState().document).toEqual(page);
    }),
  );
});

it('the pixels of a layer that is turned by a quarter are scaled along its own sides', () => {
  const layer = layerWith({ width: 100, height: 40, angle: 90 });
  expect(scaledPixels(layer, { width: 100, height: 100 }, { width: 200, height: 100 })).toEqual({
    width: 100,
    height: 80,
  });
});

it('paint is scaled with the picture, and is merged with what is visible', () => {
  const { kind: _, blob: __, mediaType: ___, ...box } = layerWith({ id: idOf(1), x: 150, y: 20 });
  const paint = { ...box, kind: 'paint' as const, tiles: [] };
  const page = documentWith({ layers: [layerWith({ id: idOf(2) }), paint] });
  const scaled = atSize(page, { width: 2 * page.width, height: 2 * page.height }, nothing);
  expect(scaled.layers[1]).toMatchObject({ x: 300, y: 40, scaleX: 2, scaleY: 2 });
  const plan = planMerge('merge-visible', page, []);
  expect(plan).toMatchObject({ frame: { x: 0, y: 0, width: 250, height: 100 } });
});

it('guides keep their place in the picture when the page is cropped or scaled', () => {
  const across = { id: idOf(80), orientation: 'horizontal', position: 30 } as const;
  const down = { id: idOf(81), orientation: 'vertical', position: 50 } as const;
  const page = documentWith({ guides: [across, down] });
  const cropped = framePage(page, { x: 20, y: -10, width: 100, height: 100 });
  expect(guidesOf(cropped).map(({ position }) => position)).toEqual([40, 30]);
  const scaled = atSize(page, { width: 2 * page.width, height: 3 * page.height }, nothing);
  expect(guidesOf(scaled).map(({ position }) => position)).toEqual([90, 100]);
});
