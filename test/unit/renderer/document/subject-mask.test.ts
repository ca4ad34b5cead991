import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raster } from '../../../../preload/contract/pictures.ts';
import { outsideOf, subjectMask } from '../../../../renderer/document/subject-mask.ts';

type Colour = readonly [number, number, number];

/** A map with one part: a box in one colour on the ground, with the noise that a codec leaves. */
function mapWith(ground: Colour, part: Colour | null, noise = 0): Raster {
  const [width, height] = [20, 12];
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = x >= 6 && x < 11 && y >= 3 && y < 9;
      const colour = inside && part !== null ? part : ground;
      const shift = ((x * 7 + y * 3) % 3) - 1;
      rgba.set(
        [...colour.map((channel) => Math.max(0, Math.min(255, channel + shift * noise))), 255],
        4 * (y * width + x),
      );
    }
  }
  return { width, height, rgba };
}

const inBox = (at: number) => at % 20 >= 6 && at % 20 < 11 && Math.floor(at / 20) >= 3 && Math.floor(at / 20) < 9;

test('the subject is what has not the colour of the edge, whichever colours the map has', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(channel, channel, channel);
  const differ = (a: Colour, b: Colour) => Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0)))) > 100;
  fc.assert(
    fc.property(colour, colour, fc.integer({ min: 0, max: 6 }), (ground, part, noise) => {
      fc.pre(differ(ground, part));
      const mask = subjectMask(mapWith(ground, part, noise));
      expect(mask?.values).toEqual(Uint8Array.from({ length: 240 }, (_, at) => (inBox(at) ? 255 : 0)));
      if (mask !== null) expect(outsideOf(mask).values[0]).toBe(255);
    }),
  );
});

test('a map of the ground alone has no subject', () => {
  expect(subjectMask(mapWith([27, 27, 27], null, 6))).toBeNull();
});

test('a subject that touches the edge is still one, and its border is as soft as that of the map', () => {
  const map = mapWith([27, 27, 27], [230, 40, 40]);
  map.rgba.set([230, 40, 40, 255], 0);
  map.rgba.set([80, 27, 27, 255], 4 * 30);
  const mask = subjectMask(map);
  expect(mask?.values[0]).toBe(255);
  expect(mask?.values[30]).toBeGreaterThan(0);
  expect(mask?.values[30]).toBeLessThan(255);
});
