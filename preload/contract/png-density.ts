/** The resolution in PNG files, which the window and the picture service read and write. https://www.w3.org/TR/png-3/#11pHYs */

const SIGNATURE = 8;
/** Length, type and checksum of a chunk, around its data. */
const FRAME = 12;
/** Signature and IHDR. */
const AFTER_HEADER = SIGNATURE + FRAME + 13;
const [PHYS, IDAT] = [0x70485973, 0x49444154];
const CM_PER_INCH = 2.54;
const METRE = 1;

/** Where the resolution stands in a file, with its chunk; null where it tells none. */
function placeOf(png: Uint8Array): number | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = SIGNATURE; at + FRAME <= png.length; at += FRAME + view.getUint32(at)) {
    const type = view.getUint32(at + 4);
    if (type === IDAT) return null;
    if (type === PHYS && view.getUint32(at) === 9 && at + FRAME + 9 <= png.length) return at;
  }
  return null;
}

/** The pixels per inch that a PNG tells; null where it tells none. */
export function pngDensity(png: Uint8Array): number | null {
  const at = placeOf(png);
  if (at === null) return null;
  const view = new DataView(png.buffer, png.byteOffset + at, FRAME + 9);
  return view.getUint8(16) === METRE ? (view.getUint32(8) * CM_PER_INCH) / 100 : null;
}

/** @param dpi the pixels per inch that the PNG tells then; null for none */
export function withPngDensity(png: Uint8Array, dpi: number | null): Uint8Array<ArrayBuffer> {
  const before = placeOf(png);
  const rest =
    before === null
      ? [png.subarray(AFTER_HEADER)]
      : [png.subarray(AFTER_HEADER, before), png.subarray(before + FRAME + 9)];
  const parts = [png.subarray(0, AFTER_HEADER), ...(dpi === null ? [] : [densityChunk(dpi)]), ...rest];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function densityChunk(dpi: number): Uint8Array {
  const chunk = new Uint8Array(FRAME + 9);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round((dpi * 100) / CM_PER_INCH);
  view.setUint32(0, 9);
  view.setUint32(4, PHYS);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, METRE);
  view.setUint32(17, checksumOf(chunk.subarray(4, 17)));
  return chunk;
}

/** CRC-32 as https://www.w3.org/TR/png-3/#D-CRCAppendix has it, for a few bytes. Browsers have none. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
