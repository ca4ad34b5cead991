/** A tensor to be written; `values` are float32 and are rounded to `dtype`. */
export interface TestTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type TestDtype = 'F32' | 'F16' | 'BF16';

/** A safetensors file in memory: length, header, numbers, without gaps. */
export function writeSafetensors(tensors: readonly TestTensor[], dtype: TestDtype): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { name, shape, values } of tensors) {
    const bytes = encode(values, dtype);
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
    parts.push(bytes);
  }
  return withHeader(JSON.stringify(header), Buffer.concat(parts));
}

/** Any header text before any data: for files that are wrong on purpose. */
export function withHeader(header: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  return Buffer.concat([length, text, data]);
}

function encode(values: Float32Array, dtype: TestDtype): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(values.slice().buffer);
  const bits = new Uint32Array(values.slice().buffer);
  const half = dtype === 'BF16' ? bfloat16 : float16;
  return new Uint8Array(Uint16Array.from(bits, half).buffer);
}

/** Nearest bfloat16 of a float32's bits, ties to even. */
function bfloat16(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

/** float16 of a float32's bits, rounded to nearest even; written the slow, plain way. */
function float16(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const value = new Float32Array(new Uint32Array([bits & 0x7fffffff]).buffer)[0];
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (value >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(value || 2 ** -30)), -14);
  const scaled = value / 2 ** (exponent - 10);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return sign | (exponent === -14 ? rounded : ((exponent + 15) << 10) + (rounded - 1024));
}
