import sharp, { type Sharp } from 'sharp';
import { drawRequest, PAGE } from '../requests.ts';
import { startEngine } from '../services.ts';
import type { Seeds } from './mutated.ts';
import { chunksOf, pngOf } from './png.ts';
import { soundSvg } from './svg.ts';

/** As the drawn one, so that each can be the mask of another. */
const SIZE = PAGE;

/** A sound picture of every kind that is read; one of them drawn by the model, with its record. */
export async function makeSeeds(model: string): Promise<Seeds> {
  const raw = Buffer.alloc(SIZE.width * SIZE.height * 4);
  for (let i = 0; i < raw.length; i += 4) raw.set([(i * 7) & 255, (i >> 6) & 255, 90, 255], i);
  const picture = () =>
    sharp(raw, { raw: { ...SIZE, channels: 4 } })
      .keepIccProfile()
      .withIccProfile('p3');
  const bytesOf = async (made: Sharp) => new Uint8Array(await made.toBuffer());
  const png = await bytesOf(picture().png());
  return new Map([
    ['png', png],
    ['apng', animated(png)],
    ['drawn', await drawn(model)],
    ['jpeg', await bytesOf(picture().flatten().withMetadata({ orientation: 6 }).jpeg())],
    ['webp', await bytesOf(picture().webp({ lossless: true }))],
    ['gif', await bytesOf(picture().gif())],
    ['avif', await bytesOf(picture().avif({ effort: 0 }))],
    ['tiff', await bytesOf(picture().tiff({ compression: 'lzw' }))],
    ['bmp', bitmap(raw)],
    ['svg', new Uint8Array(Buffer.from(soundSvg))],
  ]);
}

async function drawn(model: string): Promise<Uint8Array> {
  const engine = startEngine(model);
  try {
    return new Uint8Array((await engine.client.draw(drawRequest(3, 'a red circle'))).png);
  } finally {
    await engine.kill();
  }
}

/** The same picture as the only frame of an animation. */
function animated(png: Uint8Array): Uint8Array {
  const [header, ...rest] = chunksOf(png);
  const frames = Buffer.alloc(8);
  frames.writeUInt32BE(1, 0);
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(SIZE.width, 4);
  frame.writeUInt32BE(SIZE.height, 8);
  return pngOf([
    ...(header === undefined ? [] : [header]),
    { type: 'acTL', data: new Uint8Array(frames) },
    { type: 'fcTL', data: new Uint8Array(frame) },
    ...rest,
  ]);
}

/** 24 bits, bottom row first. */
function bitmap(rgba: Buffer): Uint8Array {
  const stride = SIZE.width * 3;
  const out = Buffer.alloc(54 + stride * SIZE.height);
  out.write('BM');
  out.writeUInt32LE(out.length, 2);
  out.writeUInt32LE(54, 10);
  out.writeUInt32LE(40, 14);
  out.writeInt32LE(SIZE.width, 18);
  out.writeInt32LE(SIZE.height, 22);
  out.writeUInt16LE(1, 26);
  out.writeUInt16LE(24, 28);
  for (let i = 0; i < SIZE.width * SIZE.height; i += 1)
    out.set([rgba[4 * i + 2] ?? 0, rgba[4 * i + 1] ?? 0, rgba[4 * i] ?? 0], 54 + 3 * i);
  return new Uint8Array(out);
}
