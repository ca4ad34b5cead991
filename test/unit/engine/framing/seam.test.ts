import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paintedCells, seam } from '../../../../main/engine/framing/seam.ts';

/** A grid of cells that are 1 or 0. */
const parts = fc
  .record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 9 }) })
  .chain((grid) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: grid.columns * grid.rows, maxLength: grid.columns * grid.rows })
      .map((cells) => ({ grid, part: Uint8Array.from(cells) })),
  );

test('a seam is every cell with one of the other part within its reach', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 6 }), ({ grid, part }, width) => {
      const wanted = part.map((own, cell) => {
        const reach = own === 1 ? Math.ceil(width / 2) : Math.floor(width / 2);
        const near = part.some((other, at) => {
          const across = Math.abs((at % grid.columns) - (cell % grid.columns));
          const down = Math.abs(Math.floor(at / grid.columns) - Math.floor(cell / grid.columns));
          return other !== own && Math.max(across, down) <= reach;
        });
        return near ? 1 : 0;
      });
      expect(seam(part, grid, width)).toEqual(wanted);
    }),
  );
});

test('the larger side of an odd seam lies in the part that is 1', () => {
  const part = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
  const grid = { columns: 8, rows: 1 };
  expect([...seam(part, grid, 1)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
  expect([...seam(part, grid, 2)]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
  expect([...seam(part, grid, 3)]).toEqual([0, 0, 0, 1, 1, 1, 0, 0]);
});

test('painted cells are the pixels whose centres lie in them, of any frame', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), ({ grid, part }, w, h) => {
      const mask = paintedCells(part, grid, { x: 7, y: 9, width: w, height: h });
      expect([mask.width, mask.height]).toEqual([w, h]);
      const wanted = Array.from({ length: w * h }, (_, i) => {
        const column = Math.floor((((i % w) + 0.5) * grid.columns) / w);
        const row = Math.floor(((Math.floor(i / w) + 0.5) * grid.rows) / h);
        return part[row * grid.columns + column] === 1 ? 255 : 0;
      });
      expect([...mask.values]).toEqual(wanted);
    }),
  );
  const halves = paintedCells(Uint8Array.of(1, 0), { columns: 2, rows: 1 }, { x: 0, y: 0, width: 5, height: 1 });
  // The middle pixel's centre lies on the border: it belongs to the right cell.
  expect([...halves.values]).toEqual([255, 255, 0, 0, 0]);
});
