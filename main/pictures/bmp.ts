/**
 * Decodes BMP files. libvips reads them only with ImageMagick, and the available packages are old and incomplete.
 * The format is a header, a palette and rows of numbers.
 * https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types
 */
import { oddBmp, unreadable } from '../../preload/contract/picture-refusals.ts';
import type { Raster } from '../../preload/contract/pictures.ts';

export interface BmpPicture {
  readonly raster: Raster;
  readonly profile: Uint8Array | null;
}

interface Head {
  readonly width: number;
  readonly height: number;
  /** Whether the first row is the top one. */
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Bit masks of red, green, blue and alpha. */
  readonly masks: readonly [number, number, number, number];
  readonly palette: readonly (readonly [number, number, number])[];
  readonly pixels: number;
}

const FILE_HEADER = 14;
const CORE = 12;
const V5 = 124;
const [PLAIN, RLE8, RLE4, FIELDS, ALPHA_FIELDS] = [0, 1, 2, 3, 6];
const EMBEDDED_PROFILE = 0x4d424544;

/**
 * @param check receives the size before memory is allocated
 * @throws StudioError 'bad-picture'
 */
export function readBmp(bytes: Uint8Array, name: string, check: (width: number, height: number) => void): BmpPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const head = headOf(view, name);
    check(head.width, head.height);
    const rgba = new Uint8Array(4 * head.width * head.height);
    if (head.compression === RLE8 || head.compression === RLE4) readRuns(view, head, rgba);
    else readRows(view, head, rgba, name);
    return { raster: { width: head.width, height: head.height, rgba }, profile: profileOf(view) };
  } catch (cause) {
    // The reader went past the end of the file.
    if (cause instanceof RangeError) throw unreadable(name, cause);
    throw cause;
  }
}

function headOf(view: DataView, name: string): Head {
  const size = view.getUint32(14, true);
  const core = size === CORE;
  if (!core && size < 40) throw oddBmp(name);
  const rows = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(core ? 24 : 28, true);
  const compression = core ? PLAIN : view.getUint32(30, true);
  const known =
    ([1, 4, 8, 16, 24, 32].includes(bits) && compression === PLAIN) ||
    (bits === 8 && compression === RLE8) ||
    (bits === 4 && compression === RLE4) ||
    ((bits === 16 || bits === 32) && (compression === FIELDS || compression === ALPHA_FIELDS));
  if (!known) throw oddBmp(name);
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  if (width <= 0 || rows === 0) throw unreadable(name);
  return {
    width,
    height: Math.abs(rows),
    topDown: rows < 0,
    bits,
    compression,
    masks: masksOf(view, size, bits, compression),
    palette: bits <= 8 ? paletteOf(view, size, core, bits) : [],
    pixels: view.getUint32(10, true),
  };
}

function masksOf(view: DataView, size: number, bits: number, compression: number): Head['masks'] {
  if (compression !== FIELDS && compression !== ALPHA_FIELDS) {
    return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
  }
  const at = FILE_HEADER + 40;
  const alpha = size >= 56 || compression === ALPHA_FIELDS ? view.getUint32(at + 12, true) : 0;
  return [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true), alpha];
}

function paletteOf(view: DataView, size: number, core: boolean, bits: number): Head['palette'] {
  const named = core ? 0 : view.getUint32(46, true);
  const count = named === 0 || named > 1 << bits ? 1 << bits : named;
  const step = core ? 3 : 4;
  const start = FILE_HEADER + size;
  // The palette ends where the file says that its pixels begin.
  const room = Math.max(0, Math.floor((view.getUint32(10, true) - start) / step));
  return Array.from({ length: Math.min(count, room) }, (_, i) => {
    const at = start + step * i;
    return [view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at)] as const;
  });
}

function readRows(view: DataView, head: Head, rgba: Uint8Array, name: string): void {
  const { width, height, bits, topDown } = head;
  const stride = Math.ceil((width * bits) / 32) * 4;
  // The last row may have no padding.
  if (head.pixels + stride * (height - 1) + Math.ceil((width * bits) / 8) > view.byteLength) throw unreadable(name);
  const pixel = pixelReader(view, head);
  for (let y = 0; y < height; y++) {
    const row = head.pixels + stride * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) pixel(row, x, rgba, 4 * (y * width + x));
  }
}

type PixelReader = (row: number, x: number, rgba: Uint8Array, to: number) => void;

function pixelReader(view: DataView, { bits, masks, palette }: Head): PixelReader {
  if (bits <= 8) {
    const perByte = 8 / bits;
    return (row, x, rgba, to) => {
      const byte = view.getUint8(row + Math.floor(x / perByte));
      const index = (byte >> (8 - bits * ((x % perByte) + 1))) & ((1 << bits) - 1);
      put(rgba, to, palette[index]);
    };
  }
  if (bits === 24) {
    return (row, x, rgba, to) => {
      const at = row + 3 * x;
      rgba[to] = view.getUint8(at + 2);
      rgba[to + 1] = view.getUint8(at + 1);
      rgba[to + 2] = view.getUint8(at);
      rgba[to + 3] = 255;
    };
  }
  const fields = masks.map(fieldOf);
  return (row, x, rgba, to) => {
    const value = bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
    fields.forEach((field, i) => {
      rgba[to + i] = field === null ? (i === 3 ? 255 : 0) : field(value);
    });
  };
}

/** Scales a masked number to 8 bits, or returns null for an empty mask. */
function fieldOf(mask: number): ((value: number) => number) | null {
  if (mask === 0) return null;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}

function put(rgba: Uint8Array, to: number, colour: readonly [number, number, number] | undefined): void {
  // An index beyond the palette is black, as in other decoders.
  const [red, green, blue] = colour ?? [0, 0, 0];
  rgba[to] = red;
  rgba[to + 1] = green;
  rgba[to + 2] = blue;
  rgba[to + 3] = 255;
}

/** Decodes run-length encoded rows: runs, jumps and literal pixels. Skipped pixels take the first colour. */
function readRuns(view: DataView, { width, height, bits, palette, pixels, topDown }: Head, rgba: Uint8Array): void {
  for (let i = 0; i < width * height; i++) put(rgba, 4 * i, palette[0]);
  let [at, x, y] = [pixels, 0, 0];
  const set = (index: number) => {
    if (x < width && y < height) put(rgba, 4 * ((topDown ? y : height - 1 - y) * width + x), palette[index]);
    x += 1;
  };
  const nibble = (byte: number, i: number) => (bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
  while (y < height) {
    const [count, value] = [view.getUint8(at), view.getUint8(at + 1)];
    at += 2;
    if (count > 0) for (let i = 0; i < count; i++) set(nibble(value, i));
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return;
    else if (value === 2) {
      x += view.getUint8(at);
      y += view.getUint8(at + 1);
      at += 2;
    } else {
      for (let i = 0; i < value; i++) set(nibble(view.getUint8(at + (bits === 8 ? i : i >> 1)), i));
      const length = bits === 8 ? value : Math.ceil(value / 2);
      at += length + (length % 2);
    }
  }
}

function profileOf(view: DataView): Uint8Array | null {
  if (view.getUint32(14, true) < V5 || view.getUint32(FILE_HEADER + 56, true) !== EMBEDDED_PROFILE) return null;
  const start = FILE_HEADER + view.getUint32(FILE_HEADER + 112, true);
  const length = view.getUint32(FILE_HEADER + 116, true);
  if (length === 0 || start + length > view.byteLength) return null;
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}
