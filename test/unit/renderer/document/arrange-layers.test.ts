import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentSchema,
  type Layer,
  MOST_LAYERS,
  type PictureDocument,
} from '../../../../preload/contract/document.ts';
import { layerCommands } from '../../../../preload/contract/layer-commands.ts';
import {
  arrangeLayers,
  arrangements,
  groupLayers,
  placeLayers,
  removeLayers,
  ungroupLayers,
} from '../../../../renderer/document/arrange-layers.ts';
import { type CommandParts, outcomeOf, refusalOf } from '../../../../renderer/document/layer-commands.ts';
import { layerTree, outermost, shownPictures, withinOf } from '../../../../renderer/document/layer-tree.ts';
import { locksOn, locksWithin } from '../../../../renderer/document/locks.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';
import { anyLayers, pickIds } from '../../../helpers/layer-trees.ts';

const numbers = (layers: readonly Layer[]) => layers.map(({ id }) => Number.parseInt(id.slice(-12), 16));
const painted = (document: PictureDocument) => numbers(shownPictures(document.layers));

/** Bottom first: 1, then group 10 with 2 and 3, then 4. */
const page = documentWith({
  layers: [
    layerWith({ id: idOf(1) }),
    layerWith({ id: idOf(2), parentId: idOf(10) }),
    layerWith({ id: idOf(3), parentId: idOf(10) }),
    groupLayer({ id: idOf(10), name: 'Group' }),
    layerWith({ id: idOf(4) }),
  ],
});

describe('layers are put', () => {
  it('between others, into a group and out of it', () => {
    expect(painted(placeLayers(page, [idOf(4)], { parentId: null, index: 0 }))).toEqual([4, 1, 2, 3]);
    expect(painted(placeLayers(page, [idOf(4)], { parentId: idOf(10), index: 1 }))).toEqual([1, 2, 4, 3]);
    expect(painted(placeLayers(page, [idOf(2)], { parentId: null, index: 9 }))).toEqual([1, 3, 4, 2]);
    expect(painted(placeLayers(page, [idOf(4), idOf(1)], { parentId: idOf(10), index: 0 }))).toEqual([1, 4, 2, 3]);
  });

  it('never into themselves, into a picture, or deeper than a page can be drawn', () => {
    expect(placeLayers(page, [idOf(10)], { parentId: idOf(10), index: 0 })).toBe(page);
    expect(placeLayers(page, [idOf(10)], { parentId: idOf(2), index: 0 })).toBe(page);
    const deep = documentWith({
      layers: Array.from({ length: 17 }, (_, i) =>
        groupLayer({ id: idOf(i + 1), name: 'Group', parentId: i === 0 ? null : idOf(i) }),
      ),
    });
    const added = { ...deep, layers: [...deep.layers, groupLayer({ id: idOf(99), name: 'One more' })] };
    expect(placeLayers(added, [idOf(99)], { parentId: idOf(17), index: 0 })).toBe(added);
  });

  it('into a new group where the topmost of them was, and out of it again as they were', () => {
    const grouped = groupLayers(page, [idOf(1), idOf(3)], groupLayer({ id: idOf(20), name: 'New' }));
    expect(grouped.layers.find(({ id }) => id === idOf(20))?.parentId).toBe(idOf(10));
    expect(painted(grouped)).toEqual([2, 1, 3, 4]);
    const once = groupLayers(page, [idOf(10), idOf(4)], groupLayer({ id: idOf(20), name: 'New' }));
    expect(painted(once)).toEqual([1, 2, 3, 4]);
    expect(ungroupLayers(once, [idOf(20)]).layers).toEqual(page.layers);
    expect(painted(ungroupLayers(once, [idOf(20), idOf(10)]))).toEqual([1, 2, 3, 4]);
  });

  it('nearer and further', () => {
    expect(painted(arrangeLayers(page, [idOf(1)], 'forward'))).toEqual([2, 3, 1, 4]);
    expect(painted(arrangeLayers(page, [idOf(1)], 'front'))).toEqual([2, 3, 4, 1]);
    expect(painted(arrangeLayers(page, [idOf(3), idOf(4)], 'back'))).toEqual([4, 1, 3, 2]);
    expect(painted(arrangeLayers(page, [idOf(10), idOf(4)], 'backward'))).toEqual([2, 3, 4, 1]);
    expect(arrangeLayers(page, [idOf(4)], 'forward')).toBe(page);
  });
});

const parts: CommandParts = { newId: () => idOf(0), copyName: (name) => `${name} copy`, groupName: 'Group' };
/** Ids that no layer of the page has. */
const fresh = (from = 5000): CommandParts => {
  let last = from;
  return { ...parts, newId: () => idOf(++last) };
};

