/** The resolution of pictures: read from files, and written into those formats that have a place for it. */
import type { Metadata, TiffOptions } from 'sharp';
import { toldDpi } from '../../preload/contract/dpi.ts';
import type { MediaType } from '../../preload/contract/formats.ts';
import { pngDensity, withPngDensity } from '../../preload/contract/png-density.ts';

const MM_PER_INCH = 25.4;
const CM_PER_INCH = 2.54;

/** What sharp says of a file that tells nothing. */
const MADE_UP = 72;

/** The resolution that a file tells in pixels per inch; null where it tells none. */
export function densityOf(
  bytes: Uint8Array,
  mediaType: MediaType,
  { density }: Pick<Metadata, 'density'>,
): number | null {
  if (mediaType === 'image/svg+xml') return null;
  if (mediaType === 'image/png') return told(pngDensity(bytes));
  if (mediaType === 'image/tiff') return told(tiffResolution(bytes));
  const own = mediaType === 'image/jpeg' ? told(jfifDensity(bytes)) : null;
  return own ?? (density === MADE_UP ? null : told(density ?? null));
}

const [X_RESOLUTION, UNIT] = [282, 296];
/** What the unit counts: 1 says that there is none. The usual one is the inch. */
const unitsOfTiff: Readonly<Record<number, number>> = { 2: 1, 3: CM_PER_INCH };

/** The first picture of a TIFF. https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf */
function tiffResolution(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    if (view.getUint16(2, little) !== 42) return null;
    const directory = view.getUint32(4, little);
    let [across, unit]: [number | null, number] = [null, 2];
    for (let at = directory + 2; at < directory + 2 + 12 * view.getUint16(directory, little); at += 12) {
      const tag = view.getUint16(at, little);
      const place = view.getUint32(at + 8, little);
      if (tag === X_RESOLUTION) across = view.getUint32(place, little) / view.getUint32(place + 4, little);
      if (tag === UNIT) unit = view.getUint16(at + 8, little);
    }
    const factor = unitsOfTiff[unit];
    return across === null || factor === undefined ? null : across * factor;
  } catch (error) {
    // The file is damaged, or of the large kind.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What libvips writes where nobody told it a resolution: one pixel per millimetre. */
const UNTOLD = 25.4;

const told = (value: number | null): number | null =>
  value === null || Math.abs(value - UNTOLD) < 0.01 ? null : toldDpi(value);

/** TIFF gets its resolution from the encoder. */
export function tiffDensity(dpi: number | null): Pick<TiffOptions, 'xres' | 'yres' | 'resolutionUnit'> {
  if (dpi === null) return {};
  return { xres: dpi / MM_PER_INCH, yres: dpi / MM_PER_INCH, resolutionUnit: 'inch' };
}

/** An encoded PNG or JPEG with its resolution, or without any. Others stay as they are. */
export function withDensity(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: MediaType,
  dpi: number | null,
): Uint8Array<ArrayBuffer> {
  if (mediaType === 'image/png') return withPngDensity(bytes, dpi);
  return mediaType === 'image/jpeg' && dpi !== null ? withJfif(bytes, dpi) : bytes;
}

/** The first segment behind the marker that begins a JPEG. */
const SEGMENT = 2;
const [INCH, CM] = [1, 2];
const JFIF = [0x4a, 0x46, 0x49, 0x46, 0];

/** https://www.w3.org/Graphics/JPEG/jfif3.pdf */
const hasJfif = (bytes: Uint8Array): boolean =>
  bytes.length > SEGMENT + 18 &&
  [0xff, 0xe0].every((value, at) => bytes[SEGMENT + at] === value) &&
  JFIF.every((value, at) => bytes[SEGMENT + 4 + at] === value);

function jfifDensity(bytes: Uint8Array): number | null {
  if (!hasJfif(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + SEGMENT, 18);
  const [unit, across] = [view.getUint8(11), view.getUint16(12)];
  return unit === INCH ? across : unit === CM ? across * CM_PER_INCH : null;
}

/** Encoders may begin with such a segment. Those of sharp do not. */
function withJfif(bytes: Uint8Array<ArrayBuffer>, dpi: number): Uint8Array<ArrayBuffer> {
  const segment = new Uint8Array(18);
  segment.set([0xff, 0xe0, 0, 16, ...JFIF, 1, 2, INCH]);
  const view = new DataView(segment.buffer);
  view.setUint16(12, dpi);
  view.setUint16(14, dpi);
  const rest = bytes.subarray(hasJfif(bytes) ? SEGMENT + 18 : SEGMENT);
  const whole = new Uint8Array(SEGMENT + segment.length + rest.length);
  whole.set(bytes.subarray(0, SEGMENT));
  whole.set(segment, SEGMENT);
  whole.set(rest, SEGMENT + segment.length);
  return whole;
}
