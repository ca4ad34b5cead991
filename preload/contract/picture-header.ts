import type { MediaType } from './formats.ts';
import { isSrgbProfile } from './icc.ts';
import { sniffMediaType } from './media-type.ts';

/**
 * What a picture's file says of itself before anything is decoded. Read by hand, in bounds: a header
 * is the first thing that a hostile file lies in.
 */
export interface PictureHeader {
  readonly mediaType: MediaType;
  /** Pixels as they are stored (not turned); null where only decoding tells. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /**
   * Whether a browser, told to convert no colours, shows just what the picture means: 8 bits, sRGB
   * or no profile, one frame. Anything else is read by the decoder first.
   */
  readonly plain: boolean;
}

type Size = NonNullable<PictureHeader['size']>;
type Told = Pick<PictureHeader, 'size' | 'plain'>;

const unknown: Told = { size: null, plain: false };

/** Null where it is no picture that is read. Never throws. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const mediaType = sniffMediaType(bytes);
  if (mediaType === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { mediaType, ...readers[mediaType](view) };
  } catch (error) {
    // Cut off in the middle of a header: the decoder says what is wrong with it.
    if (error instanceof RangeError) return { mediaType, ...unknown };
    throw error;
  }
}

/** As the browser may be handed it. */
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

/** Chunks that change what the numbers mean, turn the picture, or hold more than one. */
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

/** SOF markers: all of C0 to CF but the tables and the arithmetic conditioning among them. */
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

/** A profile of several pieces is a large one, and no sRGB. */
function sameAsSrgb(pieces: readonly Uint8Array[]): boolean {
  const [only] = pieces;
  return only === undefined || (pieces.length === 1 && isSrgbProfile(only));
}

/** Of an extended file: profile, EXIF (which may turn it), animation. */
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

/** The first directory: of each tag its number, or where its numbers are. @throws RangeError where it is cut off */
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

/** Boxes that hold boxes on the way to the sizes, and how many bytes come before those. */
const HOLDING: Readonly<Record<string, number>> = { meta: 12, iprp: 8, ipco: 8 };
const MOST_BOXES = 10_000;

/** The boxes of a file, and those inside of the ones on the way to its properties. @throws RangeError where it is cut off */
export function* isoBoxes(view: DataView): Generator<{ readonly type: string; readonly at: number }> {
  let boxes = 0;
  for (let at = 0; at + 8 <= view.byteLength && boxes < MOST_BOXES; boxes++) {
    const type = tag(view, at + 4);
    yield { type, at };
    const inside = HOLDING[type];
    const length = view.getUint32(at);
    if (inside === undefined && length < 8) return; // to the file's end, or longer than 4 GB
    at += inside ?? length;
  }
}

/** The largest of all sizes that the file names: a grid is larger than its tiles. */
function isoMedia(view: DataView): Told {
  let size: Size | null = null;
  for (const { type, at } of isoBoxes(view)) {
    if (type !== 'ispe') continue;
    const named = { width: view.getUint32(at + 12), height: view.getUint32(at + 16) };
    if (size === null || named.width * named.height > size.width * size.height) size = named;
  }
  return { size, plain: false };
}