describe('any command on any layers', () => {
  const anyCommand = fc.tuple(fc.constantFrom(...layerCommands), fc.array(fc.nat(20), { maxLength: 4 }));

  it('leaves a document that can be kept, and is refused where it would change nothing', () => {
    fc.assert(
      fc.property(anyLayers, anyCommand, (layers, [command, picks]) => {
        const document = documentWith({ layers });
        const ids = pickIds(layers, picks);
        const { document: after, select = [] } = outcomeOf(command, document, ids, fresh());
        expect(documentSchema.safeParse(after).success).toBe(true);
        expect(new Set(after.layers.map(({ id }) => id)).size).toBe(after.layers.length);
        if (after === document) expect(refusalOf(command, document, ids, fresh())).not.toBeNull();
        else if (command !== 'ungroup-layers') {
          for (const id of select) expect(after.layers.some((layer) => layer.id === id)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('in any sequence, undone, gives the identical document, and redone the other', () => {
    fc.assert(
      fc.property(anyLayers, fc.array(anyCommand, { maxLength: 12 }), (layers, actions) => {
        const start = documentWith({ layers });
        const store = createDocumentStore(start);
        const own = fresh();
        let count = 0;
        for (const [command, picks] of actions) {
          const { document, change } = store.getState();
          const ids = pickIds(document.layers, picks);
          change((one) => outcomeOf(command, one, ids, { ...own, newId: () => idOf(9000 + ++count) }).document);
        }
        const end = store.getState().document;
        while (store.getState().canUndo) store.getState().undo();
        expect(store.getState().document).toEqual(start);
        while (store.getState().canRedo) store.getState().redo();
        expect(store.getState().document).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  it('does to a locked layer nothing of what the lock is for', () => {
    fc.assert(
      fc.property(anyLayers, anyCommand, fc.nat(20), (layers, [command, picks], which) => {
        const document = documentWith({ layers });
        const { document: after } = outcomeOf(command, document, pickIds(layers, picks), fresh());
        const locked = layers.filter(({ id }) => locksOn(layers, id).all);
        const one = locked[which % Math.max(1, locked.length)];
        if (one === undefined) return;
        // It is there, as it was, in its group.
        expect(after.layers.find(({ id }) => id === one.id)).toBe(one);
        if (!locksOn(layers, one.id).all || one.kind !== 'group') return;
        // What lies in it lies there in its order.
        const inside = (of: readonly Layer[]) => of.filter(({ parentId }) => parentId === one.id).map(({ id }) => id);
        expect(inside(after.layers)).toEqual(inside(layers));
      }),
      { numRuns: 400 },
    );
  });
});

describe('a lock', () => {
  const locks = { all: true, position: false, transparency: false };

  it('of a group holds for all that lies in it, and of a layer against the loss of its group', () => {
    const inGroup = page.layers.map((layer) => (layer.id === idOf(10) ? { ...layer, locks } : layer));
    expect(locksOn(inGroup, idOf(2))).toEqual({ all: true, position: true, transparency: true });
    const inside = page.layers.map((layer) => (layer.id === idOf(2) ? { ...layer, locks } : layer));
    expect(locksOn(inside, idOf(10)).all).toBe(false);
    expect(locksWithin(inside, idOf(10)).all).toBe(true);
    const document = { ...page, layers: inside };
    expect(removeLayers(document, [idOf(10)])).toBe(document);
    expect(refusalOf('remove-layer', document, [idOf(10)], parts)).toEqual({ why: 'locked', name: 'Group' });
  });

  it('keeps others from coming into the group and from leaving it', () => {
    const document = {
      ...page,
      layers: page.layers.map((layer) => (layer.id === idOf(10) ? { ...layer, locks } : layer)),
    };
    expect(placeLayers(document, [idOf(4)], { parentId: idOf(10), index: 0 })).toBe(document);
    expect(placeLayers(document, [idOf(2)], { parentId: null, index: 0 })).toBe(document);
    expect(arrangeLayers(document, [idOf(2)], 'forward')).toBe(document);
  });
});

it('a full page takes neither a copy nor a group', () => {
  const layers = Array.from({ length: MOST_LAYERS }, (_, at) => layerWith({ id: idOf(at + 1), name: 'One' }));
  const full = documentWith({ layers });
  for (const command of ['duplicate-layer', 'group-layers'] as const) {
    expect(refusalOf(command, full, [idOf(1)], fresh())).toEqual({ why: 'full', name: '' });
    expect(outcomeOf(command, full, [idOf(1)], fresh()).document).toBe(full);
    const room = documentWith({ layers: layers.slice(1) });
    expect(refusalOf(command, room, [idOf(5)], fresh())).toBeNull();
    expect(outcomeOf(command, room, [idOf(5)], fresh()).document.layers).toHaveLength(MOST_LAYERS);
  }
});

it('every arrangement keeps all layers in their groups', () => {
  fc.assert(
    fc.property(
      anyLayers,
      fc.array(fc.nat(20), { maxLength: 5 }),
      fc.constantFrom(...arrangements),
      (layers, picks, way) => {
        const document = documentWith({ layers });
        const after = arrangeLayers(document, pickIds(layers, picks), way);
        const groups = (of: readonly Layer[]) => Object.fromEntries(of.map(({ id, parentId }) => [id, parentId]));
        expect(groups(after.layers)).toEqual(groups(layers));
        expect(layerTree(after.layers).length).toBe(layerTree(layers).length);
      },
    ),
  );
});

it('the outermost of layers holds all others that were named', () => {
  fc.assert(
    fc.property(anyLayers, fc.array(fc.nat(20), { maxLength: 6 }), (layers, picks) => {
      const ids = pickIds(layers, picks);
      const tops = outermost(layers, ids).map(({ id }) => id);
      for (const id of ids) expect(tops.filter((top) => withinOf(layers, top).has(id))).toHaveLength(1);
    }),
  );
});

it('a new group passes through where its layers blend with what lies below them, so that the page looks the same', () => {
  const groupOf = (layer: Layer) => {
    const document = documentWith({ layers: [layerWith({ id: idOf(1) }), layer] });
    const { document: after, select = [] } = outcomeOf('group-layers', document, [layer.id], fresh());
    return after.layers.find(({ id }) => id === select[0]);
  };
  expect(groupOf(layerWith({ id: idOf(2), blendMode: 'multiply' }))).toMatchObject({
    kind: 'group',
    passThrough: true,
  });
  expect(groupOf(layerWith({ id: idOf(2) }))).not.toHaveProperty('passThrough');
  const inner = groupLayer({ id: idOf(2), name: 'Inner', blendMode: 'screen' });
  expect(groupOf(inner)).toHaveProperty('passThrough', true);
});
