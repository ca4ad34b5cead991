import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { judgeMap } from '../../../../native-models/judge/judge.ts';
import { mapAgreement } from '../../../../native-models/judge/maps.ts';
import type { Raster } from '../../../../preload/contract/pictures.ts';
import { rasterOf } from '../../../helpers/scenes.ts';

const SIDE = 64;
const BLACK = [0, 0, 0] as const;
type Colour = readonly [number, number, number];
type Box = readonly [left: number, top: number, width: number, height: number];

/** A map of boxes on black; the later one lies above. */
function mapOf(boxes: readonly (readonly [Box, Colour])[], width = SIDE, height = SIDE): Raster {
  const rgba = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const above = boxes.findLast(([[left, top, w, h]]) => x >= left && x < left + w && y >= top && y < top + h);
    rgba.set([...(above?.[1] ?? BLACK), 255], 4 * pixel);
  }
  return { width, height, rgba };
}

/** The border of a box, one pixel wide. */
function outline([left, top, width, height]: Box, thick = 1): Raster {
  return mapOf([
    [
      [left, top, width, height],
      [255, 255, 255],
    ],
    [[left + thick, top + thick, width - 2 * thick, height - 2 * thick], BLACK],
  ]);
}

const moved = ([left, top, width, height]: Box, by: number): Box => [left + by, top + by, width, height];
const boxes = fc.tuple(
  fc.integer({ min: 4, max: 20 }),
  fc.integer({ min: 4, max: 20 }),
  fc.integer({ min: 12, max: 36 }),
  fc.integer({ min: 12, max: 36 }),
);

describe('edges', () => {
  const agree = (drawn: Raster, truth: Raster) => mapAgreement('edges', drawn, truth);

  it('agree within a pixel, and no farther', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const truth = outline(box);
        expect(agree(truth, truth)).toBe(1);
        expect(agree(outline(moved(box, 1)), truth)).toBe(1);
        // Only where lines cross they still touch.
        expect(agree(outline(moved(box, 4)), truth)).toBeLessThan(0.5);
      }),
    );
  });

  it('that are missing and lines that are none count alike', () => {
    const truth = outline([8, 8, 30, 30]);
    const more = mapOf([]);
    more.rgba.set(truth.rgba);
    for (let x = 0; x < 116; x += 1)
      more.rgba.set([255, 255, 255], 4 * ((50 + 4 * Math.floor(x / 58)) * SIDE + (x % 58)));
    expect(agree(more, truth)).toBeCloseTo(2 / 3, 1);
    expect(agree(truth, more)).toBe(agree(more, truth));
    expect(agree(mapOf([]), truth)).toBe(0);
    expect(agree(truth, mapOf([]))).toBe(0);
    expect(agree(mapOf([]), mapOf([]))).toBe(1);
  });

  it('do not cover the picture by wrapping around its sides', () => {
    const left = mapOf([
      [
        [0, 0, 1, SIDE],
        [255, 255, 255],
      ],
    ]);
    const right = mapOf([
      [
        [SIDE - 1, 0, 1, SIDE],
        [255, 255, 255],
      ],
    ]);
    expect(agree(left, right)).toBe(0);
  });

  it('are not to be had by painting everything white', () => {
    expect(
      agree(
        mapOf([
          [
            [0, 0, SIDE, SIDE],
            [255, 255, 255],
          ],
        ]),
        outline([8, 8, 30, 30]),
      ),
    ).toBeLessThan(0.2);
  });
});

describe('segments', () => {
  const agree = (drawn: Raster, truth: Raster) => mapAgreement('segments', drawn, truth);
  const truth = mapOf([
    [
      [4, 4, 20, 20],
      [255, 0, 0],
    ],
    [
      [36, 30, 20, 24],
      [0, 160, 255],
    ],
  ]);

  it('agree whatever their colours are, and after a codec blurred them', async () => {
    const other = mapOf([
      [
        [4, 4, 20, 20],
        [90, 90, 0],
      ],
      [
        [36, 30, 20, 24],
        [255, 255, 255],
      ],
    ]);
    expect(agree(other, truth)).toBe(1);
    const png = await sharp(truth.rgba, { raw: { width: SIDE, height: SIDE, channels: 4 } })
      .png()
      .toBuffer();
    expect(agree(await rasterOf(png, (picture) => picture.blur(1).jpeg({ quality: 70 })), truth)).toBeGreaterThan(0.85);
  });

  it('that are missing, strange or moved count against the map', () => {
    const one = mapOf([
      [
        [4, 4, 20, 20],
        [255, 0, 0],
      ],
    ]);
    expect(agree(one, truth)).toBe(0.5);
    expect(agree(truth, one)).toBe(0.5);
    expect(agree(mapOf([]), truth)).toBe(0);
    expect(agree(mapOf([]), mapOf([]))).toBe(1);
    // Half of the box, over one and a half.
    expect(
      agree(
        mapOf([
          [
            [14, 4, 20, 20],
            [255, 0, 0],
          ],
        ]),
        one,
      ),
    ).toBeCloseTo(1 / 3);
    expect(
      agree(
        mapOf([
          [
            [0, 0, SIDE, SIDE],
            [9, 200, 9],
          ],
        ]),
        truth,
      ),
    ).toBeLessThan(0.15);
  });

  it('that touch are told apart by their colours', () => {
    const both = mapOf([
      [
        [4, 4, 20, 20],
        [255, 0, 0],
      ],
      [
        [24, 4, 20, 20],
        [0, 255, 0],
      ],
    ]);
    const one = mapOf([
      [
        [4, 4, 40, 20],
        [255, 0, 0],
      ],
    ]);
    expect(agree(both, both)).toBe(1);
    expect(agree(one, both)).toBe(0.5);
  });
});

describe('a map', () => {
  const truth = outline([8, 8, 30, 30]);

  it('is right from the asked agreement on', () => {
    const half = outline([8, 8, 30, 16]);
    const measured = mapAgreement('edges', half, truth);
    const at = (least: number) => judgeMap(half, truth, { measure: 'edges', truth: 'truth.png', least });
    expect(at(measured)).toMatchObject({ right: true, whole: true, faults: [], measured });
    expect(at(measured + 0.01)).toMatchObject({ right: false, whole: false, measured });
    expect(at(1).faults).toEqual([{ fact: 'map', says: `edges: ${measured.toFixed(2)}` }]);
  });

  it('of another size is refused in one sentence', () => {
    expect(() => mapAgreement('edges', mapOf([], 32, 64), truth)).toThrow(
      'The map has 32x64 pixels and the true one 64x64.',
    );
  });
});
