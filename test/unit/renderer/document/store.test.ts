import { describe, expect, it } from 'vitest';
import type { PictureDocument } from '../../../../preload/contract/document.ts';
import type { SavedMask } from '../../../../preload/contract/saved-masks.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { createDocumentStore, type DocumentState } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';

/** A page of plain layers, bottom first. */
const pageOf = (...numbers: number[]) =>
  documentWith({ layers: numbers.map((number) => layerWith({ id: idOf(number) })) });

/** Does something to a page, and returns the state after it. */
function stateAfter(page: PictureDocument, act: (state: DocumentState) => void): DocumentState {
  const store = createDocumentStore(page);
  act(store.getState());
  return store.getState();
}

describe('what is chosen', () => {
  const chosen = (...args: Parameters<DocumentState['selectLayers']>) => {
    const { selectedLayerIds, selectedLayerId } = stateAfter(pageOf(1, 2, 3), (state) => state.selectLayers(...args));
    return [selectedLayerIds, selectedLayerId];
  };

  it('are layers of the page, each once', () => {
    expect(chosen([idOf(1), idOf(1), idOf(99), idOf(3)])).toEqual([[idOf(1), idOf(3)], idOf(3)]);
  });

  it('has one that dials act on: the given one where it is among them, else the last one', () => {
    const all = [idOf(1), idOf(2), idOf(3)];
    expect(chosen(all, idOf(2))).toEqual([all, idOf(2)]);
    expect(chosen(all, idOf(99))).toEqual([all, idOf(3)]);
    expect(chosen(all)).toEqual([all, idOf(3)]);
  });

  it('is what an operation chooses, and stays where that changes nothing', () => {
    const turned = stateAfter(pageOf(1, 2), (state) => state.change((page) => ({ ...page, width: 300 }), [idOf(1)]));
    expect(turned.selectedLayerId).toBe(idOf(1));
    const same = stateAfter(pageOf(1, 2), (state) => state.change((page) => page, [idOf(1)]));
    expect(same.selectedLayerId).toBeNull();
  });
});

describe('a layer that is added', () => {
  it('lies on top, or where it is put', () => {
    const ids = (index?: number) =>
      stateAfter(pageOf(1, 2), (state) => state.addLayer(layerWith({ id: idOf(3) }), index)).document.layers.map(
        ({ id }) => id,
      );
    expect(ids()).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(ids(0)).toEqual([idOf(3), idOf(1), idOf(2)]);
  });
});

describe('after layers are removed', () => {
  const left = (page: PictureDocument, selected: number[], removed: number[]) =>
    stateAfter(page, (state) => {
      state.selectLayers(selected.map(idOf));
      state.removeLayers(removed.map(idOf));
    }).selectedLayerIds;

  it('those that were chosen and remain stay chosen', () => {
    expect(left(pageOf(1, 2, 3, 4), [1, 3], [3, 4])).toEqual([idOf(1)]);
  });

  it('the nearest one below is chosen, or else the nearest one above', () => {
    const page = pageOf(1, 2, 3, 4, 5);
    expect(left(page, [4], [3, 4])).toEqual([idOf(2)]);
    expect(left(page, [1], [1])).toEqual([idOf(2)]);
    expect(left(page, [2], [2, 4])).toEqual([idOf(1)]);
  });

  it('and none was chosen, the one below the topmost of them is', () => {
    expect(left(pageOf(1, 2, 3, 4, 5), [], [2, 4])).toEqual([idOf(3)]);
  });

  it('of a group its other layers come first, and then the group itself', () => {
    const inside = (number: number) => layerWith({ id: idOf(number), parentId: idOf(10) });
    const outside = (number: number) => layerWith({ id: idOf(number) });
    const group = groupLayer({ id: idOf(10), name: 'Group' });
    const page = documentWith({ layers: [outside(1), group, inside(11), inside(12), outside(2), outside(3)] });
    expect(left(page, [11], [11])).toEqual([idOf(12)]);
    expect(left(page, [11], [11, 12])).toEqual([idOf(10)]);
    expect(left(page, [11], [10])).toEqual([idOf(3)]);
  });

  it('and none is left, none is chosen', () => {
    expect(left(pageOf(1, 2), [1], [1, 2])).toEqual([]);
  });
});

describe('the region that was cleared', () => {
  const stroke = strokeWith();
  const other = strokeWith({ id: idOf(801) });
  const page = documentWith({ region: [stroke], projectId: idOf(1) });
  const regionAfter = (act: (state: DocumentState) => void) => stateAfter(page, act).document.region;

  it('is marked again, in one step', () => {
    const store = createDocumentStore(page);
    store.getState().clearRegion();
    store.getState().addLayer(layerWith());
    expect(store.getState().document.region).toEqual([]);
    store.getState().reselectRegion();
    expect(store.getState().document.region).toEqual([stroke]);
    store.getState().undo();
    expect(store.getState().document.region).toEqual([]);
  });

  it('does not take the place of another one', () => {
    expect(
      regionAfter((state) => {
        state.clearRegion();
        state.addRegionStep(other);
        state.reselectRegion();
      }),
    ).toEqual([other]);
  });

  it('is none before a region was cleared', () => {
    expect(stateAfter(page, (state) => state.replaceRegion([other])).lastRegion).toBeNull();
    expect(stateAfter(documentWith(), (state) => state.addLayer(layerWith())).lastRegion).toBeNull();
  });

  it.each([
    ['wider', { ...page, region: [], width: 300 }],
    ['higher', { ...page, region: [], height: 300 }],
    ['of another project', { ...page, region: [], projectId: idOf(2) }],
  ])('does not fit a page that is %s', (_, next) => {
    expect(
      regionAfter((state) => {
        state.clearRegion();
        state.replaceDocument(next);
        state.reselectRegion();
      }),
    ).toEqual([]);
  });
});

describe('each change of the region and its saved masks is one step', () => {
  const mask: SavedMask = { id: idOf(7), name: 'Sky', blob: 'b'.repeat(64), x: 1, y: 2, width: 3, height: 4 };

  it('as the growth of a region is', () => {
    const grow = { kind: 'grow', id: idOf(802), by: 5 } as const;
    const store = createDocumentStore(documentWith({ region: [strokeWith()] }));
    store.getState().growRegion(grow);
    expect(store.getState().document.region).toEqual([strokeWith(), grow]);
    store.getState().undo();
    expect(store.getState().document.region).toEqual([strokeWith()]);
  });

  it('as a mask that is saved and removed is', () => {
    const store = createDocumentStore(documentWith());
    store.getState().saveMask(mask);
    expect(store.getState().document.savedMasks).toEqual([mask]);
    store.getState().removeMask(mask.id);
    expect(store.getState().document.savedMasks ?? []).toEqual([]);
    store.getState().undo();
    expect(store.getState().document.savedMasks).toEqual([mask]);
  });
});

it('the end of a gesture that never began changes nothing', () => {
  const store = createDocumentStore(pageOf(1));
  const before = store.getState();
  store.getState().endGesture();
  expect(store.getState()).toBe(before);
});
