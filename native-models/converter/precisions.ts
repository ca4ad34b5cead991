import type { Manifest } from '../../preload/contract/manifest.ts';
import type { DenoiserOptions } from '../architectures/denoiser.ts';
import { blockLinear, floatLinear, halfLinear, int8Linear, type Linear } from '../architectures/linear.ts';
import type { GraphBuilder } from '../graph/builder.ts';

type Precision = Manifest['precision'];

/** How a network's numbers are stored and computed. */
type Numbers = Pick<DenoiserOptions, 'linear' | 'keyValues'>;

/** Type of keys and values between passes. Half of the memory changes them less than weights of 8 bits do. */
export function keyValuesOf(precision: Precision): Numbers['keyValues'] {
  return precision === 'fp32' ? 'float32' : 'float16';
}

/**
 * The arithmetic of a precision in a graph.
 * @param wider tensors that are stored in 8 bits although the precision has 4
 */
export function numbersOf(precision: Precision, g: GraphBuilder, wider: ReadonlySet<string>): Numbers {
  const linear: Readonly<Record<Precision, () => Linear>> = {
    fp32: () => floatLinear(g),
    fp16: () => halfLinear(g),
    int8: () => blockLinear(g, () => 8),
    'int8-fast': () => int8Linear(g),
    int4: () => blockLinear(g, (source) => (wider.has(source) ? 8 : 4)),
  };
  return { linear: linear[precision](), keyValues: keyValuesOf(precision) };
}
