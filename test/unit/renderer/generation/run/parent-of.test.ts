import { expect, test } from 'vitest';
import type { Layer } from '../../../../../preload/contract/document.ts';
import { emptyDocument } from '../../../../../renderer/document/operations.ts';
import { drawingIn } from '../../../../../renderer/generation/run/parent-of.ts';
import { idOf, layerWith } from '../../../../helpers/documents.ts';

const box = { x: 10, y: 10, width: 20, height: 20 };
const whole = { x: 0, y: 0, width: 64, height: 64, scaleX: 1, scaleY: 1, angle: 0 };
const drawn = layerWith({ ...whole, id: idOf(1), generationId: idOf(0xa) });
const photo = layerWith({ ...whole, id: idOf(2), generationId: null });
const page = (...layers: Layer[]) => ({ ...emptyDocument(64, 64), layers });

test('it is the topmost drawing that reaches into the box', () => {
  const above = layerWith({ ...whole, id: idOf(3), generationId: idOf(0xb) });
  expect(drawingIn(page(drawn, above), box)).toBe(idOf(0xb));
  expect(drawingIn(page(drawn, { ...above, x: 40 }), box)).toBe(idOf(0xa));
  expect(drawingIn(page(drawn, { ...above, visible: false }), box)).toBe(idOf(0xa));
  expect(drawingIn(page(), box)).toBeNull();
});

test('a picture of another origin hides it only where it covers the box', () => {
  expect(drawingIn(page(drawn, photo), box)).toBeNull();
  expect(drawingIn(page(photo, drawn), box)).toBe(idOf(0xa));
  expect(drawingIn(page(drawn, { ...photo, width: 15 }), box)).toBe(idOf(0xa));
  expect(drawingIn(page(drawn, { ...photo, opacity: 0.5 }), box)).toBe(idOf(0xa));
  expect(drawingIn(page(drawn, { ...photo, angle: 10 }), box)).toBe(idOf(0xa));
});
