import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaintLayer, PictureDocument } from '../../../../preload/contract/document.ts';
import { diffBetween } from '../../../../renderer/document/history.ts';
import { paintLayer } from '../../../../renderer/document/new-layer.ts';
import { readStep, writeStep } from '../../../../renderer/document/step-form.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { anyDocumentAction } from '../../../helpers/document-actions.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const stepBetween = (before: PictureDocument, after: PictureDocument) => {
  const diff = diffBetween(before, after);
  if (diff === null) throw new Error('Nothing changed.');
  return { diff, choices: { before: [idOf(1)], after: [] } };
};
const textOf = (before: PictureDocument, after: PictureDocument): string => {
  const text = writeStep(stepBetween(before, after));
  if (text === null) throw new Error('The step is too long.');
  return text;
};

const tile = (column: number, row: number, letter: string) => ({ column, row, blob: letter.repeat(64) });
const tilesOf = (side: number, letter: string) =>
  Array.from({ length: side * side }, (_, n) => tile(n % side, Math.floor(n / side), letter));
const painted = (tiles: PaintLayer['tiles']): PaintLayer => ({
  ...paintLayer({ id: idOf(5), name: 'Paint', width: 8192, height: 8192 }),
  tiles,
});

describe('an undo step as text', () => {
  it('is the same step when it is read, whatever it does', () => {
    fc.assert(
      fc.property(fc.array(anyDocumentAction(), { minLength: 1, maxLength: 30 }), (actions) => {
        const store = createDocumentStore(documentWith({ layers: [layerWith()] }));
        const before = store.getState().document;
        for (const action of actions) action(store.getState());
        const { document } = store.getState();
        if (diffBetween(before, document) === null) return;
        expect(readStep(textOf(before, document))).toEqual(stepBetween(before, document));
      }),
    );
  });

  it('of a stroke on a thousand tiles names those that it touched once more, and no other', () => {
    const tiles = tilesOf(32, 'a');
    const stroke = [33, 34, 65, 66].reduce((all, at) => all.with(at, tile(at % 32, at >> 5, 'b')), tiles);
    const [before, after] = [tiles, stroke].map((some) => documentWith({ layers: [painted(some)] }));
    if (before === undefined || after === undefined) throw new Error('no page');
    const text = textOf(before, after);
    expect(text.match(/a{64}/g)).toHaveLength(1024);
    expect(text.match(/b{64}/g)).toHaveLength(4);
    expect(readStep(text)).toEqual(stepBetween(before, after));
  });

  it('keeps the tiles of a painted mask apart from its other fields', () => {
    const mask = (tiles: PaintLayer['tiles'], enabled: boolean) => ({
      ...{ enabled, x: 0, y: 0, width: 8192, height: 8192 },
      tiled: { width: 8192, height: 8192, tiles },
    });
    const tiles = tilesOf(4, 'a');
    const before = documentWith({ layers: [layerWith({ mask: mask(tiles, true) })] });
    for (const [changed, enabled] of [
      [[...tiles.slice(2), tile(9, 9, 'c')], true],
      [tiles, false],
      [[], false],
    ] as const) {
      const after = documentWith({ layers: [layerWith({ mask: mask([...changed], enabled) })] });
      expect(readStep(textOf(before, after))).toEqual(stepBetween(before, after));
    }
    const bare = documentWith({ layers: [layerWith({ mask: null })] });
    expect(readStep(textOf(before, bare))).toEqual(stepBetween(before, bare));
    expect(readStep(textOf(bare, before))).toEqual(stepBetween(bare, before));
  });

  it('is none where it comes from a later studio, is cut off or names what it does not hold', () => {
    const before = documentWith({ layers: [painted(tilesOf(2, 'a'))] });
    const after = documentWith({ layers: [painted(tilesOf(3, 'a'))] });
    const text = textOf(before, after);
    expect(readStep(text)).not.toBeNull();
    expect(readStep(text.replace('"version":1', '"version":2'))).toBeNull();
    expect(readStep(text.slice(0, -3))).toBeNull();
    expect(readStep(text.replace('"of":0', '"of":7'))).toBeNull();
    expect(readStep(text.replace(/"run":\[\d+,\d+\]/, '"run":[0,99999999]'))).toBeNull();
    expect(readStep(text.replace(/"run":\[0,2\]/, '"run":[0,4]},{"run":[0,1]'))).toBeNull();
    expect(readStep('[]')).toBeNull();
  });

  it('is none where it changes more fields than a layer has, and says so at once', () => {
    const text = textOf(documentWith({ layers: [layerWith()] }), documentWith({ layers: [layerWith({ x: 9 })] }));
    const fields = (count: number) => {
      const form = JSON.parse(text);
      form.layers.inserted[0].changed.fields = Array.from({ length: count }, (_, at) => ({
        path: [`f${at}`],
        value: 1,
      }));
      return JSON.stringify(form);
    };
    expect(readStep(fields(40))).not.toBeNull();
    const start = performance.now();
    expect(readStep(fields(100_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('is never more than a text or nothing, whatever is in it', () => {
    const text = textOf(documentWith({ layers: [layerWith()] }), documentWith({ layers: [layerWith({ x: 9 })] }));
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ maxLength: 3 }), fc.nat(4), (at, put, gone) => {
        expect(() => readStep(text.slice(0, at) + put + text.slice(at + gone))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
