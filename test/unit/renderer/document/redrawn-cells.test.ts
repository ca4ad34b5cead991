import { describe, expect, it } from 'vitest';
import { type CellsPlan, redrawnCells } from '../../../../renderer/document/redrawn-cells.ts';
import { rasteriseRegion } from '../../../../renderer/document/region-raster.ts';
import { idOf } from '../../../helpers/documents.ts';

const plan: CellsPlan = { native: { width: 64, height: 64 }, patchSize: 16, contextMargin: null, maskGrowth: 0 };

/** A rectangle on a page of 128 pixels a side. */
function rectangle(x: number, y: number, width: number, height: number) {
  const mask = rasteriseRegion([{ kind: 'rectangle', id: idOf(1), operation: 'add', x, y, width, height }], 128, 128);
  if (mask === null) throw new Error('Nothing is marked.');
  return mask;
}

describe('the cells that a job draws anew', () => {
  it('are those of the frame that the region touches', () => {
    const cells = redrawnCells(rectangle(60, 60, 8, 8), plan);
    expect(cells).toMatchObject({ frame: { x: 48, y: 48, width: 32, height: 32 }, columns: 4, rows: 4 });
    expect([...(cells?.marked ?? [])]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('are more where the job draws beyond the region, and others where it looks further around', () => {
    const grown = redrawnCells(rectangle(60, 60, 8, 8), { ...plan, maskGrowth: 14 });
    expect(grown?.frame).toEqual({ x: 10, y: 10, width: 108, height: 108 });
    // Grown, it reaches from 46 to 81 and into four cells across; its round corners miss those at the corners.
    const near = redrawnCells(rectangle(60, 60, 8, 8), { ...plan, contextMargin: 0.38, maskGrowth: 14 });
    expect(near?.frame).toEqual({ x: 32, y: 32, width: 64, height: 64 });
    expect(near?.marked.reduce((sum, cell) => sum + cell, 0)).toBe(12);
    const wide = redrawnCells(rectangle(40, 40, 48, 48), { ...plan, contextMargin: 0.5 });
    expect(wide?.frame).toEqual({ x: 16, y: 16, width: 96, height: 96 });
  });

  it('are none where nothing is marked', () => {
    expect(redrawnCells({ width: 128, height: 128, values: new Uint8Array(128 * 128) }, plan)).toBeNull();
  });
});
