import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaintLayer } from '../../../../preload/contract/document.ts';
import { TILE_SIDE } from '../../../../preload/contract/paint-tiles.ts';
import { mapped, matrixOf } from '../../../../renderer/document/layer-matrix.ts';
import { paintLayer } from '../../../../renderer/document/new-layer.ts';
import { changedTiles, grownToPage, painted, paintTarget } from '../../../../renderer/document/paint-layers.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const blob = (number: number) => String(number).padStart(64, '0');
const fresh = { id: idOf(99), name: 'Paint 1' };
const paper = (patch: Partial<PaintLayer> = {}) =>
  paintLayer({ id: idOf(1), name: 'Paint', width: 400, height: 300, ...patch });

describe('where paint goes', () => {
  it('is the chosen layer where that is paint, and the topmost where none is chosen', () => {
    const page = documentWith({ width: 400, height: 300, layers: [paper()] });
    expect(paintTarget(page, idOf(1), fresh)).toEqual({ layer: page.layers[0], index: 0 });
    expect(paintTarget(page, null, fresh)?.layer.id).toBe(idOf(1));
  });

  it('is a new layer above the chosen one where that is a picture, hidden or locked', () => {
    const locks = { all: true, position: false, transparency: false };
    for (const layer of [layerWith({ id: idOf(1) }), paper({ visible: false }), paper({ locks })]) {
      const page = documentWith({ width: 400, height: 300, layers: [layer, layerWith({ id: idOf(2) })] });
      expect(paintTarget(page, idOf(1), fresh)).toMatchObject({
        index: 1,
        layer: { ...fresh, width: 400, height: 300 },
      });
    }
  });

  it('covers the page, wherever the layer lies, and no paint moves on the page', () => {
    const place = fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
      angle: fc.constantFrom(0, 90, 180, -90, 30),
      flipX: fc.boolean(),
      flipY: fc.boolean(),
      scaleX: fc.constantFrom(1, 0.5, 2),
    });
    fc.assert(
      fc.property(place, (patch) => {
        const before = paper({ ...patch, tiles: [{ column: 1, row: 0, blob: blob(1) }] });
        const after = grownToPage(before, { width: 400, height: 300 });
        const corner = ({ tiles: [tile] }: PaintLayer) => ({
          x: (tile?.column ?? 0) * TILE_SIDE,
          y: (tile?.row ?? 0) * TILE_SIDE,
        });
        const [was, is] = [mapped(matrixOf(before), corner(before)), mapped(matrixOf(after), corner(after))];
        expect(is.x).toBeCloseTo(was.x, 6);
        expect(is.y).toBeCloseTo(was.y, 6);
        expect(grownToPage(after, { width: 400, height: 300 })).toBe(after);
      }),
    );
  });
});

describe('painted tiles', () => {
  it('replace those in their places, and clear ones are gone', () => {
    const tiles = [
      { column: 0, row: 0, blob: blob(1) },
      { column: 1, row: 0, blob: blob(2) },
    ];
    const changes = [
      { column: 1, row: 0, blob: null },
      { column: 0, row: 1, blob: blob(3) },
    ];
    expect(changedTiles(tiles, changes)).toEqual([
      { column: 0, row: 0, blob: blob(1) },
      { column: 0, row: 1, blob: blob(3) },
    ]);
  });

  it('change nothing of a layer that was deleted meanwhile, and nothing where nothing was painted', () => {
    const page = documentWith({ layers: [paper()] });
    const target = { layer: paper(), index: 0 };
    const change = [{ column: 0, row: 0, blob: blob(1) }];
    expect(painted(documentWith({ layers: [] }), target, false, change).layers).toEqual([]);
    expect(painted(page, target, false, [])).toBe(page);
    expect(painted(page, target, false, change).layers).toMatchObject([{ tiles: change }]);
  });
});
