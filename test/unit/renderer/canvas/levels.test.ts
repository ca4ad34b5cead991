import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PictureLayer } from '../../../../preload/contract/document.ts';
import { seenOf } from '../../../../renderer/canvas/covered.ts';
import { bytesAt, coarsest, levelFor, planLevels, type Sight, sizeAt } from '../../../../renderer/canvas/levels.ts';
import { layerTree } from '../../../../renderer/document/layer-tree.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';

const MB = 1024 * 1024;
const photo = (patch: Partial<PictureLayer> = {}) =>
  layerWith({ width: 4000, height: 3000, mediaType: 'image/jpeg', ...patch });
const page = { width: 4000, height: 3000 };
const whole = (scale: number): Sight => ({ scale, x: 0, y: 0, width: 4000, height: 3000 });
const bytesOf = (layers: readonly PictureLayer[], levels: readonly number[]) =>
  layers.reduce((sum, layer, at) => sum + bytesAt(layer, levels[at]), 0);

test('a picture has at least one pixel for each of the screen, and less than two a side', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 512, max: 16384 }),
      fc.double({ min: 0.02, max: 8, noNaN: true }),
      fc.double({ min: 0.05, max: 4, noNaN: true }),
      (width, zoom, scale) => {
        const layer = photo({ width, height: 512, scaleX: scale, scaleY: scale });
        const level = levelFor(layer, zoom);
        const held = sizeAt(layer, level).width;
        const shown = width * scale * zoom;
        if (level > 0) expect(held).toBeGreaterThanOrEqual(Math.floor(shown));
        if (level < coarsest(layer) && shown < width) expect(sizeAt(layer, level + 1).width).toBeLessThan(shown + 2);
      },
    ),
  );
});

test('at one screen pixel a picture pixel and above, a picture is held whole', () => {
  const layers = [photo()];
  for (const scale of [1, 1.0001, 2, 64]) expect(planLevels(layers, layers, whole(scale), 256 * MB)).toEqual([0]);
});

test('the screen never holds more than the budget, whatever lies on the page, and the topmost in sight is served first', () => {
  const layer = fc.record({
    width: fc.integer({ min: 1, max: 8000 }),
    height: fc.integer({ min: 1, max: 8000 }),
    x: fc.integer({ min: -9000, max: 9000 }),
    y: fc.integer({ min: -9000, max: 9000 }),
    scaleX: fc.double({ min: 0.01, max: 4, noNaN: true }),
    scaleY: fc.double({ min: 0.01, max: 4, noNaN: true }),
    angle: fc.integer({ min: -360, max: 360 }),
    visible: fc.boolean(),
  });
  const sight = fc.record({
    scale: fc.double({ min: 0.02, max: 8, noNaN: true }),
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 1, max: 8000 }),
    height: fc.integer({ min: 1, max: 8000 }),
  });
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 40 }), sight, (patches, view) => {
      const layers = patches.map(photo);
      const shown = layers.filter(({ visible }) => visible);
      const levels = planLevels(layers, shown, view, 64 * MB);
      const least = bytesOf(layers, layers.map(coarsest));
      expect(bytesOf(layers, levels)).toBeLessThanOrEqual(Math.max(least, 64 * MB));
      levels.forEach((level, at) => {
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(coarsest(layers[at]));
        if (!layers[at].visible) expect(level).toBe(coarsest(layers[at]));
      });
      const top = layers.at(-1);
      if (top?.visible && least + bytesAt(top, 0) < 64 * MB && levels.at(-1) !== coarsest(top)) {
        expect(levels.at(-1)).toBe(Math.min(coarsest(top), levelFor(top, view.scale)));
      }
    }),
  );
});

test('sixty photos of twelve megapixels on a page that is shown whole take a tenth of what they have', () => {
  const layers = Array.from({ length: 60 }, (_, i) => photo({ x: i, angle: 0.5 }));
  const levels = planLevels(layers, layers, whole(0.22), 256 * MB);
  expect(new Set(levels)).toEqual(new Set([2]));
  expect(bytesOf(layers, levels)).toBeLessThan(0.1 * 60 * bytesAt(layers[0], 0));
  const near = planLevels(layers, layers, { scale: 1, x: 100, y: 100, width: 1400, height: 800 }, 256 * MB);
  expect(near.slice(-3)).toEqual([0, 0, 0]);
  expect(bytesOf(layers, near)).toBeLessThanOrEqual(256 * MB);
});

test('below a photo that covers the page nothing is seen; beside, through or above it everything is', () => {
  const [below, above] = [layerWith({ id: idOf(1) }), layerWith({ id: idOf(3) })];
  const seen = (patch: Partial<PictureLayer>) => seenOf(layerTree([below, photo(patch), above]), page).length;
  expect(seen({})).toBe(2);
  expect(seen({ x: -10, y: -10, scaleX: 1.1, scaleY: 1.1 })).toBe(2);
  for (const patch of [
    { mediaType: 'image/png' },
    { opacity: 0.99 },
    { visible: false },
    { angle: 1 },
    { x: 1 },
    { y: 0.5 },
    { scaleX: 0.999 },
    { height: 2999 },
    { blendMode: 'multiply' },
    { mask: { blob: 'b'.repeat(64), enabled: true, x: 0, y: 0, width: 4000, height: 3000 } },
  ] as const) {
    expect(seen(patch)).toBe(3);
  }
  expect(seen({ mask: { blob: 'b'.repeat(64), enabled: false, x: 0, y: 0, width: 1, height: 1 } })).toBe(2);
  expect(seenOf([], page)).toEqual([]);
  // Until it has come, the page is not blank: the last one that is there is seen.
  const [first, second] = [photo({ id: idOf(4) }), photo({ id: idOf(5) })];
  const tree = layerTree([below, first, second]);
  expect(seenOf(tree, page, (layer) => layer !== second)).toEqual(tree.slice(1));
  expect(seenOf(tree, page, () => false)).toEqual(tree);
});
