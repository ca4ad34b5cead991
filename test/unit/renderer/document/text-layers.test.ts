import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextLayer } from '../../../../preload/contract/document.ts';
import { documentSchema } from '../../../../preload/contract/document.ts';
import { mapped, matrixOf } from '../../../../renderer/document/layer-matrix.ts';
import { planMerge } from '../../../../renderer/document/merge-commands.ts';
import { textLayer } from '../../../../renderer/document/new-layer.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { restyled, styleInLayer, styleOnPage, textAt, textTyped } from '../../../../renderer/document/text-layers.ts';
import { firstOptions } from '../../../../renderer/tools/tool-options.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const style = firstOptions.text;
const text = (patch: Partial<TextLayer> = {}): TextLayer =>
  textLayer({
    ...{ id: idOf(1), style, wraps: false, x: 10, y: 20, width: 100, height: 55, text: 'Hello', name: 'Hello' },
    ...patch,
  });
const typedAs = (words: string) => ({ text: words, style, x: 10, y: 20, width: 90, height: 55 });
const sizeOf = () => ({ width: 77, height: 33 });

const anyStyle = fc.record({
  family: fc.constantFrom('Arial', 'Georgia'),
  size: fc.integer({ min: 1, max: 300 }),
  bold: fc.boolean(),
  italic: fc.boolean(),
  align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
  lineHeight: fc.constantFrom(0.5, 1, 2.5),
});

test('typing and restyling are one undo step each, which brings back what was there, and the contract takes the rest', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), anyStyle, fc.boolean(), (words, look, isNew) => {
      const before = documentWith({
        layers: isNew ? [layerWith({ id: idOf(2) })] : [text(), layerWith({ id: idOf(2) })],
      });
      const store = createDocumentStore(before);
      const layer = isNew ? text({ text: '', name: '' }) : text();
      store.getState().change((page) => textTyped(page, layer, typedAs(words), idOf(2)));
      const typed = store.getState().document;
      documentSchema.parse(typed);
      expect(typed.layers.some(({ id }) => id === layer.id)).toBe(words.trim() !== '');
      store.getState().change((page) => restyled(page, layer.id, look, sizeOf));
      const after = store.getState().document;
      documentSchema.parse(after);
      if (after !== typed) store.getState().undo();
      expect(store.getState().document).toEqual(typed);
      if (typed !== before) store.getState().undo();
      expect(store.getState().document).toEqual(before);
    }),
  );
});

test('a text that was scaled has the size that the page shows, and takes a new one as such', () => {
  const scaled = text({ scaleX: 3, scaleY: 2 });
  expect(styleOnPage(scaled).size).toBe(2 * style.size);
  const page = restyled(documentWith({ layers: [scaled] }), scaled.id, { size: 30, bold: true }, sizeOf);
  expect(page.layers[0]).toMatchObject({ style: { size: 15, bold: true }, scaleX: 3, scaleY: 2 });
  const bold = restyled(page, scaled.id, { bold: false }, sizeOf);
  expect(bold.layers[0]).toMatchObject({ style: { size: 15, bold: false } });
  expect(restyled(page, scaled.id, { size: 30 }, sizeOf)).toBe(page);
  expect(styleInLayer({ ...style, size: 2000 }, { scaleY: 1e-4 }).size).toBe(2000);
});

test('a text that is larger than a layer may be is kept in the largest box', () => {
  const huge = { width: 500_000, height: 40_000 };
  const page = textTyped(documentWith({ layers: [] }), text({ text: '' }), { ...typedAs('Long'), ...huge }, null);
  documentSchema.parse(page);
  documentSchema.parse(restyled(page, text().id, { size: 300 }, () => huge));
});

test('a layer follows its text by name until it is called otherwise', () => {
  const own = textTyped(documentWith({ layers: [text()] }), text(), typedAs('Good day\nyou'), null);
  expect(own.layers).toMatchObject([{ name: 'Good day', text: 'Good day\nyou' }]);
  const named = text({ name: 'Title' });
  const kept = textTyped(documentWith({ layers: [named] }), named, typedAs('Good day'), null);
  expect(kept.layers).toMatchObject([{ name: 'Title', text: 'Good day' }]);
});

test('a locked text is neither typed in nor restyled nor found, and one that is gone does not come back', () => {
  const locked = text({ locks: { all: true, position: false, transparency: false } });
  const page = documentWith({ layers: [locked] });
  expect(textTyped(page, locked, typedAs('Other'), null)).toBe(page);
  expect(restyled(page, locked.id, { size: 9 }, sizeOf)).toBe(page);
  expect(textAt(page, { x: 12, y: 22 })).toBeNull();
  const empty = documentWith();
  expect(textTyped(empty, text(), typedAs('Other'), null)).toBe(empty);
});

test('a text is found at every place inside its box, however it is turned, scaled and mirrored, and at none outside', () => {
  fc.assert(
    fc.property(
      fc.record({
        angle: fc.integer({ min: -180, max: 180 }),
        scaleX: fc.constantFrom(0.5, 1, 3),
        scaleY: fc.constantFrom(0.5, 1, 3),
        flipX: fc.boolean(),
        flipY: fc.boolean(),
      }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (place, across, down) => {
        const layer = text(place);
        const page = documentWith({ layers: [layer] });
        const at = (u: number, v: number) => mapped(matrixOf(layer), { x: u * layer.width, y: v * layer.height });
        expect(textAt(page, at(across, down))).toBe(layer);
        expect(textAt(page, at(1 + across, down))).toBeNull();
        expect(textAt(page, at(across, -down))).toBeNull();
      },
    ),
  );
});

test('text alone can be made a picture, with its look, and with the letters that reach out of its box', () => {
  const layer = text({ opacity: 0.5, blendMode: 'multiply' });
  const page = documentWith({ width: 400, height: 300, layers: [layer, layerWith({ id: idOf(2), name: 'Photo' })] });
  expect(planMerge('rasterise', page, [idOf(2)])).toEqual({ why: 'no-drawn', name: 'Photo' });
  expect(planMerge('rasterise', page, [layer.id])).toMatchObject({
    frame: { x: -14, y: -4, width: 148, height: 103 },
    result: { opacity: 0.5, blendMode: 'multiply', name: 'Hello' },
  });
});
