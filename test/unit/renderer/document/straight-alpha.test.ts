import fc from 'fast-check';
import { expect, test } from 'vitest';
import { over, place } from '../../../../renderer/document/straight-alpha.ts';

const raster = (width: number, height: number) =>
  fc
    .uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height })
    .map((rgba) => ({ width, height, rgba: new Uint8Array(rgba) }));

test('a picture on an empty page is itself, hidden and faint colours too', () => {
  fc.assert(
    fc.property(raster(5, 4), (picture) => {
      const page = { width: 5, height: 4, rgba: new Uint8Array(80) };
      over(page, picture, 1);
      expect(page.rgba).toEqual(picture.rgba);
    }),
  );
});

test('what is clear changes nothing, what is opaque replaces, and the order of opacity is kept', () => {
  fc.assert(
    fc.property(raster(4, 4), raster(4, 4), fc.double({ min: 0, max: 1, noNaN: true }), (below, above, opacity) => {
      const page = { ...below, rgba: below.rgba.slice() };
      over(page, above, opacity);
      for (let at = 0; at < 64; at += 4) {
        const [before, top, after] = [below, above, page].map(({ rgba }) => rgba.subarray(at, at + 4));
        if (before === undefined || top === undefined || after === undefined) throw new Error('Four numbers a pixel.');
        if (top[3] === 0 && before[3] !== 0) expect(after).toEqual(before);
        if (top[3] === 255 && opacity === 1) expect(after).toEqual(top);
        expect(after[3]).toBeGreaterThanOrEqual(before[3] ?? 0);
        for (let c = 0; c < 3; c++) {
          const ends = [before[c] ?? 0, top[c] ?? 0];
          if (before[3] !== 0) expect(after[c]).toBeGreaterThanOrEqual(Math.min(...ends));
          if (before[3] !== 0) expect(after[c]).toBeLessThanOrEqual(Math.max(...ends));
        }
      }
    }),
  );
});

test('a picture is placed where it lies, and cut off where the page ends', () => {
  const place2 = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
  fc.assert(
    fc.property(raster(5, 4), place2, (picture, [x, y]) => {
      const page = place(picture, { x, y }, { width: 6, height: 7 });
      for (let row = 0; row < 7; row++) {
        for (let column = 0; column < 6; column++) {
          const [px, py] = [column - x, row - y];
          const inside = px >= 0 && px < 5 && py >= 0 && py < 4;
          const at = 4 * (row * 6 + column);
          const wanted = inside ? picture.rgba.subarray(4 * (py * 5 + px), 4 * (py * 5 + px) + 4) : new Uint8Array(4);
          expect(page.rgba.subarray(at, at + 4)).toEqual(wanted);
        }
      }
    }),
  );
});

test('colours mix by their share of the alpha, and a clear pixel keeps a colour that it has', () => {
  const mixed = (below: readonly number[], above: readonly number[], opacity: number) => {
    const page = { width: 1, height: 1, rgba: Uint8Array.from(below) };
    over(page, { width: 1, height: 1, rgba: Uint8Array.from(above) }, opacity);
    return [...page.rgba];
  };
  expect(mixed([200, 100, 0, 128], [0, 100, 255, 128], 1)).toEqual([66, 100, 170, 192]);
  expect(mixed([200, 100, 0, 255], [0, 100, 250, 255], 0.5)).toEqual([100, 100, 125, 255]);
  expect(mixed([200, 100, 0, 255], [0, 100, 250, 0], 1)).toEqual([200, 100, 0, 255]);
  expect(mixed([0, 0, 0, 0], [9, 8, 7, 100], 0.5)).toEqual([9, 8, 7, 50]);
  for (const colour of [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]) {
    expect(mixed(colour, [9, 8, 7, 0], 1)).toEqual(colour);
  }
  expect(mixed([0, 0, 0, 0], [9, 8, 7, 0], 1)).toEqual([9, 8, 7, 0]);
  expect(mixed([1, 0, 0, 0], [9, 8, 7, 3], 1)).toEqual([9, 8, 7, 3]);
});
