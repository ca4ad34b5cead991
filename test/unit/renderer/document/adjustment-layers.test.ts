import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GradientFill, gradientShapes } from '../../../../preload/contract/adjustments.ts';
import { documentSchema, type Layer } from '../../../../preload/contract/document.ts';
import {
  chosenGradient,
  gradientEnds,
  layersBelow,
  movedEnd,
  readjusted,
  refilled,
} from '../../../../renderer/document/adjustment-layers.ts';
import { clipBase } from '../../../../renderer/document/clipping.ts';
import { exportRefusal, planExport } from '../../../../renderer/document/export-plans.ts';
import { gradientPlace, placedGradient, reshapedGradient } from '../../../../renderer/document/gradient-place.ts';
import { histogramOf } from '../../../../renderer/document/histogram.ts';
import { atSize } from '../../../../renderer/document/image-size.ts';
import { gammaAt, middleOf } from '../../../../renderer/document/levels-middle.ts';
import { planMerge } from '../../../../renderer/document/merge-commands.ts';
import { adjustmentLayer, fillLayer, groupLayer } from '../../../../renderer/document/new-layer.ts';
import { growPage, showsPicture, updateLayer } from '../../../../renderer/document/operations.ts';
import { reachesPage } from '../../../../renderer/document/pass-through.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { anyAdjustment, anyFill, anyLevels } from '../../../helpers/adjustments.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const invert = { type: 'invert' } as const;
const adjusting = (number: number, patch: Partial<Layer> = {}) =>
  adjustmentLayer({ id: idOf(number), name: `Adjustment ${number}`, adjustment: invert, ...(patch as object) });
const picture = (number: number, patch: object = {}) =>
  layerWith({ id: idOf(number), name: `Picture ${number}`, ...patch });
const red = { type: 'solid', colour: { red: 255, green: 0, blue: 0 } } as const;
const filling = (number: number, patch: object = {}) =>
  fillLayer({ id: idOf(number), name: `Fill ${number}`, fill: red, ...patch });

test('changing fills and adjustments is one undo step each, which gives the same document back', () => {
  fc.assert(
    fc.property(anyAdjustment, anyAdjustment, anyFill, anyFill, (first, second, fill, other) => {
      const layers = [
        adjustmentLayer({ id: idOf(1), name: 'Adjustment', adjustment: first }),
        fillLayer({ id: idOf(2), name: 'Fill', fill }),
      ];
      const store = createDocumentStore(documentWith({ layers }));
      const steps = [store.getState().document];
      const change = store.getState().change;
      change((page) => readjusted(page, idOf(1), second));
      if (store.getState().document !== steps.at(-1)) steps.push(store.getState().document);
      change((page) => refilled(page, idOf(2), other));
      if (store.getState().document !== steps.at(-1)) steps.push(store.getState().document);
      documentSchema.parse(store.getState().document);
      while (steps.length > 1) {
        steps.pop();
        store.getState().undo();
        expect(store.getState().document).toEqual(steps.at(-1));
      }
      expect(store.getState().canUndo).toBe(false);
    }),
  );
});

test('a locked layer, another type and equal settings change nothing', () => {
  const brightness = { type: 'brightness-contrast', brightness: 5, contrast: 0 } as const;
  const page = documentWith({
    layers: [adjustmentLayer({ id: idOf(1), name: 'A', adjustment: brightness }), filling(2)],
  });
  expect(readjusted(page, idOf(1), { ...brightness })).toBe(page);
  expect(readjusted(page, idOf(1), invert)).toBe(page);
  expect(refilled(page, idOf(2), { ...red, colour: { ...red.colour } })).toBe(page);
  const locks = { all: true, position: false, transparency: false };
  const locked = updateLayer(updateLayer(page, idOf(1), { locks }), idOf(2), { locks });
  expect(readjusted(locked, idOf(1), { ...brightness, brightness: 9 })).toBe(locked);
  expect(refilled(locked, idOf(2), { type: 'solid', colour: { red: 1, green: 2, blue: 3 } })).toBe(locked);
});

