/** Quantizes weights: rows of a matrix, or blocks of its rows, as whole numbers and one float32 scale each. */
import { BLOCK } from '../graph/stored-tensor.ts';

/** The largest quantized number. -128 is not used, so that a row and its negative are stored alike. */
const LARGEST = 127;

/** Rows in int8 with a scale for each. */
export interface QuantizedRows {
  /** [rows * width] */
  readonly values: Int8Array;
  /** [rows] */
  readonly scales: Float32Array;
}

/** Quantizes rows of `width` numbers, each by its own largest magnitude. A row of zeros has the scale 0. */
export function quantizeRows(rows: Float32Array, width: number): QuantizedRows {
  const values = new Int8Array(rows.length);
  const scales = new Float32Array(rows.length / width);
  for (let row = 0; row < scales.length; row += 1) {
    const [from, to] = [row * width, (row + 1) * width];
    let largest = 0;
    for (let i = from; i < to; i += 1) largest = Math.max(largest, Math.abs(rows[i] ?? 0));
    if (largest === 0) continue;
    scales[row] = largest / LARGEST;
    for (let i = from; i < to; i += 1) values[i] = nearest(((rows[i] ?? 0) / largest) * LARGEST, 128) - 128;
  }
  return { values, scales };
}

/** Blocks in the layout of MatMulNBits with a scale for each. */
export interface QuantizedBlocks {
  /** [rows, blocks, bytes of a block]. Of two numbers in a byte the first has the low bits. */
  readonly values: Uint8Array;
  /** [rows, blocks] */
  readonly scales: Float32Array;
}

/**
 * Quantizes rows of `width` numbers by blocks of `BLOCK`, the last of a row padded. A stored number stands for itself less
 * half of its range, times the scale. A block of zeros has the scale 0.
 */
export function quantizeBlocks(rows: Float32Array, width: number, bits: 4 | 8): QuantizedBlocks {
  const blocks = Math.ceil(width / BLOCK);
  const count = rows.length / width;
  const scales = new Float32Array(count * blocks);
  const values = new Uint8Array(count * blocks * ((BLOCK * bits) / 8));
  const store = bits === 4 ? storeHalfBytes : storeBytes;
  for (let row = 0; row < count; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const from = row * width + block * BLOCK;
      const index = row * blocks + block;
      scales[index] = store(rows, from, Math.min(from + BLOCK, (row + 1) * width), values, index);
    }
  }
  return { values, scales };
}

/** Writes a block in 8 bits and returns its scale. */
function storeBytes(rows: Float32Array, from: number, to: number, values: Uint8Array, block: number): number {
  const largest = Math.abs(farthest(rows, from, to));
  const times = largest === 0 ? 0 : LARGEST / largest;
  const at = block * BLOCK - from;
  for (let i = from; i < to; i += 1) values[at + i] = nearest((rows[i] ?? 0) * times, 128);
  values.fill(128, at + to, at + from + BLOCK);
  return largest / LARGEST;
}

/**
 * Writes a block in 4 bits and returns its scale. The number that is farthest from 0 becomes -8, the only one without a
 * counterpart. The scale is then the one of least squared error for the whole numbers found.
 */
function storeHalfBytes(rows: Float32Array, from: number, to: number, values: Uint8Array, block: number): number {
  const extreme = farthest(rows, from, to);
  const times = extreme === 0 ? 0 : -8 / extreme;
  let at = block * (BLOCK / 2);
  let [product, square] = [0, 0];
  for (let i = from; i < from + BLOCK; i += 2) {
    const low = i < to ? (rows[i] ?? 0) : 0;
    const high = i + 1 < to ? (rows[i + 1] ?? 0) : 0;
    const [first, second] = [Math.min(15, nearest(low * times, 8)), Math.min(15, nearest(high * times, 8))];
    product += (first - 8) * low + (second - 8) * high;
    square += (first - 8) * (first - 8) + (second - 8) * (second - 8);
    values[at] = first | (second << 4);
    at += 1;
  }
  return square === 0 ? 0 : product / square;
}

/** The whole number that is nearest to x, plus `half`, which makes it positive. Faster than `Math.round`. */
function nearest(x: number, half: number): number {
  return (x + half + 0.5) | 0;
}

/** The number of the largest magnitude, with its sign. */
function farthest(rows: Float32Array, from: number, to: number): number {
  let [least, most] = [0, 0];
  for (let i = from; i < to; i += 1) {
    const x = rows[i] ?? 0;
    if (x > most) most = x;
    else if (x < least) least = x;
  }
  return most > -least ? most : least;
}

/** Error of storing rows of `width` numbers in 4 bits, as a share of their own size (root of mean squares). */
export function errorInFourBits(rows: Float32Array, width: number): number {
  const { values, scales } = quantizeBlocks(rows, width, 4);
  const blocks = Math.ceil(width / BLOCK);
  let [error, size] = [0, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const x = rows[i] ?? 0;
    const [row, column] = [Math.floor(i / width), i % width];
    const block = row * blocks + Math.floor(column / BLOCK);
    const inBlock = column % BLOCK;
    const byte = values[block * (BLOCK / 2) + (inBlock >> 1)] ?? 0;
    const stored = ((inBlock & 1) === 0 ? byte & 15 : byte >> 4) - 8;
    error += (x - stored * (scales[block] ?? 0)) ** 2;
    size += x * x;
  }
  return size === 0 ? 0 : Math.sqrt(error / size);
}

/** Regroups pieces of any length into pieces of whole rows. */
export async function* wholeRows(pieces: AsyncIterable<Float32Array>, width: number): AsyncGenerator<Float32Array> {
  let rest: Float32Array = new Float32Array(0);
  for await (const piece of pieces) {
    const joined = rest.length === 0 ? piece : concatenated(rest, piece);
    const whole = joined.length - (joined.length % width);
    if (whole > 0) yield joined.subarray(0, whole);
    rest = joined.slice(whole);
  }
  if (rest.length > 0) throw new Error(`${rest.length} numbers are left over of rows of ${width}`);
}

function concatenated(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
