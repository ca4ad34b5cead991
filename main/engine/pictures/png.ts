/** PNG files that carry the record of how they came about. Equal pictures and records give equal bytes. */
import { crc32, deflateSync } from 'node:zlib';
import { decode, encode } from 'fast-png';
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

/** tEXt where latin-1 can say it, iTXt (UTF-8, uncompressed) where not. */
function textChunk(key: string, value: string): Uint8Array {
  // A null byte would end the value.
  const text = value.replaceAll('\0', '');
  if ([...text].every((character) => (character.codePointAt(0) ?? 0) <= 0xff)) {
    return chunk('tEXt', new Uint8Array(Buffer.from(`${key}\0${text}`, 'latin1')));
  }
  return chunk('iTXt', new TextEncoder().encode(`${key}\0\0\0\0\0${text}`));
}

function profileChunk(profile: Uint8Array): Uint8Array {
  return chunk('iCCP', new Uint8Array(Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)])));
}

function isOpaque(picture: Raster): boolean {
  for (let i = 3; i < picture.rgba.length; i += 4) if (picture.rgba[i] !== 255) return false;
  return true;
}

function withoutAlpha(picture: Raster): Uint8Array {
  const rgb = new Uint8Array(picture.width * picture.height * 3);
  for (let i = 0, j = 0; j < rgb.length; i += 4, j += 3) {
    rgb[j] = picture.rgba[i] ?? 0;
    rgb[j + 1] = picture.rgba[i + 1] ?? 0;
    rgb[j + 2] = picture.rgba[i + 2] ?? 0;
  }
  return rgb;
}

/** RGB where every pixel is opaque, else RGBA; `record` as text, in its order; `profile` as it is. */
export function writePng(
  picture: Raster,
  record: Readonly<Record<string, string>>,
  profile: Uint8Array | null = null,
): Uint8Array<ArrayBuffer> {
  const opaque = isOpaque(picture);
  const png = encode({
    width: picture.width,
    height: picture.height,
    data: opaque ? withoutAlpha(picture) : picture.rgba,
    channels: opaque ? 3 : 4,
    depth: 8,
  });
  const extra = [
    ...(profile === null ? [] : [profileChunk(profile)]),
    ...Object.entries(record).map(([key, value]) => textChunk(key, value)),
  ];
  return new Uint8Array(Buffer.concat([png.subarray(0, AFTER_HEADER), ...extra, png.subarray(AFTER_HEADER)]));
}

/** The text of a PNG by key, empty where the file is no PNG or is damaged. UTF-8 text is left out. */
export function pngText(bytes: Uint8Array): Readonly<Record<string, string>> {
  try {
    return decode(bytes, { checkCrc: true }).text ?? {};
  } catch {
    return {};
  }
}
