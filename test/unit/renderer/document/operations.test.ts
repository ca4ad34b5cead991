import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../../preload/contract/document.ts';
import { duplicateLayers, placeLayers } from '../../../../renderer/document/arrange-layers.ts';
import { cornersOfLayer } from '../../../../renderer/document/layer-corners.ts';
import { layerTree, picturesOf } from '../../../../renderer/document/layer-tree.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import * as operations from '../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { countingIds, documentWith, idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';

const picture = (number: number, patch: Parameters<typeof layerWith>[0] = {}) =>
  layerWith({ id: idOf(number), ...patch });
const ids = (layers: readonly Layer[]) => layers.map(({ id }) => Number.parseInt(id.slice(-12), 16));
const copyOf = (name: string) => `${name} copy`;
const three = documentWith({ layers: [picture(1), picture(2), picture(3)], region: [strokeWith()] });

describe('an operation', () => {
  it('puts a layer where it is told, within the page’s layers, and only once', () => {
    const at = (index?: number) => ids(operations.addLayer(three, picture(9), index).layers);
    expect(at()).toEqual([1, 2, 3, 9]);
    expect(at(0)).toEqual([9, 1, 2, 3]);
    expect(at(1)).toEqual([1, 9, 2, 3]);
    expect(at(-5)).toEqual([9, 1, 2, 3]);
    expect(at(99)).toEqual([1, 2, 3, 9]);
    expect(operations.addLayer(three, picture(2))).toBe(three);
  });

  it('moves a layer to its new place, counted without it', () => {
    const moveLayer = (id: number, index: number) => placeLayers(three, [idOf(id)], { parentId: null, index });
    const moved = (id: number, to: number) => ids(moveLayer(id, to).layers);
    expect(moved(1, 1)).toEqual([2, 1, 3]);
    expect(moved(1, 2)).toEqual([2, 3, 1]);
    expect(moved(3, 0)).toEqual([3, 1, 2]);
    expect(moved(1, 99)).toEqual([2, 3, 1]);
    expect(moveLayer(3, 99)).toBe(three);
    expect(moveLayer(2, 1)).toBe(three);
    expect(moveLayer(7, 0)).toBe(three);
  });

  it('changes the one layer that it names, and nothing where it says what is so already', () => {
    const changed = operations.updateLayer(three, idOf(2), { x: 5, opacity: 1 });
    expect(changed.layers.map((layer) => (layer.kind === 'picture' ? layer.x : null))).toEqual([0, 5, 0]);
    expect(changed.layers[0]).toBe(three.layers[0]);
    expect(operations.updateLayer(three, idOf(2), { x: 0, opacity: 1 })).toBe(three);
    expect(operations.updateLayer(three, idOf(7), { x: 5 })).toBe(three);
  });

  it('copies a layer right above itself, with a name that stays within its limit', () => {
    const copy = (page: typeof three, id: number) => duplicateLayers(page, [idOf(id)], countingIds(), copyOf).document;
    const copied = copy(three, 2);
    expect(copied.layers.map(({ name }) => name)).toEqual(['Layer', 'Layer', 'Layer copy', 'Layer']);
    const long = documentWith({ layers: [picture(5, { name: 'n'.repeat(200) })] });
    expect(copy(long, 5).layers[1]?.name).toBe(`${'n'.repeat(190)} copy`);
    expect(copy(three, 7)).toBe(three);
  });

  it('clears and replaces the region', () => {
    expect(operations.clearRegion(three).region).toEqual([]);
    const empty = operations.clearRegion(three);
    expect(operations.clearRegion(empty)).toBe(empty);
    const step = strokeWith({ id: idOf(801) });
    expect(operations.replaceRegion(three, [step]).region).toEqual([step]);
    expect(operations.addRegionStep(three, step).region).toEqual([strokeWith(), step]);
    const away = strokeWith({ operation: 'subtract' });
    expect(operations.addRegionStep(three, away).region).toHaveLength(2);
    expect(operations.addRegionStep(empty, away)).toBe(empty);
  });

  it('takes paper away and puts it back, and says nothing of paper that is there', () => {
    expect([operations.hasPaper(three), operations.setPaper(three, true)]).toEqual([true, three]);
    const bare = operations.setPaper(three, false);
    expect(bare).toEqual({ ...three, paper: false });
    expect(operations.hasPaper(bare)).toBe(false);
    expect(operations.setPaper(bare, false)).toBe(bare);
    expect(operations.setPaper(bare, true)).toEqual(three);
  });

  it('resizes the page, and grows it to the right and below without moving anything', () => {
    expect(operations.resizePage(three, 200, 160)).toBe(three);
    expect(operations.resizePage(three, 200, 161)).toEqual({ ...three, height: 161 });
    expect(operations.resizePage(three, 201, 160)).toEqual({ ...three, width: 201 });
    const grown = operations.growPage(three, { left: 0, top: 0, right: 3, bottom: 4 });
    expect(grown).toEqual({ ...three, width: 203, height: 164 });
    expect(grown.layers).toBe(three.layers);
    expect(operations.growPage(three, { left: 2, top: 0, right: 0, bottom: 0 }).layers[0]).toMatchObject({
      x: 2,
      y: 0,
    });
    expect(operations.growPage(three, { left: 0, top: 2, right: 0, bottom: 0 }).layers[0]).toMatchObject({
      x: 0,
      y: 2,
    });
    expect(operations.growPage(three, { left: 0, top: 0, right: 0, bottom: 0 })).toBe(three);
  });

  it('knows an empty page, and one that shows nothing', () => {
    const empty = operations.emptyDocument();
    expect(empty).toMatchObject({ width: 1024, height: 1024 });
    expect([operations.isEmpty(empty), operations.showsPicture(empty)]).toEqual([true, false]);
    expect(operations.isEmpty({ ...empty, region: [strokeWith()] })).toBe(false);
    expect(operations.isEmpty({ ...empty, layers: [picture(1)] })).toBe(false);
    expect(operations.showsPicture({ layers: [picture(1)] })).toBe(true);
    expect(operations.showsPicture({ layers: [picture(1, { visible: false })] })).toBe(false);
  });
});

describe('the document’s actions', () => {
  const open = () => createDocumentStore(three);
  const layer = (store: ReturnType<typeof open>, number: number) =>
    store.getState().document.layers.find(({ id }) => id === idOf(number));

  it('change what they name, one undo step each', () => {
    const store = open();
    const { getState } = store;
    getState().updateLayer(idOf(1), { x: 7 });
    getState().renameLayer(idOf(1), `  ${'m'.repeat(300)} `);
    getState().setVisible(idOf(1), false);
    getState().setOpacity(idOf(1), 1.5);
    getState().setOpacity(idOf(2), -1);
    getState().setProtected(idOf(1), true);
    expect(layer(store, 1)).toMatchObject({
      x: 7,
      name: 'm'.repeat(200),
      visible: false,
      opacity: 1,
      isProtected: true,
    });
    expect(layer(store, 2)).toMatchObject({ opacity: 0 });
    getState().change((page) => placeLayers(page, [idOf(1)], { parentId: null, index: 2 }));
    getState().clearRegion();
    getState().replaceRegion([strokeWith({ id: idOf(802) })]);
    getState().setPaper(false);
    getState().resizePage(50, 60);
    expect(getState().document).toMatchObject({ width: 50, height: 60, paper: false, region: [{ id: idOf(802) }] });
    expect(ids(getState().document.layers)).toEqual([2, 3, 1]);
    for (let step = 0; step < 10; step++) getState().undo();
    expect([getState().document, getState().canUndo]).toEqual([three, false]);
    for (let step = 0; step < 10; step++) getState().redo();
    expect(getState().document).toMatchObject({ width: 50, paper: false });
    expect(getState().canRedo).toBe(false);
    for (let step = 0; step < 10; step++) getState().undo();
    expect(getState().document).toEqual(three);
  });

  it('keep a name where the new one is blank', () => {
    const store = open();
    store.getState().renameLayer(idOf(1), '   ');
    expect(layer(store, 1)?.name).toBe('Layer');
    expect(store.getState().canUndo).toBe(false);
  });

  it('select what was added or copied, the neighbour of what was removed, and nothing that is not there', () => {
    const { getState } = open();
    getState().selectLayer(idOf(2));
    expect(getState().selectedLayerId).toBe(idOf(2));
    getState().removeLayers([idOf(3)]);
    expect(getState().selectedLayerId).toBe(idOf(2));
    getState().selectLayer(idOf(1));
    getState().removeLayers([idOf(1)]);
    expect(getState().selectedLayerId).toBe(idOf(2));
    let last = 40;
    getState().duplicateLayers([idOf(2)], () => idOf(++last), copyOf);
    expect(getState().selectedLayerId).toBe(idOf(41));
    expect(ids(getState().document.layers)).toEqual([2, 41]);
    getState().selectLayer(idOf(99));
    expect(getState().selectedLayerId).toBeNull();
  });

  it('copy a group with an id for each that lies in it', () => {
    const inside = picture(2, { parentId: idOf(1) });
    const store = createDocumentStore(documentWith({ layers: [groupLayer({ id: idOf(1), name: 'Group' }), inside] }));
    let last = 40;
    store.getState().duplicateLayers([idOf(1)], () => idOf(++last), copyOf);
    // In the list a group stands right above what lies in it.
    expect(ids(store.getState().document.layers)).toEqual([2, 1, 42, 41]);
    expect(layer(store, 42)?.parentId).toBe(idOf(41));
  });
});

describe('a gesture', () => {
  it('is one step with all that is done within it, whatever ends it', () => {
    const { getState } = createDocumentStore(three);
    getState().beginGesture();
    getState().setVisible(idOf(1), false);
    getState().step(() => getState().setVisible(idOf(2), false));
    expect(getState().canUndo).toBe(false);
    getState().endGesture();
    expect(getState().canUndo).toBe(true);
    getState().endGesture();
    getState().undo();
    expect([getState().document, getState().canUndo]).toEqual([three, false]);
    getState().beginGesture();
    getState().clearRegion();
    getState().beginGesture();
    getState().setPaper(false);
    getState().undo();
    expect(getState().document).toEqual(operations.clearRegion(three));
    getState().undo();
    expect(getState().document).toEqual(three);
  });

  it('that is cancelled leaves what could be redone', () => {
    const { getState } = createDocumentStore(three);
    getState().clearRegion();
    getState().undo();
    getState().beginGesture();
    getState().setPaper(false);
    getState().cancelGesture();
    expect([getState().document, getState().canRedo]).toEqual([three, true]);
    getState().cancelGesture();
    expect(getState().document).toEqual(three);
  });

  it('of another picture is forgotten with it, and its selection too', () => {
    const { getState } = createDocumentStore(three);
    getState().selectLayer(idOf(1));
    getState().clearRegion();
    getState().undo();
    getState().beginGesture();
    getState().replaceDocument(three);
    expect([getState().canUndo, getState().canRedo, getState().selectedLayerId]).toEqual([false, false, null]);
    getState().setPaper(false);
    expect(getState().canUndo).toBe(true);
  });
});

it('the corners of a layer turn about its top left one, clockwise', () => {
  const corners = (patch: Parameters<typeof layerWith>[0]) =>
    cornersOfLayer(layerWith({ x: 10, y: 20, width: 100, height: 40, scaleX: 0.5, scaleY: 2, ...patch })).map(
      ({ x, y }) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000],
    );
  expect(corners({})).toEqual([
    [10, 20],
    [60, 20],
    [60, 100],
    [10, 100],
  ]);
  expect(corners({ angle: 90 })).toEqual([
    [10, 20],
    [10, 70],
    [-70, 70],
    [-70, 20],
  ]);
  expect(corners({ angle: 30 })[2]).toEqual([13.301, 114.282]);
});

it('all pictures of a tree are found, however deep', () => {
  const tree = layerTree([groupLayer({ id: idOf(1), name: 'Group' }), picture(2, { parentId: idOf(1) }), picture(3)]);
  expect(ids(picturesOf(tree))).toEqual([2, 3]);
});
