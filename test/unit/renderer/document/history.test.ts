import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PictureDocument } from '../../../../preload/contract/document.ts';
import { MOST_UNDO_STEPS } from '../../../../preload/contract/undo-steps.ts';
import { placeLayers } from '../../../../renderer/document/arrange-layers.ts';
import { applyDiff, diffBetween, emptyHistory, invertDiff, push } from '../../../../renderer/document/history.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { anyDocumentAction, type DocumentAction } from '../../../helpers/document-actions.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';

/** Runs actions and returns the document after each, the first one before all. */
function play(store: ReturnType<typeof createDocumentStore>, actions: readonly DocumentAction[]): PictureDocument[] {
  const seen = [store.getState().document];
  for (const action of actions) {
    action(store.getState());
    const { document } = store.getState();
    if (document !== seen.at(-1)) seen.push(document);
  }
  return seen;
}

describe('undo and redo', () => {
  it('walks back through every document and forth again', () => {
    fc.assert(
      fc.property(fc.array(anyDocumentAction(), { maxLength: 40 }), (actions) => {
        const store = createDocumentStore(documentWith());
        const seen = play(store, actions);
        for (const document of seen.slice(0, -1).reverse()) {
          store.getState().undo();
          expect(store.getState().document).toEqual(document);
        }
        expect(store.getState().canUndo).toBe(false);
        for (const document of seen.slice(1)) {
          store.getState().redo();
          expect(store.getState().document).toEqual(document);
        }
        expect(store.getState().canRedo).toBe(false);
      }),
    );
  });

  it('makes one step of a gesture, and none of a cancelled one', () => {
    fc.assert(
      fc.property(
        fc.array(anyDocumentAction(), { maxLength: 20 }),
        fc.array(anyDocumentAction(), { maxLength: 20 }),
        (before, within) => {
          const store = createDocumentStore(documentWith());
          play(store, before);
          const start = store.getState();

          start.beginGesture();
          play(store, within);
          store.getState().cancelGesture();
          expect(store.getState().document).toEqual(start.document);
          expect(store.getState().canUndo).toBe(start.canUndo);

          start.step(() => play(store, within));
          const after = store.getState().document;
          if (JSON.stringify(after) === JSON.stringify(start.document)) return;
          store.getState().undo();
          expect(store.getState().document).toEqual(start.document);
          store.getState().redo();
          expect(store.getState().document).toEqual(after);
        },
      ),
    );
  });

  it('goes a thousand steps deep', () => {
    const store = createDocumentStore(documentWith());
    for (let i = 0; i < 1500; i++) store.getState().addRegionStep(strokeWith({ id: idOf(i) }));
    for (let i = 0; i < 1500; i++) store.getState().undo();
    expect(store.getState().document.region).toEqual([]);
    expect(store.getState().canUndo).toBe(false);
  });

  it('forgets what could be redone when something else is done', () => {
    const store = createDocumentStore(documentWith());
    store.getState().addLayer(layerWith());
    store.getState().undo();
    expect(store.getState().canRedo).toBe(true);
    store.getState().addRegionStep(strokeWith());
    expect(store.getState().canRedo).toBe(false);
  });

  it('takes a step back when it throws in the middle', () => {
    const store = createDocumentStore(documentWith());
    const before = store.getState().document;
    expect(() =>
      store.getState().step(() => {
        store.getState().addLayer(layerWith());
        throw new Error('half way');
      }),
    ).toThrow('half way');
    expect(store.getState().document).toBe(before);
    expect(store.getState().canUndo).toBe(false);
  });

  it('makes no step of a change that changes nothing', () => {
    const store = createDocumentStore(documentWith({ layers: [layerWith()] }));
    const { setVisible, renameLayer, change, clearRegion, addRegionStep } = store.getState();
    setVisible(idOf(900), true);
    renameLayer(idOf(900), '   ');
    change((page) => placeLayers(page, [idOf(900)], { parentId: null, index: 7 }));
    clearRegion();
    addRegionStep(strokeWith({ operation: 'subtract' }));
    expect(store.getState().canUndo).toBe(false);
  });

  it('cannot undo into another picture', () => {
    const store = createDocumentStore(documentWith());
    store.getState().addLayer(layerWith());
    store.getState().replaceDocument(documentWith({ width: 64 }));
    store.getState().undo();
    expect(store.getState().document.width).toBe(64);
  });
});

