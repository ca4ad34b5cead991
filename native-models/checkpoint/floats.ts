/** Number types of weights on disk, by their safetensors names. */
export const floatTypes = ['F32', 'F16', 'BF16'] as const;
/** One of `floatTypes`. */
export type FloatType = (typeof floatTypes)[number];

/** Whether the converter reads this type. */
export function isFloatType(dtype: string): dtype is FloatType {
  return (floatTypes as readonly string[]).includes(dtype);
}

/** Bytes of one number. */
export function bytesPer(dtype: FloatType): number {
  return dtype === 'F32' ? 4 : 2;
}

let halves: Int32Array | null = null;

/** float32 numbers, and how many of them are no finite number. */
export interface ReadFloats {
  readonly values: Float32Array;
  readonly notFinite: number;
}

/** The exponent of a float32 that is no finite number. */
const INFINITE = 0x7f80_0000;

/**
 * Little-endian numbers of `dtype` as float32, exactly.
 * @param raw a whole count of numbers
 * @param into receives the numbers where it is given and long enough, since memory that is new is slow
 */
export function toFloat32(raw: Uint8Array, dtype: FloatType, into?: Float32Array): ReadFloats {
  // Typed arrays read in the order of the machine, and every machine that the studio runs on is little-endian. They are several
  // times as fast as a DataView, and want their bytes aligned.
  const { buffer, byteOffset } = raw.byteOffset % 4 === 0 ? raw : raw.slice();
  const count = raw.length / bytesPer(dtype);
  const values = into !== undefined && into.length >= count ? into.subarray(0, count) : new Float32Array(count);
  const bits = new Int32Array(values.buffer, values.byteOffset, count);
  if (dtype === 'F32') bits.set(new Int32Array(buffer, byteOffset, count));
  else widen(new Uint16Array(buffer, byteOffset, count), bits, dtype);
  let notFinite = 0;
  for (let i = 0; i < count; i += 1) if (((bits[i] ?? 0) & INFINITE) === INFINITE) notFinite += 1;
  return { values, notFinite };
}

/** Writes the float32 bits of 16-bit numbers. */
function widen(narrow: Uint16Array, bits: Int32Array, dtype: 'F16' | 'BF16'): void {
  if (dtype === 'BF16') {
    for (let i = 0; i < bits.length; i += 1) bits[i] = (narrow[i] ?? 0) << 16;
    return;
  }
  halves ??= halfTable();
  for (let i = 0; i < bits.length; i += 1) bits[i] = halves[narrow[i] ?? 0] ?? 0;
}

/** float32 bits of every float16. */
function halfTable(): Int32Array {
  const table = new Int32Array(65536);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let half = 0; half < 65536; half += 1) {
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 31) {
      table[half] = ((half & 0x8000) << 16) | 0x7f80_0000 | (fraction << 13);
    } else {
      float[0] = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
      table[half] = ((half & 0x8000) << 16) | (bits[0] ?? 0);
    }
  }
  return table;
}

/** How many numbers of a tensor are looked at. */
const SAMPLE = 4096;
/** Of fewer numbers nothing can be said. */
const LEAST_SAMPLE = 256;

/**
 * The 16-bit type that a weight matrix seems to have, where it is not the named one; null where nothing speaks against the
 * name. Both types have the same size, so that a file with the wrong name reads without an error. The first five bits of a
 * BF16 exponent are the exponent of an F16: all BF16 numbers from 1e-7 to 1e2 read as F16 numbers between 0.25 and 4. F16
 * numbers below 0.25 read as BF16 numbers below 1e-7.
 * @param raw the first numbers of a matrix, little-endian
 */
export function seemingType(raw: Uint8Array, dtype: FloatType): FloatType | null {
  if (dtype === 'F32') return null;
  const { values } = toFloat32(raw.subarray(0, 2 * SAMPLE), dtype);
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  if (sizes.length < LEAST_SAMPLE) return null;
  const share = (from: number, to: number) => sizes.filter((size) => size >= from && size < to).length / sizes.length;
  if (dtype === 'F16') return share(0.25, 4) > 0.998 && share(0.5, 2) > 0.95 ? 'BF16' : null;
  return share(0, 1e-7) > 0.9 ? 'F16' : null;
}
