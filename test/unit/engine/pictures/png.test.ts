import { decode } from 'fast-png';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { writeDeepPng, writePng } from '../../../../main/engine/pictures/png.ts';
import { pngText } from '../../../../preload/contract/png-text.ts';

/** Numbers that no packing makes small. */
function noise(count: number): Uint32Array {
  let state = 1;
  return Uint32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 8;
  });
}

/** Tall enough for more than one band of 4 MB at 8 bytes a pixel. */
const [width, height] = [700, 1500];

test.each([
  ['opaque', 65535, 3],
  ['transparent', 1000, 4],
])('a deep picture of several bands that is %s comes back bit for bit', async (_, alpha, channels) => {
  const numbers = Uint16Array.from(noise(4 * width * height), (value, i) => (i % 4 === 3 ? alpha : value));
  const samples = new Uint8Array(numbers.buffer);
  const png = writeDeepPng({ width, height, depth: 16, samples, profile: null }, { prompt: 'ein Kreis' });
  const read = decode(png, { checkCrc: true });
  expect({ ...read, data: null }).toMatchObject({ width, height, depth: 16, channels });
  const wanted = channels === 4 ? numbers : numbers.filter((__, i) => i % 4 !== 3);
  expect(Buffer.compare(Buffer.from(read.data.buffer, 0, 2 * wanted.length), Buffer.from(wanted.buffer))).toBe(0);
  // libpng checks the stream's checksum as well.
  const stats = await sharp(png, { failOn: 'warning' }).metadata();
  await sharp(png, { failOn: 'warning' }).raw().toBuffer();
  expect(stats).toMatchObject({ width, height, channels, depth: 'ushort' });
  expect(pngText(png)).toEqual({ prompt: 'ein Kreis' });
});

test.each([1, 2, 701])('a picture of %d pixels a side has 8 bits and the same bytes each time', (side) => {
  const rgba = Uint8Array.from(noise(4 * side * side));
  const png = writePng({ width: side, height: side, rgba }, {});
  expect(decode(png, { checkCrc: true }).data).toEqual(rgba.every((v, i) => i % 4 !== 3 || v === 255) ? [] : rgba);
  expect(writePng({ width: side, height: side, rgba }, {})).toEqual(png);
});

test('a large picture is written without a copy of it', () => {
  const samples = new Uint8Array(8 * 2048 * 2048);
  const before = process.memoryUsage().arrayBuffers;
  writeDeepPng({ width: 2048, height: 2048, depth: 16, samples, profile: null }, {});
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(samples.length);
});
