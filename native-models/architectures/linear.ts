import type { GraphBuilder, Value } from '../graph/builder.ts';
import { elementTypes } from '../graph/onnx-proto.ts';
import { cast, linear } from '../graph/operations.ts';
import { BLOCK } from '../graph/stored-tensor.ts';

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
  /** Type of the queries, keys and values that attention works on. */
  readonly attention: 'float32' | 'float16';
  ready(x: Value): Factor;
  /** `factor` [rows, in] times the transpose of `matrix` [out, in], plus `added` [rows, out]: [rows, out]. */
  times(name: string, factor: Factor, matrix: Matrix, added?: Value): Value;
  /** Rows of `matrix` [rows, width] by their numbers [n]: [n, width]. */
  lookUp(name: string, matrix: Matrix, ids: Value): Value;
}

/** Everything in float32. */
export function floatLinear(g: GraphBuilder): Linear {
  return {
    attention: 'float32',
    ready: (x) => ({ x, scale: null }),
    times: (name, { x }, matrix, added) => linear(g, name, x, floats(g, matrix, 'float32'), added ?? null),
    lookUp: (name, matrix, ids) => {
      return g.node('Gather', [floats(g, matrix, 'float32'), ids], { axis: { int: 0 } }, { name });
    },
  };
}

/**
 * Weights, products and attention in float16, for graphics processors. What products are added to, norms and rotations
 * stay in float32, since the sums of a deep network leave the range of float16.
 */
export function halfLinear(g: GraphBuilder): Linear {
  return {
    attention: 'float16',
    ready: (x) => ({ x: cast(g, x, 'float16'), scale: null }),
    times: (name, { x }, matrix, added) => {
      const product = cast(g, linear(g, name, x, floats(g, matrix, 'float16')), 'float32');
      return added === undefined ? product : g.node('Add', [product, added]);
    },
    lookUp: (name, matrix, ids) => {
      const rows = g.node('Gather', [floats(g, matrix, 'float16'), ids], { axis: { int: 0 } });
      return g.node('Cast', [rows], { to: { int: elementTypes.float32 } }, { name });
    },
  };
}

function floats(g: GraphBuilder, { source, dims, rows = [0, dims[0]] }: Matrix, form: 'float32' | 'float16'): Value {
  return g.weightRows(source, dims, rows, form);
}

/**
 * On the CPU, activations are rounded to 8 bits for every block of a row. On processors with VNNI such products take a
 * fraction of the time, and elsewhere they are as fast as those in float32 (0 to 4, of which 4 stands for 8 bits).
 */
const ACCURACY_LEVEL = 4;

/**
 * Weights as whole numbers of 4 or 8 bits with a factor for every block of a row, activations in float32.
 * @param bitsOf the bits of a matrix
 */
export function blockLinear(g: GraphBuilder, bitsOf: (source: string) => 4 | 8): Linear {
  return {
    attention: 'float32',
    ready: (x) => ({ x, scale: null }),
    times: (name, { x }, { source, dims, rows = [0, dims[0]] }, added) => {
      const bits = bitsOf(source);
      const { values, scales } = g.quantizedBlocks(source, dims, rows, bits);
      const attributes = {
        K: { int: dims[1] },
        N: { int: rows[1] - rows[0] },
        bits: { int: bits },
        block_size: { int: BLOCK },
        accuracy_level: { int: ACCURACY_LEVEL },
      };
      const product = g.node('MatMulNBits', [x, values, scales], attributes, { name, domain: 'com.microsoft' });
      return added === undefined ? product : g.node('Add', [product, added]);
    },
    lookUp: (name, matrix, ids) => wholeRows(g, name, matrix, ids),
  };
}

/** Rows that are stored as whole numbers with a factor for every row. */
function wholeRows(g: GraphBuilder, name: string, { source, dims, rows = [0, dims[0]] }: Matrix, ids: Value): Value {
  const { values, scales } = g.quantizedRows(source, dims, rows);
  const found = cast(g, g.node('Gather', [values, ids], { axis: { int: 0 } }), 'float32');
  const scale = g.node('Unsqueeze', [g.node('Gather', [scales, ids], { axis: { int: 0 } }), g.ints([1])]);
  return g.node('Mul', [found, scale], {}, { name });
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
 * The fast products of CPUs: weights as int8 with a scale for every row, activations rounded to whole numbers row by row as they
 * come; products add up in whole numbers. What a row gives depends on that row alone, so that a
 * picture is the same in a batch and by itself.
 */
export function int8Linear(g: GraphBuilder): Linear {
  const [step, zero] = [g.floats([1 / LARGEST], []), g.bytes('uint8', LARGEST + 1)];
  return {
    attention: 'float32',
    ready: (x) =>
      g.scope('rounded', () => {
        const largest = g.node('ReduceMax', [g.node('Abs', [x]), g.ints([1])], { keepdims: { int: 1 } });
        const scale = g.node('Max', [largest, g.floats([SMALLEST_SCALE], [])]);
        return { x: g.node('QuantizeLinear', [g.node('Div', [x, scale]), step, zero]), scale };
      }),
    times: (name, { x, scale }, matrix, added) => {
      if (scale === null) throw new Error(`${name} was given numbers that are not rounded`);
      const [from, to] = matrix.rows ?? [0, matrix.dims[0]];
      const { values, scales } = g.quantizedRows(matrix.source, matrix.dims, [from, to]);
      const inputs = [x, step, zero, values, scales, g.bytes('int8', 0, to - from)];
      const rounded = g.node('QGemm', inputs, { transB: { int: 1 } }, { name, domain: 'com.microsoft' });
      const product = g.node('Mul', [rounded, scale]);
      return added === undefined ? product : g.node('Add', [product, added]);
    },
    lookUp: (name, matrix, ids) => wholeRows(g, name, matrix, ids),
  };
}
