import { StudioError } from '../../preload/contract/errors.ts';

/** Bits of a float16 that stand for no finite number. */
const INFINITE = 0x7c00;

/**
 * Numbers in float16, rounded to the nearest.
 * @throws StudioError 'unsupported' where a number is too large for float16
 */
export function halvesOf(numbers: Float32Array, tensor: string): Float16Array {
  const halves = new Float16Array(numbers);
  checkFinite(new Uint16Array(halves.buffer), tensor);
  return halves;
}

let table: Uint16Array | null = null;

/**
 * bfloat16 numbers in float16, by a table of all of them.
 * @throws StudioError 'unsupported' where a number is too large for float16, 'model-invalid' where it is not finite
 */
export function halvesOfBrain(raw: Uint8Array, tensor: string): Uint16Array {
  const ofBrain = brainTable();
  const bits = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2);
  const halves = new Uint16Array(bits.length);
  let infinite = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const half = ofBrain[bits[i] ?? 0] ?? 0;
    if ((half & INFINITE) === INFINITE) infinite += 1;
    halves[i] = half;
  }
  if (infinite === 0) return halves;
  const count = bits.reduce((sum, brain) => sum + ((brain & 0x7f80) === 0x7f80 ? 1 : 0), 0);
  if (count > 0) throw StudioError.of('checkpoint.not-finite', { tensor, count });
  throw StudioError.of('convert.half-range', { tensor });
}

function checkFinite(bits: Uint16Array, tensor: string): void {
  for (let i = 0; i < bits.length; i += 1) {
    if (((bits[i] ?? 0) & INFINITE) === INFINITE) throw StudioError.of('convert.half-range', { tensor });
  }
}

/** float16 bits of every bfloat16. */
function brainTable(): Uint16Array {
  table ??= new Uint16Array(
    new Float16Array(new Float32Array(Uint32Array.from({ length: 65536 }, (_, bits) => bits << 16).buffer)).buffer,
  );
  return table;
}
