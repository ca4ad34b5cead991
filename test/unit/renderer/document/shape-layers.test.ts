import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentSchema, type ShapeLayer } from '../../../../preload/contract/document.ts';
import { shapeForms } from '../../../../preload/contract/drawn-layers.ts';
import { atSize } from '../../../../renderer/document/image-size.ts';
import { mapped, matrixOf } from '../../../../renderer/document/layer-matrix.ts';
import { shapeLayer } from '../../../../renderer/document/new-layer.ts';
import { updateLayer } from '../../../../renderer/document/operations.ts';
import { boxOfLine } from '../../../../renderer/document/shape-box.ts';
import {
  polygonIn,
  restyledShape,
  shapeAdded,
  shapeAt,
  visibleStyle,
} from '../../../../renderer/document/shape-layers.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const colour = fc.record({ red: fc.nat(255), green: fc.nat(255), blue: fc.nat(255) });
const anyStyle = fc.record({
  form: fc.constantFrom(...shapeForms),
  fill: fc.option(colour),
  stroke: fc.option(colour),
  strokeWidth: fc.integer({ min: 0, max: 40 }),
  radius: fc.nat(30),
  sides: fc.integer({ min: 3, max: 12 }),
});
const anyShape = fc
  .tuple(
    anyStyle,
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 1, max: 200 }),
    fc.integer({ min: -90, max: 90 }),
  )
  .map(([style, width, height, angle]) =>
    shapeLayer({
      ...{ id: idOf(1), name: 'Shape', x: 12, y: 34, angle, width },
      height: style.form === 'line' ? Math.max(1, style.strokeWidth) : height,
      style,
    }),
  );

test('drawing, restyling and scaling a shape are one undo step each, and the contract takes all of them', () => {
  fc.assert(
    fc.property(anyShape, anyStyle, fc.double({ min: 0.1, max: 5, noNaN: true }), (layer, style, scale) => {
      const store = createDocumentStore(documentWith({ layers: [layerWith({ id: idOf(2) })] }));
      const steps = [store.getState().document];
      const keep = () => {
        documentSchema.parse(store.getState().document);
        if (store.getState().document !== steps.at(-1)) steps.push(store.getState().document);
      };
      store.getState().change((page) => shapeAdded(page, layer, idOf(2)));
      keep();
      store.getState().change((page) => restyledShape(page, layer.id, style));
      keep();
      store.getState().updateLayer(layer.id, { scaleX: scale, scaleY: 2 * scale });
      keep();
      while (steps.length > 1) {
        steps.pop();
        store.getState().undo();
        expect(store.getState().document).toEqual(steps.at(-1));
      }
    }),
  );
});

const shapeIn = (page: ReturnType<typeof documentWith>): ShapeLayer => {
  const layer = page.layers.find(({ id }) => id === idOf(1));
  if (layer?.kind !== 'shape') throw new Error('There is no shape.');
  return layer;
};

test('a shape that is scaled has the size that was asked for, and keeps its stroke and its corners', () => {
  const scales = fc.double({ min: 0.02, max: 8, noNaN: true });
  fc.assert(
    fc.property(anyShape, scales, scales, (layer, scaleX, scaleY) => {
      fc.pre(layer.style.form !== 'line');
      const after = shapeIn(updateLayer(documentWith({ layers: [layer] }), layer.id, { scaleX, scaleY }));
      expect(after.width * after.scaleX).toBeCloseTo(layer.width * scaleX, 6);
      expect(after.height * after.scaleY).toBeCloseTo(layer.height * scaleY, 6);
      expect(after.style).toEqual(layer.style);
      expect(after.width).toBe(Math.max(1, Math.round(layer.width * scaleX)));
    }),
  );
});

