/** Photoshop files of all colours, depths and packings, against libvips and against numbers that were worked out. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { rgbaOf } from '../../../main/pictures/layered/layer-pngs.ts';
import { openLayered } from '../../../main/pictures/layered/open.ts';
import { plainTiff } from '../../../main/pictures/plain-tiff.ts';
import { type MadePsd, madePsd, type Packing } from '../../helpers/psd-maker.ts';

const packings: readonly Packing[] = ['raw', 'rows', 'zip', 'predicted'];
const [WIDTH, HEIGHT] = [7, 3];

/** Values from 0 to `most`, another for each channel. */
const ramp = (channel: number, most: number, count = WIDTH * HEIGHT) =>
  Array.from({ length: count }, (_, at) => {
    const share = (at * (channel + 2) * 37 + channel * 91) % 256;
    return most === 1 ? share / 255 : Math.round((share * most) / 255);
  });

async function opened(psd: MadePsd) {
  const { picture, losses } = await openLayered({ bytes: madePsd(psd), name: 'made' });
  const layers = await Promise.all(
    picture.layers.map(async ({ name, pixels }) => ({ name, ...(pixels && (await rgbaOf(pixels.png))) })),
  );
  return { layers, losses };
}

/** A file of one layer beside the corner, and of the same as merged picture. */
function file(mode: MadePsd['mode'], depth: MadePsd['depth'], packing: Packing, more: Partial<MadePsd> = {}): MadePsd {
  const count = mode === 'cmyk' ? 4 : mode === 'grey' || mode === 'duotone' ? 1 : 3;
  const most = depth === 8 ? 255 : depth === 16 ? 65535 : 1;
  const merged = Array.from({ length: count }, (_, channel) => ramp(channel, most));
  const channels = new Map([...merged.map((values, id) => [id, values] as const), [-1, ramp(5, most)] as const]);
  const layer = { name: 'Only', x: 0, y: 0, width: WIDTH, height: HEIGHT, channels };
  return { width: WIDTH, height: HEIGHT, depth, mode, packing, merged, layers: [layer], ...more };
}

/** The profile that libvips brings for CMYK. */
async function cmykProfile(): Promise<Uint8Array> {
  const one = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
  const tiff = await one.withIccProfile('cmyk').tiff().toBuffer();
  const { icc } = await sharp(tiff).metadata();
  if (icc === undefined) throw new Error('There is no profile.');
  return icc;
}

const alphaOf = (rgba: Uint8Array | undefined) => rgba?.filter((_, at) => at % 4 === 3);
const coloursOf = (rgba: Uint8Array | undefined) => rgba?.filter((_, at) => at % 4 !== 3);

describe.each(packings)('packed as %s', (packing) => {
  it.each([8, 16, 32] as const)('RGB of %i bits has its own numbers, and its alpha', async (depth) => {
    for (const large of [false, true]) {
      const { layers } = await opened(file('rgb', depth, packing, { large }));
      expect(layers).toMatchObject([{ name: 'Only', width: WIDTH, height: HEIGHT }]);
      const wanted = Array.from({ length: 3 * WIDTH * HEIGHT }, (_, at) => {
        const value = ramp(at % 3, 1)[Math.floor(at / 3)] ?? 0;
        const light = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
        return Math.round(255 * (depth === 32 ? light : value));
      });
      for (const [at, value] of (coloursOf(layers[0]?.rgba) ?? []).entries()) {
        expect(Math.abs(value - (wanted[at] ?? 0))).toBeLessThanOrEqual(depth === 32 ? 1 : 0);
      }
      expect([...(alphaOf(layers[0]?.rgba) ?? [])]).toEqual(ramp(5, 255));
    }
  });

  it.each([8, 16] as const)(
    'CMYK of %i bits is converted by its profile, as libvips converts a TIFF',
    async (depth) => {
      const profile = await cmykProfile();
      for (const own of [profile, null]) {
        const { layers, losses } = await opened(file('cmyk', depth, packing, { profile: own }));
        // Without alpha libvips writes and reads four numbers of ink for each pixel.
        const inks = Uint8Array.from(
          { length: 4 * WIDTH * HEIGHT },
          (_, at) => 255 - (ramp(at % 4, 255)[at >> 2] ?? 0),
        );
        const wanted = await throughTiff(inks, own);
        const found = coloursOf(layers[0]?.rgba) ?? new Uint8Array(0);
        expect(found.length).toBe(wanted.length);
        for (const [at, value] of found.entries()) expect(Math.abs(value - (wanted[at] ?? 0))).toBeLessThanOrEqual(2);
        expect([...(alphaOf(layers[0]?.rgba) ?? [])]).toEqual(ramp(5, 255));
        expect(losses).toEqual(depth === 16 ? ['depth', 'cmyk'] : ['cmyk']);
      }
    },
  );
});

/** RGB of inks, as libvips reads them from a TIFF file. */
async function throughTiff(inks: Uint8Array, profile: Uint8Array | null): Promise<Uint8Array> {
  const tiff = plainTiff({ width: WIDTH, height: HEIGHT, colours: 'cmyk', samples: inks, profile });
  const { data } = await sharp(tiff)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return data;
}

