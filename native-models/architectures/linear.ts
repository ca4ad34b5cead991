import type { GraphBuilder, Value } from '../graph/builder.ts';
import { cast, linear } from '../graph/operations.ts';

/** Weights [rows, width] of the checkpoint as it stores them, or their rows [from, to). */
export interface Matrix {
  readonly source: string;
  readonly dims: readonly [number, number];
  readonly rows?: readonly [number, number];
}

/** A matrix [rows, in] made ready for products: once for all that are taken of it. */
export interface Factor {
  readonly x: Value;
  /** [rows, 1]: what the numbers of a row of `x` are times of; null where they are themselves. */
  readonly scale: Value | null;
}

/** How a network's weights enter its graph, and how numbers are multiplied by them. */
export interface Linear {
  ready(x: Value): Factor;
  /** `factor` [rows, in] times the transpose of `matrix` [out, in], plus `added` [rows, out]: [rows, out]. */
  times(name: string, factor: Factor, matrix: Matrix, added?: Value): Value;
  /** Rows of `matrix` [rows, width] by their numbers [n]: [n, width]. */
  lookUp(name: string, matrix: Matrix, ids: Value): Value;
}

/** Everything in float32. */
export function floatLinear(g: GraphBuilder): Linear {
  const weight = ({ source, dims, rows }: Matrix) =>
    rows === undefined ? g.weight(source, dims) : g.weightRows(source, dims, ...rows);
  return {
    ready: (x) => ({ x, scale: null }),
    times: (name, { x }, matrix, added) => linear(g, name, x, weight(matrix), added ?? null),
    lookUp: (name, matrix, ids) => g.node('Gather', [weight(matrix), ids], { axis: { int: 0 } }, { name }),
  };
}

/**
 * The largest whole number of an activation. Seven bits and not eight: processors without VNNI add
 * pairs of products in 16 bits, which 2 x 127 x 127 fits and 2 x 255 x 127 does not.
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html#when-and-why-do-i-need-to-try-u8u8
 */
const LARGEST = 63;
/** Of a row of zeros the scale, which it must be possible to divide by. */
const SMALLEST_SCALE = 1e-30;

/**
 * Weights as int8 with a scale for every row, activations rounded to whole numbers row by row as they
 * come; products add up in whole numbers. What a row gives depends on that row alone, so that a
 * picture is the same in a batch and by itself.
 */
export function int8Linear(g: GraphBuilder): Linear {
  const [step, zero] = [g.floats([1 / LARGEST], []), g.bytes('uint8', LARGEST + 1)];
  const weight = ({ source, dims, rows = [0, dims[0]] }: Matrix) => g.quantizedRows(source, dims, ...rows);
  return {
    ready: (x) =>
      g.scope('rounded', () => {
        const largest = g.node('ReduceMax', [g.node('Abs', [x]), g.ints([1])], { keepdims: { int: 1 } });
        const scale = g.node('Max', [largest, g.floats([SMALLEST_SCALE], [])]);
        return { x: g.node('QuantizeLinear', [g.node('Div', [x, scale]), step, zero]), scale };
      }),
    times: (name, { x, scale }, matrix, added) => {
      if (scale === null) throw new Error(`${name} was given numbers that are not rounded`);
      const { values, scales } = weight(matrix);
      const [from, to] = matrix.rows ?? [0, matrix.dims[0]];
      const inputs = [x, step, zero, values, scales, g.bytes('int8', 0, to - from)];
      const rounded = g.node('QGemm', inputs, { transB: { int: 1 } }, { name, domain: 'com.microsoft' });
      const product = g.node('Mul', [rounded, scale]);
      return added === undefined ? product : g.node('Add', [product, added]);
    },
    lookUp: (name, matrix, ids) => {
      const { values, scales } = weight(matrix);
      const rows = cast(g, g.node('Gather', [values, ids], { axis: { int: 0 } }), 'float32');
      const scale = g.node('Unsqueeze', [g.node('Gather', [scales, ids], { axis: { int: 0 } }), g.ints([1])]);
      return g.node('Mul', [rows, scale], {}, { name });
    },
  };
}
