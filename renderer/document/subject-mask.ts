import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';

/** The subject of a picture, by the model's map of its parts. This file is pure. */

/** The greatest differences from the ground's colour, per channel: up to here it is the ground, from here the subject. */
const GROUND = 32;
export const SUBJECT = 72;

/**
 * The subject by a map of parts: everything that does not have the colour that most of the map's edge has. Its border is
 * as soft as that of the map. Null where the map shows the ground alone.
 */
export function subjectMask({ width, height, rgba }: Raster): RegionMask | null {
  const ground = groundColour(width, height, rgba);
  const values = new Uint8Array(width * height);
  let found = false;
  for (let at = 0; at < values.length; at++) {
    const value = Math.round((255 * (groundDifference(rgba, at, ground) - GROUND)) / (SUBJECT - GROUND));
    values[at] = Math.max(0, Math.min(255, value));
    found ||= value >= 255;
  }
  return found ? { width, height, values } : null;
}

/** The greatest difference per channel of a pixel from the ground's colour. */
export function groundDifference(rgba: Uint8Array, at: number, ground: Colour): number {
  return Math.max(
    Math.abs((rgba[4 * at] ?? 0) - ground[0]),
    Math.abs((rgba[4 * at + 1] ?? 0) - ground[1]),
    Math.abs((rgba[4 * at + 2] ?? 0) - ground[2]),
  );
}

type Colour = readonly [red: number, green: number, blue: number];

/** Bits by which a channel is made coarser, so that the noise of the codec does not split a colour. */
const COARSE = 5;

/** The mean of the most frequent colour along the edge of the map. */
export function groundColour(width: number, height: number, rgba: Uint8Array): Colour {
  const sums = new Map<number, [count: number, red: number, green: number, blue: number]>();
  const add = (x: number, y: number) => {
    const at = 4 * (y * width + x);
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
    const key = ((red >> COARSE) << 16) | ((green >> COARSE) << 8) | (blue >> COARSE);
    const sum = sums.get(key) ?? [0, 0, 0, 0];
    sums.set(key, [sum[0] + 1, sum[1] + red, sum[2] + green, sum[3] + blue]);
  };
  for (let x = 0; x < width; x++) {
    add(x, 0);
    add(x, height - 1);
  }
  for (let y = 0; y < height; y++) {
    add(0, y);
    add(width - 1, y);
  }
  const [count, red, green, blue] = [...sums.values()].reduce((most, sum) => (sum[0] > most[0] ? sum : most));
  return [red / count, green / count, blue / count];
}

/** Black and white exchanged. */
export function outsideOf({ width, height, values }: RegionMask): RegionMask {
  return { width, height, values: values.map((value) => 255 - value) };
}
