import { decode, encode } from 'fast-png';
import { expect, test } from 'vitest';
import { resize } from '../../../main/pictures/decode.ts';
import { kernels } from '../../../preload/contract/picture-service.ts';

const half = Uint8Array.from({ length: 4 * 6 * 4 }, (_, i) => (i % 4 === 3 ? (i < 48 ? 255 : 100) : (i * 37) % 256));
const png = new Uint8Array(encode({ width: 6, height: 4, data: half, channels: 4, depth: 8 }));

test.each(kernels)('a picture gets exactly the asked size by “%s”, and keeps its alpha', async (kernel) => {
  const scaled = decode(await resize(png, '', { width: 11, height: 3, kernel, grey: false }));
  expect(scaled).toMatchObject({ width: 11, height: 3, channels: 4 });
  expect(Math.min(...scaled.data.filter((_, at) => at % 4 === 3))).toBeLessThan(140);
});

test('hard pixels are the old ones, each several times', async () => {
  const { data } = decode(await resize(png, '', { width: 18, height: 12, kernel: 'nearest', grey: false }));
  for (let y = 0; y < 12; y++) {
    for (let x = 0; x < 18; x++) {
      const from = 4 * (Math.floor(y / 3) * 6 + Math.floor(x / 3));
      expect([...data.slice(4 * (y * 18 + x), 4 * (y * 18 + x) + 4)]).toEqual([...half.slice(from, from + 4)]);
    }
  }
});

test('a mask stays a grey picture', async () => {
  const mask = encode({ width: 2, height: 1, data: Uint8Array.of(0, 255), channels: 1, depth: 8 });
  const scaled = decode(await resize(new Uint8Array(mask), '', { width: 4, height: 2, kernel: 'nearest', grey: true }));
  expect(scaled).toMatchObject({ width: 4, height: 2, channels: 1, depth: 8 });
  expect([...scaled.data]).toEqual([0, 0, 255, 255, 0, 0, 255, 255]);
});
