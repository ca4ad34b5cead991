import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { pictureProcess } from '../../../../../main/pictures/child.ts';
import { isPlain } from '../../../../../preload/contract/picture-header.ts';
import { plainBytes } from '../../../../../renderer/state/project/plain-bytes.ts';

const decoder = pictureProcess();
afterAll(() => decoder.close());
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../fixtures/pictures/${name}`, import.meta.url)));

test('a picture of an older project reaches the canvas in the working space, and a plain one as it is', async () => {
  for (const name of ['srgb.png', 'hidden-colour.png', 'exif6.jpg']) {
    expect(await plainBytes(fixture(name), decoder)).toEqual(fixture(name));
  }
  for (const name of ['wide-rgb.jpg', 'wide-rgb.png', 'rgb16.png', 'bmp.bmp']) {
    const bytes = await plainBytes(fixture(name), decoder);
    expect(isPlain(bytes), name).toBe(true);
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([200, 60, 40]);
  }
  await expect(plainBytes(fixture('svg-blur.svg'), decoder)).rejects.toThrow(/refused/);
});
