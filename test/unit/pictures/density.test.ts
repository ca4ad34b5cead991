/** The resolution in files, read back by libvips and by the bytes themselves. */
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { show } from '../../../main/pictures/decode.ts';
import { densityOf, withDensity } from '../../../main/pictures/density.ts';
import { encode } from '../../../main/pictures/encode.ts';
import { openLayered } from '../../../main/pictures/layered/open.ts';
import { writeLayered } from '../../../main/pictures/layered/write.ts';
import { chunksOf } from '../../../main/pictures/png-chunks.ts';
import { writePicture } from '../../../main/pictures/write-picture.ts';
import { LEAST_DPI, MOST_DPI } from '../../../preload/contract/dpi.ts';
import type { WrittenType } from '../../../preload/contract/formats.ts';
import { layeredTypes } from '../../../preload/contract/layered-formats.ts';
import { withPngDensity } from '../../../preload/contract/png-density.ts';
import { mergedOf } from '../../helpers/layered-pictures.ts';

const raster = { width: 4, height: 3, rgba: new Uint8Array(48).fill(200) };
const usual = { kernel: 'lanczos3', quality: 90, lossless: false, ground: null, record: null } as const;
const written = (mediaType: WrittenType, dpi?: number) =>
  writePicture({ raster, width: 4, height: 3, mediaType, ...usual, ...(dpi !== undefined && { dpi }) });

test.each(['image/png', 'image/jpeg', 'image/tiff'] as const)(
  '%s holds the resolution of the page',
  async (mediaType) => {
    for (const dpi of [72, 96, 300, 2400]) {
      const bytes = await written(mediaType, dpi);
      expect((await sharp(bytes).metadata()).density).toBe(dpi);
      expect(await show(bytes, '')).toMatchObject({ width: 4, height: 3, dpi });
    }
    expect(await show(await written(mediaType), '')).not.toHaveProperty('dpi');
  },
);

test('the export by the name of a file passes the resolution on', async () => {
  const png = await written('image/png', 240);
  for (const mediaType of ['image/jpeg', 'image/tiff', 'image/png'] as const) {
    expect((await sharp(await encode(png, mediaType, false)).metadata()).density).toBe(240);
  }
});

test('a PNG has the resolution in a chunk of its own, with the right checksum, and every pixel as before', async () => {
  const png = await written('image/png');
  const before = await sharp(png).raw().toBuffer();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: LEAST_DPI, max: MOST_DPI }), async (dpi) => {
      const dense = withPngDensity(png, dpi);
      const [header, density, ...others] = [...chunksOf(dense)];
      expect([header?.type, density?.type]).toEqual(['IHDR', 'pHYs']);
      expect(others.length).toBe([...chunksOf(png)].length - 1);
      // libvips refuses a chunk whose checksum is wrong.
      expect((await sharp(dense, { failOn: 'warning' }).raw().toBuffer()).equals(before)).toBe(true);
      // Fewer than 26 are no resolution for libvips.
      expect(densityOf(dense, 'image/png', {})).toBe(dpi);
      if (dpi >= 26) expect((await sharp(dense).metadata()).density).toBe(dpi);
      expect(withPngDensity(dense, null)).toEqual(withPngDensity(png, null));
    }),
    { numRuns: 40 },
  );
});

test('a JPEG tells it by inches or by centimetres, and has it once', async () => {
  const jpeg = await written('image/jpeg', 72);
  expect(withDensity(jpeg, 'image/jpeg', 300)).toEqual(await written('image/jpeg', 300));
  const byCentimetres = jpeg.slice();
  byCentimetres[13] = 2;
  expect(densityOf(byCentimetres, 'image/jpeg', {})).toBe(183);
  byCentimetres[13] = 0;
  expect(densityOf(byCentimetres, 'image/jpeg', { density: 72 })).toBeNull();
});

test('what tells nothing, or nothing that can be, brings no resolution', () => {
  const bytes = new Uint8Array(8);
  expect(densityOf(bytes, 'image/svg+xml', { density: 300 })).toBeNull();
  for (const density of [0, -3, 1e9, Number.NaN]) expect(densityOf(bytes, 'image/webp', { density })).toBeNull();
  for (let length = 0; length < 60; length++) {
    const cut = Uint8Array.from({ length }, (_, at) => [0x49, 0x49, 42, 0][at] ?? (at * 89) % 256);
    for (const mediaType of ['image/png', 'image/tiff'] as const) expect(densityOf(cut, mediaType, {})).toBeNull();
    expect(densityOf(cut, 'image/jpeg', {})).toBeNull();
  }
});

test.each(layeredTypes)('%s holds the resolution of the page', async (mediaType) => {
  const pixels = { x: 0, y: 0, width: 4, height: 3, png: new Uint8Array(await written('image/png')) };
  const locks = { all: false, position: false, transparency: false };
  const look = { visible: true, opacity: 1, blendMode: 'normal', clipped: false, tag: 'none', locks } as const;
  const layer = { kind: 'picture', name: 'One', parent: null, ...look, pixels, mask: null } as const;
  for (const own of [{ dpi: 118 }, {}]) {
    const picture = { width: 4, height: 3, layers: [layer], ...own };
    const bytes = await writeLayered({ picture, merged: mergedOf(picture), mediaType });
    expect((await openLayered({ bytes, name: '' })).picture.dpi).toBe(picture.dpi);
  }
});
