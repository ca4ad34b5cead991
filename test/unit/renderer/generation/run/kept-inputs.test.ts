import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raster } from '../../../../../preload/contract/pictures.ts';
import { lookedAt, pageAround } from '../../../../../renderer/generation/run/kept-inputs.ts';

const side = fc.integer({ min: 1, max: 24 });
const border = fc.integer({ min: 0, max: 12 });

/** Every pixel says where it lies. */
function numbered(width: number, height: number): Raster {
  return {
    width,
    height,
    rgba: Uint8Array.from({ length: width * height * 4 }, (_, at) => (at * 31 + (at >> 8)) & 255),
  };
}

/** A page, how much it grows, and a frame on the page that has grown which meets the page. */
const cases = fc
  .record({ width: side, height: side, left: border, top: border, right: border, bottom: border })
  .chain(({ width, height, ...sides }) =>
    fc.record({
      page: fc.constant(numbered(width, height)),
      sides: fc.constant(sides),
      x: fc.integer({ min: 0, max: sides.left + width - 1 }),
      y: fc.integer({ min: 0, max: sides.top + height - 1 }),
      toX: fc.integer({ min: sides.left + 1, max: sides.left + width + sides.right }),
      toY: fc.integer({ min: sides.top + 1, max: sides.top + height + sides.bottom }),
    }),
  )
  .filter(({ x, y, toX, toY }) => toX > x && toY > y)
  .map(({ page, sides, x, y, toX, toY }) => ({ page, sides, frame: { x, y, width: toX - x, height: toY - y } }));

test('a page around the part that was looked at has the same pixels within the frame, and none elsewhere', () => {
  fc.assert(
    fc.property(cases, ({ page, sides, frame }) => {
      const part = lookedAt(page, frame, sides);
      const again = pageAround(part, page, frame, sides);
      expect(again).toMatchObject({ width: page.width, height: page.height });
      for (let y = 0; y < page.height; y++) {
        for (let x = 0; x < page.width; x++) {
          const at = (y * page.width + x) * 4;
          const [inX, inY] = [x + sides.left - frame.x, y + sides.top - frame.y];
          const isIn = inX >= 0 && inX < frame.width && inY >= 0 && inY < frame.height;
          expect(again?.rgba.slice(at, at + 4)).toEqual(isIn ? page.rgba.slice(at, at + 4) : new Uint8Array(4));
        }
      }
    }),
  );
});

test('a part of another size than the frame asks for is refused', () => {
  const frame = { x: 1, y: 0, width: 3, height: 2 };
  expect(pageAround(numbered(3, 3), { width: 5, height: 5 }, frame)).toBeNull();
});
