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

let halves: Uint32Array | null = null;

/**
 * Little-endian numbers of `dtype` as float32, exactly, and how many of them are no finite number.
 * `raw` holds a whole count of numbers.
 */
export function toFloat32(raw: Uint8Array, dtype: FloatType): { values: Float32Array; notFinite: number } {
  const count = raw.length / bytesPer(dtype);
  const bits = new Uint32Array(count);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  if (dtype === 'F32') {
    for (let i = 0; i < count; i += 1) bits[i] = view.getUint32(i * 4, true);
  } else if (dtype === 'BF16') {
    for (let i = 0; i < count; i += 1) bits[i] = view.getUint16(i * 2, true) << 16;
  } else {
    halves ??= halfTable();
    for (let i = 0; i < count; i += 1) bits[i] = halves[view.getUint16(i * 2, true)] ?? 0;
  }
  let notFinite = 0;
  for (let i = 0; i < count; i += 1) {
    if (((bits[i] ?? 0) & 0x7f80_0000) === 0x7f80_0000) notFinite += 1;
  }
  return { values: new Float32Array(bits.buffer), notFinite };
}

/** float32 bits of every float16. */
function halfTable(): Uint32Array {
  const table = new Uint32Array(65536);
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
