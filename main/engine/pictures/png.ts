/** PNG files that carry the record of how they came about. Equal pictures and records give equal bytes. */
import { crc32, deflateSync } from 'node:zlib';
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { mostOf, numbersOf, type Samples } from '../framing/samples.ts';
import { pixelChunks } from './png-pixels.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Colour types of IHDR. */
const RGB = 2;
const RGBA = 6;

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = new Uint8Array(4 + data.length);
  body.set(new TextEncoder().encode(type));
  body.set(data, 4);
  const whole = new Uint8Array(8 + body.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(body, 4);
  view.setUint32(4 + body.length, crc32(body));
  return whole;
}

/** tEXt where ASCII can say it, iTXt (UTF-8, uncompressed) where not: of tEXt beyond ASCII others take either for the encoding. */
function textChunk(key: string, value: string): Uint8Array {
  // A null byte would end the value.
  const text = value.replaceAll('\0', '');
  if ([...text].every((character) => (character.codePointAt(0) ?? 0) <= 0x7f)) {
    return chunk('tEXt', new Uint8Array(Buffer.from(`${key}\0${text}`, 'latin1')));
  }
  return chunk('iTXt', new TextEncoder().encode(`${key}\0\0\0\0\0${text}`));
}

function profileChunk(profile: Uint8Array): Uint8Array {
  return chunk('iCCP', new Uint8Array(Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)])));
}

function isOpaque(samples: Samples, most: number): boolean {
  for (let i = 3; i < samples.length; i += 4) if (samples[i] !== most) return false;
  return true;
}

/** RGB where every pixel is opaque, else RGBA; `record` as text, in its order. */
export function writePng(picture: Raster, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  return write(picture, picture.rgba, 8, record, null);
}

/** The same for a picture in its own space: as deep as it was, with its profile. */
export function writeDeepPng(picture: OwnPixels, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  return write(picture, numbersOf(picture), picture.depth, record, picture.profile);
}

function write(
  { width, height }: Pick<Raster, 'width' | 'height'>,
  samples: Samples,
  depth: OwnPixels['depth'],
  record: Readonly<Record<string, string>>,
  profile: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
  const channels = isOpaque(samples, mostOf(depth)) ? 3 : 4;
  return joined([
    SIGNATURE,
    header(width, height, depth, channels),
    ...(profile === null ? [] : [profileChunk(profile)]),
    ...Object.entries(record).map(([key, value]) => textChunk(key, value)),
    ...pixelChunks({ samples, width, height, depth, channels }).map((data) => chunk('IDAT', data)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function header(width: number, height: number, depth: number, channels: 3 | 4): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, channels === 3 ? RGB : RGBA], 8);
  return chunk('IHDR', data);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
