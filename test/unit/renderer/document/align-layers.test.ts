import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignments } from '../../../../preload/contract/layer-commands.ts';
import { alignLayers } from '../../../../renderer/document/align-layers.ts';
import { boundsOf } from '../../../../renderer/document/layer-bounds.ts';
import { canSet, numberNames, numbersOf, setNumber } from '../../../../renderer/document/layer-numbers.ts';
import { outermost } from '../../../../renderer/document/layer-tree.ts';
import { movable } from '../../../../renderer/document/move-layers.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';
import { anyLayers, pickIds } from '../../../helpers/layer-trees.ts';

const box = (number: number, x: number, y: number, width: number, height: number) =>
  layerWith({ id: idOf(number), x, y, width, height });
const page = documentWith({
  width: 200,
  height: 160,
  layers: [box(1, 10, 20, 30, 10), box(2, 50, 5, 10, 50), box(3, 100, 90, 21, 11)],
});
const all = [idOf(1), idOf(2), idOf(3)];
const places = (document: typeof page) => document.layers.map((layer) => ('x' in layer ? [layer.x, layer.y] : []));

describe('layers are aligned', () => {
  it('with the box around all of them, by each side and by their middle', () => {
    expect(places(alignLayers(page, all, 'align-left'))).toEqual([
      [10, 20],
      [10, 5],
      [10, 90],
    ]);
    expect(places(alignLayers(page, all, 'align-right'))).toEqual([
      [91, 20],
      [111, 5],
      [100, 90],
    ]);
    expect(places(alignLayers(page, all, 'align-top'))).toEqual([
      [10, 5],
      [50, 5],
      [100, 5],
    ]);
    expect(places(alignLayers(page, all, 'align-bottom'))).toEqual([
      [10, 91],
      [50, 51],
      [100, 90],
    ]);
    // The middle of all is 65.5, so that a layer of 30 pixels would lie between two of them.
    expect(places(alignLayers(page, all, 'align-centre'))).toEqual([
      [51, 20],
      [61, 5],
      [55, 90],
    ]);
  });

  it('alone, with the page; a locked one stays, and the others go to it', () => {
    expect(places(alignLayers(page, [idOf(2)], 'align-right'))[1]).toEqual([190, 5]);
    const locks = { all: false, position: true, transparency: false };
    const held = { ...page, layers: page.layers.map((layer) => (layer.id === idOf(1) ? { ...layer, locks } : layer)) };
    expect(places(alignLayers(held, all, 'align-right'))).toEqual([
      [10, 20],
      [111, 5],
      [100, 90],
    ]);
  });

  it('evenly, with all gaps alike, the first and the last in their places', () => {
    const spread = alignLayers(page, all, 'distribute-across');
    // From 10 to 121 there are 111 pixels, of which 61 are filled.
    expect(places(spread).map(([x]) => x)).toEqual([10, 65, 100]);
    expect(alignLayers(page, [idOf(1), idOf(2)], 'distribute-across')).toBe(page);
  });

  it('a group as one', () => {
    const grouped = {
      ...page,
      layers: [
        groupLayer({ id: idOf(50), name: 'Group' }),
        ...page.layers.map((layer) => (layer.id === idOf(3) ? layer : { ...layer, parentId: idOf(50) })),
      ],
    };
    expect(places(alignLayers(grouped, [idOf(50), idOf(3)], 'align-right')).slice(1)).toEqual([
      [71, 20],
      [111, 5],
      [100, 90],
    ]);
  });

  it('by their middles where they have no room beside one another, so that none changes places with another', () => {
    const crowded = documentWith({
      width: 200,
      height: 160,
      layers: [box(1, 0, 0, 100, 10), box(2, 48, 0, 6, 10), box(3, 10, 0, 100, 10)],
    });
    const once = alignLayers(crowded, all, 'distribute-across');
    expect(places(once)).toEqual([
      [0, 0],
      [52, 0],
      [10, 0],
    ]);
    expect(alignLayers(once, all, 'distribute-across')).toEqual(once);
  });

  it('of any kind, twice is as once, and no locked layer moves', () => {
    fc.assert(
      fc.property(
        anyLayers,
        fc.array(fc.nat(20), { maxLength: 5 }),
        fc.constantFrom(...alignments),
        (layers, picks, how) => {
          const document = documentWith({ layers });
          const ids = pickIds(layers, picks);
          const once = alignLayers(document, ids, how);
          const twice = alignLayers(once, ids, how);
          // What is locked draws the common middle towards itself.
          const isSettled = !/centre|middle/.test(how) || movable(layers, ids).length === outermost(layers, ids).length;
          for (const [at, layer] of isSettled ? once.layers.entries() : []) {
            const again = twice.layers[at];
            if (layer.kind !== 'picture' || again?.kind !== 'picture') continue;
            // Middles are rounded to whole pixels.
            expect(Math.abs(layer.x - again.x)).toBeLessThanOrEqual(1);
            expect(Math.abs(layer.y - again.y)).toBeLessThanOrEqual(1);
          }
          const free = new Set(movable(layers, ids));
          for (const { id } of outermost(layers, ids)) {
            if (!free.has(id)) expect(boundsOf(once.layers, [id])).toEqual(boundsOf(layers, [id]));
          }
        },
      ),
    );
  });
});

describe('numbers', () => {
  it('of any layers are what was set, where they can be set, and nothing else of the place changes', () => {
    const anySet = fc.tuple(fc.constantFrom(...numberNames), fc.integer({ min: 1, max: 170 }));
    fc.assert(
      fc.property(anyLayers, fc.array(fc.nat(20), { maxLength: 4 }), anySet, (layers, picks, [name, value]) => {
        const document = documentWith({ layers });
        const ids = pickIds(layers, picks);
        const after = setNumber(document, ids, name, value);
        if (!canSet(document, ids, name)) expect(after).toBe(document);
        else expect(numbersOf(after, ids)?.[name]).toBeCloseTo(value, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('scale one picture in one direction, and several in both', () => {
    expect(setNumber(page, [idOf(1)], 'width', 60).layers[0]).toMatchObject({ x: 10, y: 20, scaleX: 2, scaleY: 1 });
    const both = setNumber(page, [idOf(1), idOf(2)], 'width', 100);
    expect(both.layers).toMatchObject([
      { x: 10, y: 35, scaleX: 2, scaleY: 2 },
      { x: 90, y: 5, scaleX: 2, scaleY: 2 },
      page.layers[2] ?? {},
    ]);
  });

  it('turn a picture about its middle, and no number moves what is locked', () => {
    const turned = setNumber(page, [idOf(1)], 'angle', 90).layers[0];
    expect(turned).toMatchObject({ angle: 90, x: 30, y: 10 });
    const locks = { all: false, position: true, transparency: false };
    const held = { ...page, layers: page.layers.map((layer) => ({ ...layer, locks })) };
    for (const name of numberNames) expect(setNumber(held, all, name, 5)).toBe(held);
    expect(setNumber(page, [idOf(1)], 'width', 0)).toBe(page);
  });
});