describe('selection', () => {
  it('follows additions, and falls to the neighbour when its layer goes', () => {
    const store = createDocumentStore(documentWith());
    store.getState().addLayer(layerWith({ id: idOf(1) }));
    store.getState().addLayer(layerWith({ id: idOf(2) }));
    expect(store.getState().selectedLayerId).toBe(idOf(2));
    store.getState().removeLayers([idOf(2)]);
    expect(store.getState().selectedLayerId).toBe(idOf(1));
  });

  it('never names a layer that undo has taken away', () => {
    const store = createDocumentStore(documentWith());
    store.getState().addLayer(layerWith({ id: idOf(1) }));
    store.getState().undo();
    expect(store.getState().selectedLayerId).toBeNull();
  });
});

it('a page that grows keeps layers and paint where they are in the picture', () => {
  const store = createDocumentStore(documentWith({ layers: [layerWith({ x: 5, y: 6 })], region: [strokeWith()] }));
  store.getState().growPage({ left: 10, top: 20, right: 30, bottom: 40 });
  const { document } = store.getState();
  expect(document).toMatchObject({ width: 240, height: 220, layers: [{ x: 15, y: 26 }] });
  expect(document.region[0]).toMatchObject({ points: [30, 40, 40, 45] });
  store.getState().undo();
  expect(store.getState().document).toMatchObject({ width: 200, height: 160, layers: [{ x: 5, y: 6 }] });
});

describe('a step of the history', () => {
  const layers = [1, 2, 3, 4].map((number) => layerWith({ id: idOf(number) }));
  /** The fields of a step that say something. */
  const changed = (diff: object | null) =>
    Object.fromEntries(Object.entries(diff ?? {}).filter(([, value]) => value !== null));

  it('holds what changed and nothing else', () => {
    const before = documentWith({ layers });
    const after = { ...before, layers: layers.toSpliced(1, 2, layerWith({ id: idOf(9) })) };
    expect(changed(diffBetween(before, after))).toEqual({
      layers: { at: 1, removed: layers.slice(1, 3), inserted: [layerWith({ id: idOf(9) })] },
    });
    expect(diffBetween(before, { ...before, layers: [...layers] })).toBeNull();
    const twice = documentWith({ layers: [layers[0], layers[0]].filter((layer) => layer !== undefined) });
    expect(diffBetween(twice, { ...twice, layers: layers.slice(0, 1) })?.layers).toMatchObject({ at: 1, inserted: [] });
  });

  it('holds the size only where it changed, and paper only where that did', () => {
    const before = documentWith();
    expect(changed(diffBetween(before, { ...before, paper: false }))).toEqual({ paper: false });
    const taller = diffBetween(before, { ...before, height: 161 });
    expect(changed(taller)).toEqual({
      size: { before: { width: 200, height: 160 }, after: { width: 200, height: 161 } },
    });
    if (taller === null) throw new Error('no step');
    expect(applyDiff(applyDiff(before, taller), invertDiff(taller))).toEqual(before);
    expect(invertDiff(taller).paper).toBeNull();
  });

  it('is one of so many: the oldest go first', () => {
    const diff = diffBetween(documentWith(), documentWith({ width: 7 }));
    if (diff === null) throw new Error('no step');
    const first = { ...diff, paper: false };
    let history = push(emptyHistory, first);
    for (let step = 1; step <= MOST_UNDO_STEPS; step++) history = push(history, diff);
    expect(history.undo).toHaveLength(MOST_UNDO_STEPS);
    expect(history.undo[0]).toBe(diff);
  });
});
