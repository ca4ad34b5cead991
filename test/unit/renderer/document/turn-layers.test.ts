import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer, PictureDocument } from '../../../../preload/contract/document.ts';
import { type Turn, turns } from '../../../../preload/contract/layer-commands.ts';
import { boundsOf } from '../../../../renderer/document/layer-bounds.ts';
import { cornersOfLayer } from '../../../../renderer/document/layer-corners.ts';
import { isPicture } from '../../../../renderer/document/layer-tree.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { holdsGroupMask, turnLayers } from '../../../../renderer/document/turn-layers.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';
import { anyLayers, pickIds } from '../../../helpers/layer-trees.ts';

/** Where the picture's own corners (top left first, as it is seen) lie on the page. */
function seenCorners(document: PictureDocument) {
  return document.layers.filter(isPicture).map((layer) => {
    const [a, b, c, d] = cornersOfLayer(layer);
    const across = layer.flipX ? [b, a, d, c] : [a, b, c, d];
    return layer.flipY ? [across[3], across[2], across[1], across[0]] : across;
  });
}

const rounded = (document: PictureDocument) =>
  seenCorners(document).map((corners) => corners.map((one) => [(one?.x ?? 0).toFixed(4), (one?.y ?? 0).toFixed(4)]));

const unlocked = (layers: readonly Layer[]): Layer[] =>
  layers.map((layer) => ({ ...layer, locks: { all: false, position: false, transparency: false }, mask: null }));

describe('layers are mirrored and turned', () => {
  const inverse: Record<Turn, Turn> = {
    'flip-across': 'flip-across',
    'flip-down': 'flip-down',
    'turn-right': 'turn-left',
    'turn-left': 'turn-right',
    'turn-around': 'turn-around',
  };

  it('about their middle, so that the opposite brings each back to where it was, within the rounding to whole pixels', () => {
    fc.assert(
      fc.property(anyLayers, fc.array(fc.nat(20), { maxLength: 4 }), fc.constantFrom(...turns), (any, picks, turn) => {
        const document = documentWith({ layers: unlocked(any) });
        const ids = pickIds(document.layers, picks);
        const back = turnLayers(turnLayers(document, ids, turn), ids, inverse[turn]);
        const [before, after] = [seenCorners(document).flat(), seenCorners(back).flat()];
        for (const [at, one] of before.entries()) {
          expect(Math.abs((one?.x ?? 0) - (after[at]?.x ?? 0))).toBeLessThan(1.01);
          expect(Math.abs((one?.y ?? 0) - (after[at]?.y ?? 0))).toBeLessThan(1.01);
        }
      }),
    );
  });

  it('as one picture: every corner goes where a mirror or a quarter turn takes it', () => {
    const document = documentWith({
      layers: [
        layerWith({ id: idOf(1), x: 10, y: 20, width: 40, height: 20 }),
        layerWith({ id: idOf(2), x: 50, y: 20, width: 20, height: 60, angle: 0 }),
      ],
    });
    const ids = [idOf(1), idOf(2)];
    expect(boundsOf(document.layers, ids)).toEqual({ x: 10, y: 20, width: 60, height: 60 });
    const mirrored = turnLayers(document, ids, 'flip-across');
    expect(mirrored.layers).toMatchObject([
      { x: 30, y: 20, flipX: true },
      { x: 10, y: 20, flipX: true },
    ]);
    const quarter = turnLayers(document, ids, 'turn-right');
    const corners = seenCorners(quarter);
    // The top left corner of both goes to the top right.
    expect(corners[0]?.[0]?.x).toBeCloseTo(70);
    expect(corners[0]?.[0]?.y).toBeCloseTo(20);
    expect(boundsOf(quarter.layers, ids)?.width).toBeCloseTo(60);
  });

  it('four quarters, and two mirrors, are nothing', () => {
    const document = documentWith({ layers: [layerWith({ id: idOf(1), x: 10, y: 20, angle: 30, scaleX: 2 })] });
    let turned = document;
    for (let quarter = 0; quarter < 4; quarter++) turned = turnLayers(turned, [idOf(1)], 'turn-right');
    expect(rounded(turned)).toEqual(rounded(document));
    const twice = turnLayers(turnLayers(document, [idOf(1)], 'flip-down'), [idOf(1)], 'flip-down');
    expect(rounded(twice)).toEqual(rounded(document));
  });

  it('never where a lock or the mask of a group holds them', () => {
    const locks = { all: false, position: true, transparency: false };
    const locked = documentWith({ layers: [layerWith({ id: idOf(1), locks })] });
    expect(turnLayers(locked, [idOf(1)], 'flip-across')).toBe(locked);
    const mask = { blob: 'b'.repeat(64), enabled: true, x: 0, y: 0, width: 9, height: 9 };
    const masked = documentWith({
      layers: [layerWith({ id: idOf(1), parentId: idOf(2) }), groupLayer({ id: idOf(2), name: 'Group', mask })],
    });
    expect(holdsGroupMask(masked.layers, [idOf(2)])).toBe(true);
    expect(turnLayers(masked, [idOf(2)], 'turn-right')).toBe(masked);
  });
});
