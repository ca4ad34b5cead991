/** What the export dialog writes, as other programs read it. */
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { pictureProcess } from '../../main/pictures/child.ts';
import { type WrittenType, writtenTypes } from '../../preload/contract/formats.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { pngText } from '../../preload/contract/png-text.ts';

const decoder = pictureProcess();
afterAll(() => decoder.close());

/** The left half is clear, with a colour of its own all the same. */
function halves(width: number, height: number): Raster {
  const rgba = new Uint8Array(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    rgba.set([200, 60, 40, at % width < width / 2 ? 0 : 255], 4 * at);
  }
  return { width, height, rgba };
}

const usual = { kernel: 'lanczos3', quality: 95, lossless: false, ground: null, record: null } as const;
const raster = halves(32, 16);

async function pixelsOf(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { ...info, at: (x: number) => [...data.subarray(x * info.channels, (x + 1) * info.channels)] };
}

test('alpha is kept where the format has it, and JPEG gets the ground', async () => {
  for (const mediaType of writtenTypes) {
    const ground = mediaType === 'image/jpeg' ? { red: 0, green: 0, blue: 255 } : null;
    const { bytes } = await decoder.writePicture({ raster, width: 32, height: 16, mediaType, ...usual, ground });
    const { width, height, channels, at } = await pixelsOf(bytes);
    expect([mediaType, width, height, channels]).toEqual([mediaType, 32, 16, mediaType === 'image/jpeg' ? 3 : 4]);
    const [red = 0, green = 0, blue = 0] = at(30);
    expect(Math.max(Math.abs(red - 200), Math.abs(green - 60), Math.abs(blue - 40)), mediaType).toBeLessThan(8);
    if (mediaType !== 'image/jpeg') expect(at(1)[3], mediaType).toBe(0);
    else expect(at(1)[2]).toBeGreaterThan(240);
  }
  const { bytes } = await decoder.writePicture({ raster, width: 32, height: 16, mediaType: 'image/jpeg', ...usual });
  expect(Math.min(...(await pixelsOf(bytes)).at(1))).toBeGreaterThan(240);
});

test.each<[WrittenType, boolean]>([
  ['image/png', false],
  ['image/tiff', false],
  ['image/webp', true],
  ['image/avif', true],
])('%s keeps every pixel', async (mediaType, lossless) => {
  const rgba = Uint8Array.from({ length: 4 * 32 * 16 }, (_, i) => (i % 4 === 3 ? 255 : (i * 73) % 256));
  const wanted = { raster: { width: 32, height: 16, rgba }, width: 32, height: 16, mediaType, ...usual, lossless };
  const { bytes } = await decoder.writePicture(wanted);
  const data = await sharp(bytes).ensureAlpha().raw().toBuffer();
  expect(data.equals(Buffer.from(rgba))).toBe(true);
});

test('the quality decides how large the file is, and the size how many pixels it has', async () => {
  const rgba = Uint8Array.from({ length: 4 * 64 * 64 }, (_, i) => (i % 4 === 3 ? 255 : (i * i * 31) % 256));
  const noisy = { width: 64, height: 64, rgba };
  for (const mediaType of ['image/jpeg', 'image/webp', 'image/avif'] as const) {
    const length = async (quality: number) => {
      const wanted = { raster: noisy, width: 64, height: 64, mediaType, ...usual, quality };
      return (await decoder.writePicture(wanted)).bytes.length;
    };
    expect(await length(20), mediaType).toBeLessThan(await length(95));
  }
  const scaled = { raster, width: 64, height: 48, mediaType: 'image/png', ...usual, kernel: 'nearest' } as const;
  const { width, height, at } = await pixelsOf((await decoder.writePicture(scaled)).bytes);
  expect([width, height]).toEqual([64, 48]);
  expect([at(0), at(31), at(32)]).toEqual([
    [200, 60, 40, 0],
    [200, 60, 40, 0],
    [200, 60, 40, 255],
  ]);
});

test('a PNG holds the record as text, and no other format does', async () => {
  const record = { prompt: 'ein roter Kreis – 丸', seed: '7' };
  for (const mediaType of writtenTypes) {
    const { bytes } = await decoder.writePicture({ raster, width: 32, height: 16, mediaType, ...usual, record });
    expect(pngText(bytes)).toEqual(mediaType === 'image/png' ? record : {});
    expect((await sharp(bytes).metadata()).width).toBe(32);
  }
});

test('a cancelled call ends at once, and what comes after it is written', async () => {
  const large = halves(2500, 2500);
  const cancelling = new AbortController();
  const wanted = { raster: large, width: 2500, height: 2500, mediaType: 'image/avif', ...usual, quality: 100 } as const;
  const writing = decoder.writePicture(wanted, { signal: cancelling.signal });
  const after = decoder.writePicture({ raster, width: 32, height: 16, mediaType: 'image/png', ...usual });
  cancelling.abort();
  await expect(writing).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  expect((await pixelsOf((await after).bytes)).width).toBe(32);
});
