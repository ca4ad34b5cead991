/**
 * The pixels of a PNG file, packed in bands of rows: beside the picture there is one band and what is packed already.
 * fast-png, which reads PNG files here, writes them with several copies of the whole picture.
 */
import { constants, deflateRawSync } from 'node:zlib';
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';
import type { Samples } from '../framing/samples.ts';

/** Bytes of a band before it is packed. */
const BAND = 4 * 1024 * 1024;
/** A PNG of a drawing is written once and often: speed counts for more than the last few percent. */
const LEVEL = 3;
/** Two bytes of a zlib stream with a window of 32 KiB, at a fast level (RFC 1950). */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x5e);

/** RGBA samples, of which `channels` are written. */
interface Pixels {
  readonly samples: Samples;
  readonly width: number;
  readonly height: number;
  readonly depth: OwnPixels['depth'];
  readonly channels: 3 | 4;
}

/**
 * The data of the IDAT chunks: one zlib stream. Each band is deflated for itself and ends on a whole byte, as pigz
 * does it.
 */
export function pixelChunks(pixels: Pixels): Uint8Array[] {
  const { width, height, depth, channels } = pixels;
  const rows = Math.max(1, Math.floor(BAND / (1 + (width * channels * depth) / 8)));
  const chunks: Uint8Array[] = [ZLIB_HEADER];
  let checksum = 1;
  for (let from = 0; from < height; from += rows) {
    const to = Math.min(height, from + rows);
    const band = rowsOf(pixels, from, to);
    checksum = adler32(band, checksum);
    const finishFlush = to === height ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    chunks.push(deflateRawSync(band, { level: LEVEL, finishFlush }));
  }
  const end = new Uint8Array(4);
  new DataView(end.buffer).setUint32(0, checksum);
  return [...chunks, end];
}

/** Rows with their filter byte in front, which says that they are unfiltered; 16-bit samples have their high byte first. */
function rowsOf({ samples, width, depth, channels }: Pixels, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array((to - from) * (1 + (width * channels * depth) / 8));
  let at = 0;
  for (let y = from; y < to; y++) {
    at += 1;
    for (let pixel = 4 * y * width; pixel < 4 * (y + 1) * width; pixel += 4) {
      for (let channel = pixel; channel < pixel + channels; channel++) {
        const value = samples[channel] ?? 0;
        if (depth === 16) bytes[at++] = value >> 8;
        bytes[at++] = value & 0xff;
      }
    }
  }
  return bytes;
}

/** Bytes that can be added before the sums must be reduced, so that they stay whole numbers of 32 bits. */
const UNREDUCED = 5552;

/** The checksum of a zlib stream, which Node's zlib does not offer (RFC 1950). @param before of what came before, 1 at first */
function adler32(bytes: Uint8Array, before: number): number {
  let low = before & 0xffff;
  let high = before >>> 16;
  for (let from = 0; from < bytes.length; from += UNREDUCED) {
    const to = Math.min(bytes.length, from + UNREDUCED);
    for (let i = from; i < to; i++) {
      low += bytes[i] ?? 0;
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return ((high << 16) | low) >>> 0;
}
