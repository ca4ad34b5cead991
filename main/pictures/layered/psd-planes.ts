/**
 * Reads the channels of PSD files as planes of numbers, in every depth and by every packing of the format. ag-psd reads
 * packed rows of 8 bits alone, and no Lab.
 * https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
 */
import { inflateSync } from 'node:zlib';

/** The values of one channel, row by row: whole numbers of 8 or 16 bits, or light from 0 to 1. */
export type Plane = Uint8Array | Uint16Array | Float32Array;
export type Depth = 1 | 8 | 16 | 32;

export interface PlaneShape {
  readonly width: number;
  readonly height: number;
  readonly depth: Depth;
  /** Whether the file is one of the large kind (PSB), whose counts have more bytes. */
  readonly large: boolean;
}

const [RAW, PACKED, ZIP, ZIP_PREDICTED] = [0, 1, 2, 3];

/** One channel of a layer. @throws RangeError where the file ends too early */
export function planeOf(data: Uint8Array, compression: number, shape: PlaneShape): Plane {
  const length = rowBytes(shape) * shape.height;
  switch (compression) {
    case RAW:
      return numbersOf(part(data, 0, length), shape);
    case PACKED:
      return numbersOf(unpackedPlanes(data, 1, shape)[0] ?? new Uint8Array(length), shape);
    case ZIP:
    case ZIP_PREDICTED:
      return unpredicted(part(inflateSync(data, { maxOutputLength: length }), 0, length), shape, compression);
    default:
      throw new RangeError(`No packing has the number ${compression}.`);
  }
}

/**
 * The first channels of the merged picture.
 * @param data what follows the layers: the packing, and all channels one after the other
 */
export function mergedPlanes(data: Uint8Array, count: number, wanted: number, shape: PlaneShape): Plane[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const compression = view.getUint16(0);
  const length = rowBytes(shape) * shape.height;
  const body = data.subarray(2);
  if (compression === PACKED) {
    return unpackedPlanes(body, count, shape, wanted).map((bytes) => numbersOf(bytes, shape));
  }
  if (compression !== RAW) throw new RangeError(`The merged picture is never packed by ${compression}.`);
  return Array.from({ length: wanted }, (_, at) => numbersOf(part(body, at * length, length), shape));
}

/** The values as bytes: a mask, or a channel that needs no more depth. */
export function bytesOfPlane(plane: Plane): Uint8Array {
  if (plane instanceof Uint8Array) return plane;
  const scale = plane instanceof Uint16Array ? 255 / 65535 : 255;
  const bytes = new Uint8ClampedArray(plane.length);
  for (let at = 0; at < plane.length; at++) bytes[at] = (plane[at] ?? 0) * scale;
  return new Uint8Array(bytes.buffer);
}

const rowBytes = ({ width, depth }: PlaneShape): number => Math.ceil((width * depth) / 8);

function part(bytes: Uint8Array, from: number, length: number): Uint8Array {
  if (from + length > bytes.length) throw new RangeError('A channel ends too early.');
  return bytes.subarray(from, from + length);
}

/** Rows packed by PackBits, behind the lengths of all of them. */
function unpackedPlanes(data: Uint8Array, count: number, shape: PlaneShape, wanted = count): Uint8Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const { height, large } = shape;
  const row = rowBytes(shape);
  const entry = large ? 4 : 2;
  let from = entry * count * height;
  return Array.from({ length: wanted }, (_, channel) => {
    const plane = new Uint8Array(row * height);
    for (let y = 0; y < height; y++) {
      const at = entry * (channel * height + y);
      const length = large ? view.getUint32(at) : view.getUint16(at);
      unpackRow(data.subarray(from, from + length), plane.subarray(y * row, (y + 1) * row));
      from += length;
    }
    return plane;
  });
}

/** Some programs write a byte too many, so that what does not fit is left out. */
function unpackRow(packed: Uint8Array, row: Uint8Array): void {
  for (let at = 0, to = 0; at < packed.length && to < row.length; ) {
    const head = packed[at++] ?? 0;
    if (head === 128) continue;
    const count = Math.min(head < 128 ? head + 1 : 257 - head, row.length - to);
    if (head < 128) {
      row.set(packed.subarray(at, at + count), to);
      at += head + 1;
    } else row.fill(packed[at++] ?? 0, to, to + count);
    to += count;
  }
}

/** Numbers are big-endian. A bit of 1 is black. */
function numbersOf(bytes: Uint8Array, { width, height, depth }: PlaneShape): Plane {
  const count = width * height;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (depth === 8) return bytes;
  if (depth === 16) return filled(new Uint16Array(count), (at) => view.getUint16(2 * at));
  if (depth === 32) return filled(new Float32Array(count), (at) => view.getFloat32(4 * at));
  const row = Math.ceil(width / 8);
  const bits = new Uint8Array(count);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) bits[at] = ((bytes[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 0 : 255;
  }
  return bits;
}

/** Fills an array in place, since those of large layers are too long for a list between. */
function filled<T extends Plane>(plane: T, valueAt: (at: number) => number): T {
  for (let at = 0; at < plane.length; at++) plane[at] = valueAt(at);
  return plane;
}

/** With prediction each number is the difference from the one to its left. Of 32 bits the bytes are set apart by rank. */
function unpredicted(bytes: Uint8Array, shape: PlaneShape, compression: number): Plane {
  if (compression === ZIP) return numbersOf(bytes, shape);
  const { width, height, depth } = shape;
  if (depth === 16) return summed(numbersOf(bytes, shape), width);
  const plain = summed(bytes.slice(), rowBytes(shape)) as Uint8Array;
  if (depth !== 32) return numbersOf(plain, shape);
  const joined = new Uint8Array(plain.length);
  for (let y = 0; y < height; y++) {
    for (let rank = 0; rank < 4; rank++) {
      const from = (4 * y + rank) * width;
      for (let x = 0; x < width; x++) joined[4 * (y * width + x) + rank] = plain[from + x] ?? 0;
    }
  }
  return numbersOf(joined, shape);
}

/** Adds up each row. Typed arrays keep what fits into their numbers. */
function summed(plane: Plane, row: number): Plane {
  for (let at = 0; at < plane.length; at++) if (at % row !== 0) plane[at] = (plane[at] ?? 0) + (plane[at - 1] ?? 0);
  return plane;
}