test('an adjustment changes what lies below it in its group, or what it is clipped to', () => {
  const ids = (layers: readonly Layer[], number: number) =>
    layersBelow(layers, idOf(number)).map(({ id }) => Number.parseInt(id.slice(-4), 16));
  const group = groupLayer({ id: idOf(9), name: 'Group' });
  const inside = [picture(2, { parentId: idOf(9) }), adjusting(3, { parentId: idOf(9) })];
  const layers = [picture(1), ...inside, group, picture(4, { opacity: 0.5 }), adjusting(5), adjusting(6), picture(7)];
  expect(ids(layers, 3)).toEqual([2]);
  expect(layersBelow(layers, idOf(3))[0]?.parentId).toBeNull();
  expect(ids(layers, 5)).toEqual([1, 2, 3, 9, 4]);
  const clipped = [picture(1), picture(2, { opacity: 0.5, blendMode: 'multiply' }), adjusting(3, { clipped: true })];
  expect(ids(clipped, 3)).toEqual([2]);
  expect(layersBelow(clipped, idOf(3))[0]).toMatchObject({ opacity: 1, blendMode: 'normal' });
  expect(layersBelow(layers, idOf(99))).toEqual([]);
});

test('an adjustment in a group that passes through changes what lies below the group as well', () => {
  const outer = groupLayer({ id: idOf(8), name: 'Outer', passThrough: true });
  const inner = groupLayer({ id: idOf(9), name: 'Inner', passThrough: true, parentId: idOf(8) });
  const own = [picture(3, { parentId: idOf(9) }), adjusting(4, { parentId: idOf(9) })];
  const layers = [picture(1), picture(2, { parentId: idOf(8) }), ...own, inner, outer, picture(5)];
  const ids = (some: readonly Layer[]) =>
    layersBelow(some, idOf(4)).map(({ id, parentId }) => [Number.parseInt(id.slice(-4), 16), parentId]);
  expect(ids(layers)).toEqual([
    [1, null],
    [2, null],
    [3, null],
  ]);
  const reaches = (some: readonly Layer[]) => some.some((layer) => layer.id === idOf(4) && reachesPage(some, layer));
  expect(reaches(layers)).toBe(true);
  // A layer that is clipped to a group needs the shape of the group.
  const clipped = layers.with(6, picture(5, { clipped: true }));
  expect(ids(clipped).map(([id]) => id)).toEqual([2, 3]);
  expect(reaches(clipped)).toBe(false);
  const { passThrough: _, ...isolatedInner } = inner;
  expect(ids(layers.with(4, isolatedInner)).map(([id]) => id)).toEqual([3]);
});

test('nothing is clipped to an adjustment, but to a fill', () => {
  const above = picture(3, { clipped: true });
  expect(clipBase([picture(1), adjusting(2), above], 2)).toBeNull();
  expect(clipBase([picture(1), adjusting(2, { clipped: true }), above], 2)).toBe(0);
  expect(clipBase([picture(1), filling(2), above], 2)).toBe(1);
  expect(clipBase([above, picture(1, { clipped: true })], 1)).toBe(0);
  expect(clipBase([above], 0)).toBeNull();
});

test('an adjustment is merged with what lies below it, and nothing is merged onto an adjustment alone', () => {
  const page = documentWith({ layers: [picture(1), adjusting(2), picture(3)] });
  expect(planMerge('merge-layers', page, [idOf(2)])).toMatchObject({
    anchorId: idOf(1),
    result: { name: 'Picture 1' },
  });
  expect(planMerge('merge-layers', page, [idOf(3)])).toEqual({ why: 'adjusts', name: 'Adjustment 2' });
  expect(planMerge('merge-layers', page, [idOf(2), idOf(3)])).toEqual({ why: 'adjusts', name: 'Adjustment 2' });
  expect(planMerge('merge-layers', page, [idOf(1), idOf(2), idOf(3)])).toMatchObject({ anchorId: idOf(3) });
  expect(planMerge('merge-visible', page, [])).toMatchObject({ result: { name: 'Picture 1' } });
});

