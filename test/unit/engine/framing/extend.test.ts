import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composite, crop, withAlpha } from '../../../../main/engine/framing/composite.ts';
import { extendedPicture } from '../../../../main/engine/framing/extend.ts';
import { alphaOf, defaultFeather } from '../../../../main/engine/framing/feather.ts';
import { borderCells, frameForExtension } from '../../../../preload/contract/extension-frame.ts';
import { boxOf, gridFor, maskedCells } from '../../../../preload/contract/region-frame.ts';

const side = fc.integer({ min: 1, max: 30 });
const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50 }));

/** A picture of noise and a border on any of its sides, on one at least. */
const extension = fc.record({
  picture: fc.record({ width: side, height: side }).chain(({ width, height }) =>
    fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes) => ({
      width,
      height,
      rgba: Uint8Array.from(bytes),
    })),
  ),
  sides: fc
    .record({ left: amount, top: amount, right: amount, bottom: amount })
    .filter(({ left, top, right, bottom }) => left + top + right + bottom > 0),
  native: fc.integer({ min: 2, max: 6 }).map((cells) => ({ width: 8 * cells, height: 8 * cells })),
  margin: fc.double({ min: 0, max: 3, noNaN: true }),
});

describe('extending', () => {
  test('the picture lies whole inside the new one, and the mask is the border and nothing else', () => {
    fc.assert(
      fc.property(extension, ({ picture, sides }) => {
        const extended = extendedPicture(picture, sides);
        const own = { x: sides.left, y: sides.top, width: picture.width, height: picture.height };
        expect(crop(extended.picture, own)).toEqual(picture);
        const { width, height, values } = extended.mask;
        expect([width, height]).toEqual([extended.picture.width, extended.picture.height]);
        const wanted = values.map((_, i) => {
          const x = i % width;
          const y = Math.floor(i / width);
          return x >= own.x && x < own.x + own.width && y >= own.y && y < own.y + own.height ? 0 : 255;
        });
        expect(values).toEqual(wanted);
      }),
    );
  });

  test('the frame holds the border, lies inside the new picture and is not narrower than half its length', () => {
    fc.assert(
      fc.property(extension, ({ picture, sides, native, margin }) => {
        const { mask } = extendedPicture(picture, sides);
        const box = boxOf(mask);
        if (box === null) throw new Error('no border');
        const frame = frameForExtension(mask, sides, native, margin);
        expect(frame.x).toBeGreaterThanOrEqual(0);
        expect(frame.y).toBeGreaterThanOrEqual(0);
        expect(frame.x + frame.width).toBeLessThanOrEqual(mask.width);
        expect(frame.y + frame.height).toBeLessThanOrEqual(mask.height);
        expect(frame.x).toBeLessThanOrEqual(box.x);
        expect(frame.y).toBeLessThanOrEqual(box.y);
        expect(frame.x + frame.width).toBeGreaterThanOrEqual(box.x + box.width);
        expect(frame.y + frame.height).toBeGreaterThanOrEqual(box.y + box.height);
        if (frame.width < mask.width) expect(frame.width).toBeGreaterThanOrEqual(frame.height / 2);
        if (frame.height < mask.height) expect(frame.height).toBeGreaterThanOrEqual(frame.width / 2);
      }),
    );
  });

  test('the cells of the border are those of its mask', () => {
    fc.assert(
      fc.property(extension, ({ picture, sides, native, margin }) => {
        const { mask } = extendedPicture(picture, sides);
        const frame = frameForExtension(mask, sides, native, margin);
        const grid = gridFor(frame, native, 8);
        expect(borderCells(mask, sides, frame, grid)).toEqual(maskedCells(mask, frame, grid));
      }),
    );
  });

  test('a border on one side gets a strip with context, and cells of the picture alone keep their codes', () => {
    const picture = { width: 1000, height: 200, rgba: new Uint8Array(1000 * 200 * 4) };
    const sides = { left: 0, top: 0, right: 100, bottom: 0 };
    const native = { width: 128, height: 128 };
    const { mask } = extendedPicture(picture, sides);
    const frame = frameForExtension(mask, sides, native);
    expect(frame).toEqual({ x: 900, y: 0, width: 200, height: 200 });
    const grid = gridFor(frame, native, 16);
    const redrawn = maskedCells(mask, frame, grid);
    expect([...redrawn.subarray(0, grid.columns)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  test('whatever is drawn, laying it over leaves every pixel of the picture as it was', () => {
    fc.assert(
      fc.property(extension, fc.double({ min: 0, max: 20, noNaN: true }), ({ picture, sides, native }, feather) => {
        const extended = extendedPicture(picture, sides);
        const frame = frameForExtension(extended.mask, sides, native);
        const drawn = {
          width: frame.width,
          height: frame.height,
          rgba: new Uint8Array(4 * frame.width * frame.height),
        };
        drawn.rgba.fill(77);
        const after = composite(extended.picture, withAlpha(drawn, alphaOf(extended.mask, frame, feather)), frame);
        const own = { x: sides.left, y: sides.top, width: picture.width, height: picture.height };
        expect(crop(after, own)).toEqual(picture);
      }),
    );
    expect(defaultFeather({ x: 0, y: 0, width: 3, height: 90 }, 16)).toBeLessThanOrEqual(0.5);
  });
});

test('the soft edge leaves a thing that fills the painted region its own edge', () => {
  // Half a cell faded it away.
  expect(defaultFeather({ x: 0, y: 0, width: 200, height: 200 }, 32)).toBe(8);
});
