import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Numbers in float16, rounded to nearest.
 * @throws StudioError 'model-invalid' where a number is too large for float16
 */
export function halvesOf(numbers: Float32Array, tensor: string): Float16Array {
  const halves = new Float16Array(numbers);
  const bits = new Uint16Array(halves.buffer);
  for (let i = 0; i < bits.length; i += 1) {
    if (((bits[i] ?? 0) & 0x7fff) === 0x7c00) throw StudioError.of('convert.half-range', { tensor });
  }
  return halves;
}