test('a fill becomes a picture of the page’s size, and alone makes a page that shows something', () => {
  const page = documentWith({ layers: [filling(1)] });
  expect(planMerge('rasterise', page, [idOf(1)])).toMatchObject({ frame: { x: 0, y: 0, width: 200, height: 160 } });
  expect(showsPicture(page)).toBe(true);
  expect(showsPicture(documentWith({ layers: [adjusting(1)] }))).toBe(false);
});

test('an adjustment is no file of its own in an export', () => {
  const page = documentWith({ layers: [picture(1), adjusting(2), filling(3)] });
  expect(planExport(page, 'each-layer', [], null).map(({ name }) => name)).toEqual(['Picture 1', 'Fill 3']);
  const only = { part: 'layers', mediaType: 'image/png' } as const;
  expect(exportRefusal(page, only, [idOf(2)])).toBe('no-layer');
  expect(exportRefusal(page, only, [idOf(2), idOf(3)])).toBeNull();
});

const anyGradient = anyFill.filter((fill): fill is GradientFill => fill.type === 'gradient');

test('a gradient moves with the corner of the page and is scaled with the picture', () => {
  fc.assert(
    fc.property(anyGradient, (fill) => {
      const page = documentWith({ layers: [fillLayer({ id: idOf(1), name: 'Fill', fill })] });
      const { from, to } = fill;
      const grown = growPage(page, { left: 7, top: 3, right: 0, bottom: 0 });
      const moved = { from: { x: from.x + 7, y: from.y + 3 }, to: { x: to.x + 7, y: to.y + 3 } };
      expect(grown.layers[0]).toMatchObject({ fill: moved });
      const none = { layers: new Map(), masks: new Map() };
      const scaled = { from: { x: 2 * from.x, y: 3 * from.y }, to: { x: 2 * to.x, y: 3 * to.y } };
      expect(atSize(page, { width: 400, height: 480 }, none).layers[0]).toMatchObject({ fill: scaled });
    }),
  );
});