it('paper is white and full ink dark, in CMYK with a profile and without', async () => {
  for (const profile of [await cmykProfile(), null]) {
    const psd = file('cmyk', 8, 'raw', { profile, layers: [] });
    const white = await opened({ ...psd, merged: Array.from({ length: 4 }, () => Array(21).fill(255)) });
    for (const value of coloursOf(white.layers[0]?.rgba) ?? []) expect(value).toBeGreaterThan(250);
    const dark = await opened({ ...psd, merged: Array.from({ length: 4 }, () => Array(21).fill(0)) });
    for (const value of coloursOf(dark.layers[0]?.rgba) ?? []) expect(value).toBeLessThan(60);
    const cyan = await opened({ ...psd, merged: [0, 255, 255, 255].map((value) => Array(21).fill(value)) });
    const [red = 255, green = 0, blue = 0] = cyan.layers[0]?.rgba ?? [];
    expect(red).toBeLessThan(90);
    expect(green).toBeGreaterThan(120);
    expect(blue).toBeGreaterThan(180);
  }
});

it('the merged picture of a file without layers is read in every colour and depth', async () => {
  for (const packing of ['raw', 'rows'] as const) {
    for (const [mode, depth] of [
      ['rgb', 16],
      ['grey', 16],
      ['rgb', 32],
      ['cmyk', 16],
      ['lab', 16],
      ['duotone', 8],
    ] as const) {
      const psd = file(mode, depth, packing);
      const [layered, flat] = [await opened(psd), await opened({ ...psd, layers: [] })];
      expect(coloursOf(flat.layers[0]?.rgba)).toEqual(coloursOf(layered.layers[0]?.rgba));
      expect(alphaOf(flat.layers[0]?.rgba)?.every((value) => value === 255)).toBe(true);
    }
  }
});

it.each([8, 16] as const)('Lab of %i bits has the colours that its numbers mean', async (depth) => {
  // From a table of Lab (D50) and sRGB: white, black, middle grey, the three primaries.
  const known = [
    [
      [100, 0, 0],
      [255, 255, 255],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [53.585, 0, 0],
      [128, 128, 128],
    ],
    [
      [54.29, 80.81, 69.89],
      [255, 0, 0],
    ],
    [
      [87.82, -79.29, 80.99],
      [0, 255, 0],
    ],
    [
      [29.57, 68.3, -112.03],
      [0, 0, 255],
    ],
  ] as const;
  const whole = depth === 16 ? 257 : 1;
  const merged = [0, 1, 2].map((channel) =>
    known.map(([lab]) => Math.round(whole * (channel === 0 ? (lab[0] * 255) / 100 : (lab[channel] ?? 0) + 128))),
  );
  const { layers, losses } = await opened({ width: 6, height: 1, depth, mode: 'lab', packing: 'raw', merged });
  known.forEach(([, rgb], at) => {
    const found = [...(layers[0]?.rgba?.subarray(4 * at, 4 * at + 3) ?? [])];
    rgb.forEach((value, channel) => {
      // Where a channel is almost dark, a step of 8 bits in Lab is up to ten of sRGB.
      expect(Math.abs((found[channel] ?? 0) - value)).toBeLessThanOrEqual(depth === 16 ? 2 : 12);
    });
  });
  expect(losses).toContain('lab');
});

it('light above white is cut, and none below black or without a number does harm', async () => {
  const merged = [[-1, 0, Number.NaN, 0.2140411, 1, 7, Number.POSITIVE_INFINITY]];
  const { layers, losses } = await opened({ width: 7, height: 1, depth: 32, mode: 'grey', packing: 'raw', merged });
  expect([...(coloursOf(layers[0]?.rgba) ?? [])].filter((_, at) => at % 3 === 0)).toEqual(
    [0, 0, 0, 127, 255, 255, 255].map((value, at) => (at === 3 ? expect.closeTo(value, -0.5) : value)),
  );
  expect(losses).toEqual(['light']);
});

it('indexed colours, black and white, and duotones are read', async () => {
  const palette = Uint8Array.from({ length: 768 }, (_, at) => (at % 256 === 3 ? 10 * (1 + Math.floor(at / 256)) : 0));
  const one = { width: 9, height: 1, packing: 'rows' } as const;
  const indexed = await opened({ ...one, depth: 8, mode: 'indexed', palette, merged: [Array(9).fill(3)] });
  expect([...(indexed.layers[0]?.rgba?.subarray(0, 4) ?? [])]).toEqual([10, 20, 30, 255]);
  const bits = [0, 255, 0, 0, 255, 255, 255, 255, 0];
  const bitmap = await opened({ ...one, depth: 1, mode: 'bitmap', merged: [bits] });
  expect([...(coloursOf(bitmap.layers[0]?.rgba) ?? [])].filter((_, at) => at % 3 === 0)).toEqual(bits);
  const duotone = await opened({ ...one, depth: 8, mode: 'duotone', merged: [Array(9).fill(77)] });
  expect(duotone.losses).toEqual(['duotone']);
  expect([...(duotone.layers[0]?.rgba?.subarray(0, 3) ?? [])]).toEqual([77, 77, 77]);
});

it('more pixels than are converted at a time come out the same, in rows of any length', async () => {
  const [width, height] = [2503, 901];
  const count = width * height;
  const merged = Array.from({ length: 4 }, (_, channel) =>
    Array.from({ length: count }, (_, at) => (at * (channel + 1)) % 251),
  );
  const { layers } = await opened({ width, height, depth: 8, mode: 'cmyk', packing: 'rows', merged });
  const rgba = layers[0]?.rgba ?? new Uint8Array(0);
  // Values repeat every 251 pixels, so that equal inks lie in different strips.
  for (let at = 0; at + 251 * 8500 < count; at += 997) {
    expect(rgba.subarray(4 * at, 4 * at + 4)).toEqual(rgba.subarray(4 * (at + 251 * 8500), 4 * (at + 251 * 8500) + 4));
  }
});
