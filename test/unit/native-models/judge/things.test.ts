import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgePicture } from '../../../../native-models/judge/judge.ts';
import { type Reading, readPicture } from '../../../../native-models/judge/reading.ts';
import type { Drawing } from '../../../../native-models/judge/things.ts';
import { pictureFaults } from '../../../../native-models/judge/verdict.ts';
import { drawings, expected, knowledge, rasterOf, world } from '../../../helpers/scenes.ts';

const SIDE = 128;

/** Drawings side by side on a plain ground. */
async function scene(ground: readonly number[], things: readonly Drawing[], size: number): Promise<Buffer> {
  const [r, g, b] = ground;
  const layers = await Promise.all(
    things.map(async ({ raster }, i) => ({
      input: await sharp(raster.rgba, { raw: { width: raster.width, height: raster.height, channels: 4 } })
        .resize(size, size)
        .png()
        .toBuffer(),
      left: Math.round(SIDE * (things.length === 1 ? 0.5 : 0.26 + 0.48 * i) - size / 2),
      top: Math.round(SIDE / 2 - size / 2),
    })),
  );
  return sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: { r, g, b } } })
    .composite(layers)
    .png()
    .toBuffer();
}

interface Case {
  readonly png: Buffer;
  readonly things: readonly Drawing[];
  readonly background: string;
}

let cases: Case[] = [];
let readings: Reading[] = [];

const factsOf = ({ things, background }: Case) =>
  expected({ background, objects: things.map(({ name, style }) => ({ name, style })) });

beforeAll(async () => {
  const colours = [...world.colours];
  cases = await Promise.all(
    Array.from({ length: 48 }, async (_, i) => {
      const things = [drawings[i * 3], ...(i % 2 ? [drawings[(i * 3 + 58) % drawings.length]] : [])];
      const [colour, rgb] = colours[i % colours.length];
      const background = `${/^[aeiou]/.test(colour) ? 'an' : 'a'} ${colour} background`;
      return { png: await scene(rgb, things, [32, 48, 58][i % 3]), things, background };
    }),
  );
  readings = await Promise.all(cases.map(async ({ png }) => readPicture(await rasterOf(png), knowledge)));
});

describe('known drawings', () => {
  it('are told by name and style', () => {
    const wrong = cases.filter((known, i) => pictureFaults(readings[i], factsOf(known), world).length > 0);
    expect(wrong.map(({ things }) => things.map(({ name }) => name))).toEqual([]);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['blurred', (picture) => picture.blur(1).png()],
    ['recompressed', (picture) => picture.jpeg({ quality: 75 })],
  ])('also %s', async (_, work) => {
    const wrong: string[] = [];
    for (const known of cases) {
      const verdict = judgePicture(await rasterOf(known.png, work), factsOf(known), knowledge);
      if (!verdict.whole) wrong.push(`${known.things.map(({ name }) => name)}: ${verdict.seen}`);
    }
    expect(wrong.slice(2)).toEqual([]);
  });

  it('are not taken for other things, styles or numbers', () => {
    const accepted: string[] = [];
    let lies = 0;
    cases.forEach((known, i) => {
      const { background } = known;
      const [first, ...rest] = known.things.map(({ name, style }) => ({ name, style, count: 1 }));
      const names = [...world.things.keys()].filter((name) => known.things.every((thing) => thing.name !== name));
      const style = world.styles.find((other) => other !== first.style);
      const told = [
        ...names.map((name) => [{ ...first, name }, ...rest]),
        [{ ...first, style }, ...rest],
        [{ ...first, count: 2 }, ...rest],
        [first, ...rest, { name: names[0], count: 1 }],
      ];
      for (const objects of told) {
        lies += 1;
        if (pictureFaults(readings[i], expected({ background, objects }), world).length === 0)
          accepted.push(first.name);
      }
    });
    expect(lies).toBeGreaterThan(2000);
    expect(accepted).toEqual([]);
  });

  it('must have something inside of their outline', async () => {
    const accepted: string[] = [];
    // These are more than an outline in every style.
    for (const name of ['cat', 'panda', 'cow', 'pizza', 'football', 'penguin']) {
      for (const drawing of drawings.filter((one) => one.name === name)) {
        const flat = { ...drawing, raster: { ...drawing.raster, rgba: silhouette(drawing.raster.rgba) } };
        const { things } = readPicture(await rasterOf(await scene([47, 168, 79], [flat], 48)), knowledge);
        if (things.some((found) => found.name === name)) accepted.push(`${name} in ${drawing.style}`);
      }
    }
    expect(accepted).toEqual([]);
  });
});

/** All in its mean colour. */
function silhouette(rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const flat = Uint8Array.from(rgba);
  const sum = [0, 0, 0];
  let weight = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    weight += rgba[i + 3];
    for (let c = 0; c < 3; c += 1) sum[c] += rgba[i + c] * rgba[i + 3];
  }
  for (let i = 0; i < rgba.length; i += 4) for (let c = 0; c < 3; c += 1) flat[i + c] = sum[c] / weight;
  return flat;
}
