import type { MediaType } from './formats.ts';
import { isSrgbProfile } from './icc.ts';
import { sniffMediaType } from './media-type.ts';

/**
 * What the header of a picture's file says, before anything is decoded. Our own code reads it and checks every bound,
 * because the header is the first place in which a hostile file can do harm.
 */
export interface PictureHeader {
  readonly mediaType: MediaType;
  /** Size in pixels as stored, before any rotation. Null where only decoding tells the size. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /**
   * Whether a browser that converts no colours shows the picture as it is meant. This holds for 8 bits, sRGB or no
   * profile, and one frame. The decoder reads any other picture first.
   */
  readonly plain: boolean;
}

type Size = NonNullable<PictureHeader['size']>;
type Told = Pick<PictureHeader, 'size' | 'plain'>;

const unknown: Told = { size: null, plain: false };

/** Reads the header of a picture's file. Returns null where it is no picture that the studio reads. Never throws. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const mediaType = sniffMediaType(bytes);
  if (mediaType === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { mediaType, ...readers[mediaType](view) };
  } catch (error) {
    // The file ends within its header. The decoder reports what is wrong with it.
    if (error instanceof RangeError) return { mediaType, ...unknown };
    throw error;
  }
}

/** Whether a browser can show the file as it is. */
export function isPlain(bytes: Uint8Array): boolean {
  return readHeader(bytes)?.plain === true;
}

const readers: Readonly<Record<MediaType, (view: DataView) => Told>> = {
  'image/png': png,
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/gif': (view) => ({ size: { width: view.getUint16(6, true), height: view.getUint16(8, true) }, plain: false }),
  'image/avif': isoMedia,
  'image/heic': isoMedia,
  'image/tiff': tiff,
  'image/bmp': bmp,
  'image/svg+xml': () => unknown,
};

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** Chunks that change the meaning of the numbers, rotate the picture, or hold more than one frame. */
const TELLING = new Set(['iCCP', 'gAMA', 'cHRM', 'cICP', 'eXIf', 'acTL']);

function png(view: DataView): Told {
  if (tag(view, 12) !== 'IHDR') return unknown;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  let plain = view.getUint8(24) <= 8;
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = tag(view, at + 4);
    if (type === 'IDAT' || type === 'IEND') break;
    if (TELLING.has(type)) plain = false;
  }
  return { size, plain };
}

/** SOF markers are C0 to CF, except for C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpeg(view: DataView): Told {
  const profile: Uint8Array[] = [];
  for (let at = 2; at + 4 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return unknown;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const length = view.getUint16(at + 2);
    if (isFrame(marker)) {
      const size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
      const [depth, components] = [view.getUint8(at + 4), view.getUint8(at + 9)];
      return { size, plain: depth === 8 && (components === 1 || components === 3) && sameAsSrgb(profile) };
    }
    if (marker === 0xe2 && length > 16 && tag(view, at + 4) === 'ICC_') {
      profile.push(new Uint8Array(view.buffer, view.byteOffset + at + 18, length - 16));
    }
    at += 2 + length;
  }
  return unknown;
}

/** Whether the profile is absent or sRGB. A profile in several pieces is large, so it is not sRGB. */
function sameAsSrgb(pieces: readonly Uint8Array[]): boolean {
  const [only] = pieces;
  return only === undefined || (pieces.length === 1 && isSrgbProfile(only));
}

/** Flags of an extended file for a profile, EXIF (which may rotate the picture) and animation. */
const WEBP_TELLING = 0x20 | 0x08 | 0x02;

function webp(view: DataView): Told {
  const kind = tag(view, 12);
  if (kind === 'VP8X') {
    const plain = (view.getUint8(20) & WEBP_TELLING) === 0;
    return { size: { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }, plain };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { size: { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }, plain: true };
  }
  return { size: { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }, plain: true };
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

const FILE_AND_INFO = 26;

function bmp(view: DataView): Told {
  const old = view.getUint32(14, true) === 12;
  if (old) return { size: { width: view.getUint16(18, true), height: view.getUint16(20, true) }, plain: false };
  if (view.byteLength < FILE_AND_INFO) return unknown;
  const size = { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  return { size, plain: false };
}

function tiff(view: DataView): Told {
  const tags = tiffTags(view);
  const [width, height] = [tags.get(256), tags.get(257)];
  return { size: width === undefined || height === undefined ? null : { width, height }, plain: false };
}

/**
 * Reads the first directory. Each tag maps to its number, or to the offset of its numbers.
 * @throws RangeError where the file ends too early
 */
export function tiffTags(view: DataView): ReadonlyMap<number, number> {
  const little = view.getUint8(0) === 0x49;
  const wide = view.getUint8(little ? 2 : 3) === 43;
  const offset = (at: number) => (wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const start = offset(wide ? 8 : 4);
  const [count, first, step] = wide
    ? ([Number(view.getBigUint64(start, little)), start + 8, 20] as const)
    : ([view.getUint16(start, little), start + 2, 12] as const);
  const found = new Map<number, number>();
  for (let i = 0; i < Math.min(count, 1000); i++) {
    const at = first + i * step;
    const value = at + (wide ? 12 : 8);
    const short = view.getUint16(at + 2, little) === 3;
    found.set(view.getUint16(at, little), short ? view.getUint16(value, little) : view.getUint32(value, little));
  }
  return found;
}

/** Boxes that hold the boxes on the way to the sizes, with the number of bytes before the first box inside. */
const HOLDING: Readonly<Record<string, number>> = { meta: 12, iprp: 8, ipco: 8 };
const MOST_BOXES = 10_000;

/**
 * Yields the boxes of a file, and the boxes inside of those on the way to its properties.
 * @throws RangeError where the file ends too early
 */
export function* isoBoxes(view: DataView): Generator<{ readonly type: string; readonly at: number }> {
  let boxes = 0;
  for (let at = 0; at + 8 <= view.byteLength && boxes < MOST_BOXES; boxes++) {
    const type = tag(view, at + 4);
    yield { type, at };
    const inside = HOLDING[type];
    const length = view.getUint32(at);
    if (inside === undefined && length < 8) return; // the box reaches to the file's end, or is longer than 4 GB
    at += inside ?? length;
  }
}

/** Takes the largest of all sizes that the file names, since a grid is larger than its tiles. */
function isoMedia(view: DataView): Told {
  let size: Size | null = null;
  for (const { type, at } of isoBoxes(view)) {
    if (type !== 'ispe') continue;
    const named = { width: view.getUint32(at + 12), height: view.getUint32(at + 16) };
    if (size === null || named.width * named.height > size.width * size.height) size = named;
  }
  return { size, plain: false };
}
