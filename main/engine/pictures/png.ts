/** PNG files that carry the record of how they came about. Equal pictures and records give equal bytes. */
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';

/** Signature, then IHDR: length, type, 13 bytes, checksum. Text may follow at once. */
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4;

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

type Samples = Uint8Array | Uint16Array;

function isOpaque(samples: Samples, most: number): boolean {
  for (let i = 3; i < samples.length; i += 4) if (samples[i] !== most) return false;
  return true;
}

function withoutAlpha(samples: Samples): Samples {
  const length = (samples.length / 4) * 3;
  const rgb = samples instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0, j = 0; j < rgb.length; i += 4, j += 3) {
    rgb[j] = samples[i] ?? 0;
    rgb[j + 1] = samples[i + 1] ?? 0;
    rgb[j + 2] = samples[i + 2] ?? 0;
  }
  return rgb;
}

/** RGB where every pixel is opaque, else RGBA; `record` as text, in its order. */
export function writePng(picture: Raster, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  return write(picture, picture.rgba, 8, record, null);
}

/** The same for a picture in its own space: as deep as it was, with its profile. */
export function writeDeepPng(picture: OwnPixels, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const { samples, depth, profile } = picture;
  const numbers = depth === 8 ? samples : new Uint16Array(samples.slice().buffer);
  return write(picture, numbers, depth, record, profile);
}

function write(
  { width, height }: Pick<Raster, 'width' | 'height'>,
  samples: Samples,
  depth: OwnPixels['depth'],
  record: Readonly<Record<string, string>>,
  profile: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
  const opaque = isOpaque(samples, depth === 8 ? 255 : 65535);
  const png = encode({
    width,
    height,
    data: opaque ? withoutAlpha(samples) : samples,
    channels: opaque ? 3 : 4,
    depth,
  });
  const extra = [
    ...(profile === null ? [] : [profileChunk(profile)]),
    ...Object.entries(record).map(([key, value]) => textChunk(key, value)),
  ];
  return new Uint8Array(Buffer.concat([png.subarray(0, AFTER_HEADER), ...extra, png.subarray(AFTER_HEADER)]));
}
