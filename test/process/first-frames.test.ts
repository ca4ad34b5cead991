/** Pictures that move, or have several pages, come in as their first one. */
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { pictureProcess } from '../../main/pictures/child.ts';
import { pngChunk } from '../../main/pictures/png-chunks.ts';

const decoder = pictureProcess();
afterAll(() => decoder.close());

const SIDE = 16;
const colours = [
  { r: 200, g: 60, b: 40 },
  { r: 20, g: 60, b: 200 },
];
const pngs = await Promise.all(
  colours.map((background) =>
    sharp({ create: { width: SIDE, height: SIDE, channels: 3, background } })
      .png()
      .toBuffer(),
  ),
);
const moving = () => sharp([...pngs], { join: { animated: true } });

/** The first frame is the picture itself, and the second stands in a chunk of its own. */
function apng([first, second]: readonly Buffer[]): Buffer {
  if (first === undefined || second === undefined) throw new Error('It has two frames.');
  const frames = Buffer.alloc(8);
  frames.writeUInt32BE(2);
  const control = (sequence: number) => {
    const data = Buffer.alloc(26);
    for (const [at, value] of [sequence, SIDE, SIDE].entries()) data.writeUInt32BE(value, 4 * at);
    data.writeUInt16BE(1, 20);
    data.writeUInt16BE(10, 22);
    return pngChunk('fcTL', data);
  };
  const afterHeader = 33;
  const image = second.subarray(second.indexOf('IDAT') + 4, second.indexOf('IEND') - 8);
  const end = first.indexOf('IEND') - 4;
  return Buffer.concat([
    ...[first.subarray(0, afterHeader), pngChunk('acTL', frames), control(0), first.subarray(afterHeader, end)],
    ...[control(1), pngChunk('fdAT', Buffer.concat([Buffer.from([0, 0, 0, 2]), image])), first.subarray(end)],
  ]);
}

test.each<[string, string, () => Promise<Buffer> | Buffer]>([
  ['APNG', 'image/png', () => apng(pngs)],
  ['GIF', 'image/gif', () => moving().gif().toBuffer()],
  ['WebP', 'image/webp', () => moving().webp({ lossless: true }).toBuffer()],
  ['TIFF', 'image/tiff', () => moving().tiff().toBuffer()],
  ['AVIF', 'image/avif', () => sharp(pngs[0]).avif({ lossless: true }).toBuffer()],
])('%s shows its first frame', async (name, mediaType, make) => {
  const bytes = new Uint8Array(await make());
  const shown = await decoder.show({ bytes, name });
  expect(shown).toMatchObject({ mediaType, width: SIDE, height: SIDE, transparent: false });
  const [red = 0, green = 0, blue = 0] = await sharp(shown.png ?? bytes)
    .removeAlpha()
    .raw()
    .toBuffer();
  expect(Math.max(Math.abs(red - 200), Math.abs(green - 60), Math.abs(blue - 40))).toBeLessThan(4);
});