test('a gradient keeps the numbers that it is given, and its middle', () => {
  const size = { width: 300, height: 200 };
  const numbers = fc.record({
    angle: fc.integer({ min: -179, max: 180 }),
    scale: fc.double({ min: 0.05, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(anyGradient, numbers, fc.constantFrom(...gradientShapes), (fill, place, shape) => {
      const placed = placedGradient({ ...fill, shape }, place, size);
      const found = gradientPlace(placed, size);
      expect(found.scale).toBeCloseTo(place.scale, 2);
      expect(found.angle).toBeCloseTo(place.angle, 1);
      if (shape === 'radial') expect(placed.from).toEqual(fill.from);
      else expect(placed.from.x + placed.to.x).toBeCloseTo(fill.from.x + fill.to.x, 6);
      expect(gradientPlace(reshapedGradient(placed, 'radial', size), size).angle).toBeCloseTo(place.angle, 1);
    }),
  );
  const across = { ...fillOf(), from: { x: 0, y: 0 }, to: { x: 300, y: 0 } };
  expect(gradientPlace(across, size)).toEqual({ angle: 0, scale: 1 });
  expect(gradientPlace({ ...across, to: { x: 0, y: 200 } }, size)).toEqual({ angle: -90, scale: expect.closeTo(1) });
});

function fillOf(): GradientFill {
  const black = { red: 0, green: 0, blue: 0, alpha: 1 };
  return { type: 'gradient', shape: 'linear', from: { x: 0, y: 0 }, to: { x: 1, y: 1 }, first: black, second: black };
}

test('the middle thumb of levels gives the gamma that it shows', () => {
  fc.assert(
    fc.property(anyLevels, fc.nat(255), (levels, middle) => {
      const gamma = gammaAt(middle, levels);
      expect(gamma).toBeGreaterThanOrEqual(0.1);
      expect(gamma).toBeLessThanOrEqual(9.99);
      if (gamma > 0.11 && gamma < 3) expect(Math.abs(middleOf({ ...levels, gamma }) - middle)).toBeLessThanOrEqual(1);
    }),
  );
  expect(gammaAt(128, { inBlack: 0, inWhite: 255, gamma: 1, outBlack: 0, outWhite: 255 })).toBe(0.99);
  expect(middleOf({ inBlack: 0, inWhite: 255, gamma: 1, outBlack: 0, outWhite: 255 })).toBe(128);
});

test('a histogram counts each channel by its alpha', () => {
  const { master, red: reds, blue } = histogramOf(Uint8Array.from([5, 6, 7, 255, 5, 9, 9, 51, 1, 1, 1, 0]));
  expect(reds[5]).toBeCloseTo(1.2);
  expect(reds[1]).toBe(0);
  expect(blue[9]).toBeCloseTo(0.2);
  expect(master.reduce((sum, count) => sum + count, 0)).toBeCloseTo(3.6);
});

test('an end of a gradient is moved to any place that a file may hold, and a radial one takes its edge along', () => {
  const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const place = fc.record({ x: coordinate, y: coordinate });
  const stop = { red: 0, green: 0, blue: 0, alpha: 1 };
  const anyGradient = fc
    .record({ shape: fc.constantFrom(...gradientShapes), from: place, to: place })
    .map((own): GradientFill => ({ type: 'gradient', ...own, first: stop, second: stop }));
  const anywhere = fc.record({ x: fc.double({ noNaN: true }), y: fc.double({ noNaN: true }) });
  fc.assert(
    fc.property(anyGradient, fc.constantFrom(...gradientEnds), anywhere, (fill, end, to) => {
      const moved = movedEnd(fill, end, to);
      const page = { ...documentWith({}), layers: [fillLayer({ id: idOf(1), name: 'Gradient', fill: moved })] };
      expect(documentSchema.safeParse(page).success).toBe(true);
    }),
  );
  fc.assert(
    fc.property(anyGradient, fc.constantFrom(...gradientEnds), place, (fill, end, to) => {
      const moved = movedEnd(fill, end, to);
      expect(moved[end]).toEqual(to);
      const other = end === 'from' ? 'to' : 'from';
      if (fill.shape === 'linear' || end === 'to') expect(moved[other]).toEqual(fill[other]);
    }),
  );
  const round: GradientFill = {
    ...{ type: 'gradient', shape: 'radial', first: stop, second: stop },
    ...{ from: { x: 10, y: 10 }, to: { x: 30, y: 10 } },
  };
  expect(movedEnd(round, 'from', { x: 0, y: 50 })).toMatchObject({ from: { x: 0, y: 50 }, to: { x: 20, y: 50 } });
});

test('a gradient is laid by hand where its layer is chosen, is seen, is not locked, and takes no paint on its mask', () => {
  const stop = { red: 0, green: 0, blue: 0, alpha: 1 };
  const ends = { from: { x: 0, y: 0 }, to: { x: 9, y: 0 } };
  const fill: GradientFill = { type: 'gradient', shape: 'linear', ...ends, first: stop, second: stop };
  const layer = fillLayer({ id: idOf(1), name: 'Gradient', fill });
  const chosen = (patch: Partial<Layer>, paintedMaskId: string | null = null) =>
    chosenGradient({
      document: documentWith({ layers: [{ ...layer, ...patch } as Layer] }),
      selectedLayerId: idOf(1),
      paintedMaskId,
    });
  expect(chosen({})?.id).toBe(idOf(1));
  expect(chosen({ visible: false })).toBeNull();
  expect(chosen({ locks: { all: true, position: false, transparency: false } })).toBeNull();
  expect(chosen({}, idOf(1))).toBeNull();
  expect(chosenGradient({ document: documentWith({}), selectedLayerId: null, paintedMaskId: null })).toBeNull();
});
