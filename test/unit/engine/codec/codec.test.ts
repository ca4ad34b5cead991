import { expect, test } from 'vitest';
import type { Raster } from '../../../../preload/contract/pictures.ts';
import { openTinyModel } from '../tiny-model.ts';

const { codec, clock } = await openTinyModel();

function picture(grey: number, width = 32, height = 32): Raster {
  return { width, height, rgba: new Uint8Array(width * height * 4).fill(grey) };
}

/** Whether the graph ran. */
async function ran(raster: Raster): Promise<boolean> {
  const before = clock.seconds;
  await codec.encode(raster);
  return clock.seconds > before;
}

test('a picture that was just encoded is not encoded again, and nobody can spoil what is remembered', async () => {
  const first = await codec.encode(picture(10));
  const codes = [...first.codes];
  first.codes.fill(-1);
  expect(await ran(picture(10))).toBe(false);
  expect([...(await codec.encode(picture(10))).codes]).toEqual(codes);
});

test('another picture is, of the same pixels in another shape too; only the latest are remembered', async () => {
  expect(await ran(picture(20, 16, 64))).toBe(true);
  expect(await ran(picture(20, 64, 16))).toBe(true);
  for (const grey of [30, 40, 50]) expect(await ran(picture(grey))).toBe(true);
  expect(await ran(picture(20, 64, 16))).toBe(false);
  expect(await ran(picture(20, 16, 64))).toBe(true);
});