test('on a page of another size a shape grows with its stroke', () => {
  const style = {
    form: 'rectangle',
    fill: null,
    stroke: { red: 1, green: 2, blue: 3 },
    strokeWidth: 4,
    radius: 6,
    sides: 5,
  } as const;
  const layer = shapeLayer({ id: idOf(1), name: 'Shape', x: 10, y: 20, width: 30, height: 40, style });
  const page = documentWith({ width: 100, height: 100, layers: [layer] });
  const grown = atSize(page, { width: 200, height: 200 }, { layers: new Map(), masks: new Map() });
  expect(shapeIn(grown)).toMatchObject({
    ...{ x: 20, y: 40, width: 60, height: 80, scaleX: 1, scaleY: 1 },
    style: { strokeWidth: 8, radius: 12 },
  });
});

const place = fc.record({ x: fc.integer({ min: -200, max: 200 }), y: fc.integer({ min: -200, max: 200 }) });

test('the middle of a line joins its two ends, and stays there when the line gets thicker', () => {
  fc.assert(
    fc.property(
      place,
      place,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (from, to, width, next) => {
        fc.pre(Math.hypot(to.x - from.x, to.y - from.y) > 1);
        const style = {
          form: 'line',
          fill: null,
          stroke: { red: 0, green: 0, blue: 0 },
          strokeWidth: width,
          radius: 0,
          sides: 3,
        } as const;
        const line = shapeLayer({ id: idOf(1), name: 'Line', style, ...boxOfLine(from, to, width) });
        const thicker = shapeIn(restyledShape(documentWith({ layers: [line] }), line.id, { strokeWidth: next }));
        for (const one of [line, thicker]) {
          const at = (x: number) => mapped(matrixOf(one), { x, y: one.height / 2 });
          expect(at(0).x).toBeCloseTo(from.x);
          expect(at(0).y).toBeCloseTo(from.y);
          expect(at(one.width).x).toBeCloseTo(to.x);
          expect(at(one.width).y).toBeCloseTo(to.y);
        }
      },
    ),
  );
});

test('a polygon has its corners on the ellipse of its box, the first at the top', () => {
  const corners = polygonIn({ x: 10, y: 20, width: 40, height: 20 }, 7);
  expect(corners[0]).toEqual({ x: 30, y: 20 });
  for (const { x, y } of corners) expect(((x - 30) / 20) ** 2 + ((y - 30) / 10) ** 2).toBeCloseTo(1);
});

test('a scaled shape keeps its stroke under a mask as well, and the mask is scaled with it', () => {
  const style = { form: 'rectangle' as const, fill: null, stroke: null, strokeWidth: 4, radius: 10, sides: 5 };
  const mask = { enabled: true, x: 0, y: 10, width: 100, height: 40, blob: 'a'.repeat(64) };
  const bare = shapeLayer({ id: idOf(1), name: 'Shape', x: 0, y: 0, width: 100, height: 50, style });
  const page = updateLayer(documentWith({ layers: [{ ...bare, mask }] }), bare.id, { scaleX: 2, scaleY: 3 });
  expect(page.layers[0]).toMatchObject({ width: 200, height: 150, scaleX: 1, scaleY: 1, style });
  expect(page.layers[0]?.mask).toEqual({ ...mask, y: 30, width: 200, height: 120 });
});

test('a new shape is never invisible, and a locked one is not restyled', () => {
  fc.assert(
    fc.property(anyStyle, (style) => {
      const shown = visibleStyle(style, style.form);
      const hasStroke = shown.stroke !== null && shown.strokeWidth > 0;
      expect(hasStroke || (shown.form !== 'line' && shown.fill !== null)).toBe(true);
    }),
  );
  const style = {
    form: 'ellipse',
    fill: { red: 0, green: 0, blue: 0 },
    stroke: null,
    strokeWidth: 0,
    radius: 0,
    sides: 5,
  } as const;
  const locks = { all: true, position: false, transparency: false };
  const locked = shapeLayer({ id: idOf(1), name: 'Shape', x: 0, y: 0, width: 10, height: 10, style, locks });
  const page = documentWith({ layers: [locked] });
  expect(restyledShape(page, locked.id, { fill: null })).toBe(page);
  expect(shapeAt(page, { x: 5, y: 5 })).toBe(locked);
  expect(shapeAt(page, { x: 15, y: 5 })).toBeNull();
});
