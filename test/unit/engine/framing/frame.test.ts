import { describe, expect, test } from 'vitest';
import { extendedPicture } from '../../../../main/engine/framing/extend.ts';
import { alphaAround, alphaOf } from '../../../../main/engine/framing/feather.ts';
import { frameForExtension } from '../../../../preload/contract/extension-frame.ts';
import { boxOf, frameAround, gridFor } from '../../../../preload/contract/region-frame.ts';

const NATIVE = { width: 128, height: 128 };

function maskOf(...rows: readonly string[]) {
  const values = Uint8Array.from(rows.join(''), (pixel) => (pixel === '#' ? 255 : 0));
  return { width: rows[0].length, height: rows.length, values };
}

describe('the box of a mask', () => {
  test('is the smallest one, in whatever order its pixels come', () => {
    expect(boxOf(maskOf('.....', '...#.', '.#...', '..#..'))).toEqual({ x: 1, y: 1, width: 3, height: 3 });
  });

  test('of one pixel is that pixel', () => {
    expect(boxOf(maskOf('#..', '...'))).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    expect(boxOf(maskOf('...', '..#'))).toEqual({ x: 2, y: 1, width: 1, height: 1 });
  });
});

describe('the frame around a box', () => {
  const picture = { width: 1000, height: 800 };

  test('is a square about its middle, with the margin on each side', () => {
    const box = { x: 400, y: 300, width: 100, height: 60 };
    expect(frameAround(box, picture, NATIVE)).toEqual({ x: 300, y: 180, width: 300, height: 300 });
    expect(frameAround(box, picture, NATIVE, 0.5)).toEqual({ x: 350, y: 230, width: 200, height: 200 });
    const tall = { x: 400, y: 300, width: 60, height: 100 };
    expect(frameAround(tall, picture, NATIVE, 0.5)).toEqual({ x: 330, y: 250, width: 200, height: 200 });
  });

  test('moves into the picture where the box lies at its edge', () => {
    expect(frameAround({ x: 0, y: 0, width: 100, height: 100 }, picture, NATIVE)).toMatchObject({ x: 0, y: 0 });
    const last = { x: 900, y: 700, width: 100, height: 100 };
    expect(frameAround(last, picture, NATIVE)).toEqual({ x: 700, y: 500, width: 300, height: 300 });
  });

  test('shrinks to the short side while a tenth of context stays on each side, and then takes all of it', () => {
    const box = { x: 400, y: 10, width: 100, height: 60 };
    const inHeight = (height: number) => frameAround(box, { width: 1000, height }, NATIVE);
    expect(inHeight(250)).toEqual({ x: 325, y: 0, width: 250, height: 250 });
    expect(inHeight(120)).toEqual({ x: 390, y: 0, width: 120, height: 120 });
    expect(inHeight(119)).toEqual({ x: 300, y: 0, width: 300, height: 119 });
  });

  test('that is one pixel high is one cell high, and no longer than a quarter more cells than the model draws', () => {
    expect(gridFor({ width: 1000, height: 1 }, NATIVE, 16)).toEqual({ columns: 80, rows: 1 });
    expect(gridFor({ width: 1, height: 1000 }, NATIVE, 16)).toEqual({ columns: 1, rows: 80 });
    expect(gridFor({ width: 400, height: 100 }, NATIVE, 16)).toEqual({ columns: 16, rows: 4 });
  });
});

describe('the frame of an extension', () => {
  const none = { left: 0, top: 0, right: 0, bottom: 0 };
  const wide = { width: 1000, height: 400 };
  const tall = { width: 400, height: 1000 };

  test.each([
    ['left', wide, { x: 0, y: 0, width: 450, height: 400 }],
    ['right', wide, { x: 550, y: 0, width: 450, height: 400 }],
    ['top', tall, { x: 0, y: 0, width: 400, height: 450 }],
    ['bottom', tall, { x: 0, y: 550, width: 400, height: 450 }],
  ] as const)('on the %s is a strip beside the border with its share of context', (side, page, wanted) => {
    expect(frameForExtension(page, { ...none, [side]: 300 }, NATIVE, 0.5)).toEqual(wanted);
  });

  test('is half as deep as it is long, at least, and the whole page for several sides or none', () => {
    expect(frameForExtension(wide, { ...none, top: 10 }, NATIVE)).toEqual({ x: 0, y: 0, ...wide });
    expect(frameForExtension({ width: 1000, height: 900 }, { ...none, bottom: 10 }, NATIVE)).toEqual({
      x: 0,
      y: 400,
      width: 1000,
      height: 500,
    });
    expect(frameForExtension(wide, { ...none, left: 10, right: 10 }, NATIVE)).toEqual({ x: 0, y: 0, ...wide });
    expect(frameForExtension(wide, none, NATIVE)).toEqual({ x: 0, y: 0, ...wide });
  });

  test('repeats the outermost pixels of the picture, which may be a part of a longer buffer', () => {
    const sides = { left: 1, top: 2, right: 3, bottom: 1 };
    const bytes = Uint8Array.from({ length: 4 + 4 * 6 }, (_, i) => i);
    const { picture } = extendedPicture({ width: 3, height: 2, rgba: bytes.subarray(4) }, sides);
    const pixels = Array.from({ length: picture.width * picture.height }, (_, i) => picture.rgba[4 * i] / 4 - 1);
    expect(pixels).toEqual(
      [
        [0, 0, 1, 2, 2, 2, 2],
        [0, 0, 1, 2, 2, 2, 2],
        [0, 0, 1, 2, 2, 2, 2],
        [3, 3, 4, 5, 5, 5, 5],
        [3, 3, 4, 5, 5, 5, 5],
      ].flat(),
    );
  });
});

describe('the soft edge', () => {
  test('rises as 3t² - 2t³ over the feather', () => {
    const mask = maskOf('..######');
    expect([...alphaOf(mask, { x: 0, y: 0, width: 8, height: 1 }, 3)]).toEqual([0, 0, 40, 128, 215, 255, 255, 255]);
    expect([...alphaAround(mask, { x: 0, y: 0, width: 8, height: 1 }, 1)]).toEqual([
      0, 128, 255, 255, 255, 255, 255, 255,
    ]);
  });

  test('of a mask in two directions lies where the mask’s edge is', () => {
    const mask = maskOf('#####', '#####', '##...');
    expect([...alphaOf(mask, { x: 1, y: 0, width: 3, height: 3 }, 1)]).toEqual(
      [
        [255, 255, 255],
        [202, 128, 128],
        [128, 0, 0],
      ].flat(),
    );
  });

  test('sees one pixel beyond the frame, and no more', () => {
    const row = '##############......';
    const frame = { x: 5, y: 0, width: 5, height: 1 };
    expect([...alphaOf(maskOf(row), frame, 8)]).toEqual([255, 255, 255, 255, 255]);
    const near = [...alphaOf(maskOf('##########..........'), frame, 8)];
    expect(near[4]).toBeLessThan(255);
    const column = maskOf(...[...row]);
    expect([...alphaOf(column, { x: 0, y: 5, width: 1, height: 5 }, 8)]).toEqual([255, 255, 255, 255, 255]);
  });
});
