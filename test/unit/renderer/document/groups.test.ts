import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentSchema,
  type GroupLayer,
  type Layer,
  type PictureLayer,
  type UnreadableLayer,
} from '../../../../preload/contract/document.ts';
import { duplicateLayers, placeLayers, removeLayers } from '../../../../renderer/document/arrange-layers.ts';
import { layerTree, protectedTree, shownPictures, withinOf } from '../../../../renderer/document/layer-tree.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import * as operations from '../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const group = (number: number, patch: Partial<GroupLayer> = {}) =>
  groupLayer({ id: idOf(number), name: `Group ${number}`, ...patch });
const picture = (number: number, patch: Partial<PictureLayer> = {}) =>
  layerWith({ id: idOf(number), name: `Picture ${number}`, ...patch });
const { kind: _, blob: __, mediaType: ___, width, height, x, y, scaleX, scaleY, angle, ...base } = layerWith();
const unreadable = (number: number, patch: Partial<UnreadableLayer> = {}): UnreadableLayer => ({
  kind: 'unreadable',
  ...base,
  id: idOf(number),
  recorded: { kind: 'hologram', dataVersion: 1, data: '{}' },
  box: { width, height, x, y, scaleX, scaleY, angle },
  blob: null,
  ...patch,
});

const copyOf = (name: string) => `${name} copy`;

const ids = (layers: readonly Layer[]) => layers.map(({ id }) => Number.parseInt(id.slice(-12), 16));

/** 1 holds 2 and 3, of which 3 holds 4; 5 lies above all of them. In the list a group may stand anywhere. */
const nested: readonly Layer[] = [
  picture(4, { parentId: idOf(3) }),
  group(1),
  picture(2, { parentId: idOf(1) }),
  group(3, { parentId: idOf(1) }),
  picture(5),
];

describe('groups of layers', () => {
  it('are painted where the group stands, what lies in them in its own order', () => {
    expect(ids(shownPictures(nested))).toEqual([2, 4, 5]);
    expect(layerTree(nested)).toMatchObject([{ layer: { id: idOf(1) }, inside: [{}, { inside: [{}] }] }, {}]);
  });

  it('hide what lies in them', () => {
    const hidden = nested.map((layer) => (layer.id === idOf(3) ? { ...layer, visible: false } : layer));
    expect(ids(shownPictures(hidden))).toEqual([2, 5]);
    const clear = nested.map((layer) => (layer.id === idOf(1) ? { ...layer, opacity: 0 } : layer));
    expect(ids(shownPictures(clear))).toEqual([5]);
    // Nobody knows what an unknown layer would do with what lies in it.
    const unknown = [unreadable(1), picture(2, { parentId: idOf(1) }), picture(5)];
    expect(ids(shownPictures(unknown))).toEqual([5]);
  });

  it('protect what lies in them', () => {
    const kept = protectedTree(
      layerTree(nested.map((layer) => (layer.id === idOf(3) ? { ...layer, isProtected: true } : layer))),
    );
    expect(kept).toMatchObject([{ layer: { id: idOf(1) }, inside: [{ layer: { id: idOf(3) }, inside: [{}] }] }]);
    expect(kept[0]?.inside).toHaveLength(1);
  });

  it('are deleted and copied with all that lies in them, and the copy has ids of its own', () => {
    const document = documentWith({ layers: [...nested] });
    expect(ids(removeLayers(document, [idOf(3)]).layers)).toEqual([1, 2, 5]);
    let next = 100;
    const { document: copied } = duplicateLayers(document, [idOf(1)], () => idOf(next++), copyOf);
    expect(documentSchema.safeParse(copied).success).toBe(true);
    expect(copied.layers).toHaveLength(9);
    const copy = copied.layers.find(({ id }) => id === idOf(100));
    expect(copy).toMatchObject({ name: 'Group 1 copy', parentId: null });
    expect([...withinOf(copied.layers, idOf(100))]).toHaveLength(4);
    expect(ids(shownPictures(copied.layers)).filter((id) => id < 100)).toEqual([2, 4, 5]);
    expect(new Set(copied.layers.map(({ id }) => id)).size).toBe(9);
  });

  it('undo to what was, whatever was done to them', () => {
    const action = fc.tuple(fc.constantFrom('remove', 'duplicate', 'move', 'grow', 'blend'), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const start = documentWith({ layers: [...nested, unreadable(6)] });
        const store = createDocumentStore(start);
        let last = 1000;
        for (const [kind, which, to] of actions) {
          const state = store.getState();
          const id = state.document.layers[which % Math.max(1, state.document.layers.length)]?.id ?? '';
          if (kind === 'remove') state.removeLayers([id]);
          else if (kind === 'duplicate') state.duplicateLayers([id], () => idOf(++last), copyOf);
          else if (kind === 'move') state.change((page) => placeLayers(page, [id], { parentId: null, index: to }));
          else if (kind === 'grow') state.growPage({ left: which, top: to, right: 0, bottom: 1 });
          else state.updateLayer(id, { blendMode: 'multiply', x: to });
          expect(documentSchema.safeParse(store.getState().document).success).toBe(true);
        }
        while (store.getState().canUndo) store.getState().undo();
        expect(store.getState().document).toEqual(start);
      }),
    );
  });

  it('take no place on the page, and move their mask when it grows', () => {
    const mask = { blob: 'b'.repeat(64), enabled: true, x: 1, y: 2, width: 30, height: 20 };
    const document = documentWith({ layers: [group(1, { mask }), picture(2, { mask }), unreadable(3, { mask })] });
    const placed = operations.updateLayer(document, idOf(1), { x: 5, angle: 3, opacity: 0.5 });
    expect(placed.layers[0]).toEqual(group(1, { mask, opacity: 0.5 }));
    const grown = operations.growPage(document, { left: 10, top: 20, right: 0, bottom: 0 });
    expect(grown.layers).toMatchObject([
      { mask: { x: 11, y: 22 } },
      { x: 10, y: 20, mask: { x: 1, y: 2 } },
      { box: { x: 10, y: 20 }, mask: { x: 1, y: 2 } },
    ]);
  });

  it('lie in each other no deeper than a page can be drawn, and never in a circle', () => {
    const deep = (count: number) =>
      Array.from({ length: count }, (_, i) => group(i + 1, { parentId: i === 0 ? null : idOf(i) }));
    const isValid = (layers: Layer[]) => documentSchema.safeParse(documentWith({ layers })).success;
    expect(isValid(deep(17))).toBe(true);
    expect(isValid(deep(18))).toBe(false);
    expect(isValid([group(1, { parentId: idOf(2) }), group(2, { parentId: idOf(1) })])).toBe(false);
    expect(isValid([picture(1), picture(2, { parentId: idOf(1) })])).toBe(false);
    expect(isValid([unreadable(1), picture(2, { parentId: idOf(1) })])).toBe(true);
  });
});
