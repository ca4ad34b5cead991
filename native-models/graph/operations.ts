import type { GraphBuilder, Value } from './builder.ts';
import { type ElementType, elementTypes } from './onnx-proto.ts';

/**
 * Layers that the networks are written in. Every operator here has a kernel on the CPU and on
 * WebGPU, which rules out GroupNormalization-21 and the Attention of opset 23.
 */
const MICROSOFT = 'com.microsoft';

/** x in another type, any shape. */
export function cast(g: GraphBuilder, x: Value, type: ElementType): Value {
  return g.node('Cast', [x], { to: { int: elementTypes[type] } });
}

/** x [rows, in] times the transpose of weight [out, in], the way checkpoints store it, plus `bias`: [rows, out]. */
export function linear(g: GraphBuilder, name: string, x: Value, weight: Value, bias: Value | null = null): Value {
  return g.node('Gemm', bias === null ? [x, weight] : [x, weight, bias], { transB: { int: 1 } }, { name });
}

/** x * sigmoid(x), any shape. */
export function silu(g: GraphBuilder, x: Value): Value {
  return g.node('Mul', [x, g.node('Sigmoid', [x])]);
}

/** x / sqrt(mean(x^2) + epsilon) * weight over the last axis. */
export function rmsNorm(g: GraphBuilder, name: string, x: Value, weight: Value, epsilon: number): Value {
  const attributes = { axis: { int: -1 }, epsilon: { float: epsilon }, stash_type: { int: 1 } };
  return g.node('SimplifiedLayerNormalization', [x, weight], attributes, { name });
}

/**
 * Rotates the halves of every head of x [batch, rows, width] by the angles whose cosine and sine
 * stand in row `places[b, r]` of the tables [rows, head width / 2].
 */
export function rotate(
  g: GraphBuilder,
  name: string,
  x: Value,
  places: Value,
  cos: Value,
  sin: Value,
  heads: number,
): Value {
  const attributes = { num_heads: { int: heads }, interleaved: { int: 0 } };
  return g.node('RotaryEmbedding', [x, places, cos, sin], attributes, { name, domain: MICROSOFT });
}

/**
 * Queries [B, N, width] over keys and values [B, T, width]: [B, N, width]. `bias` [B, 1, N, T] is
 * added to the scores of every head; without it everything sees everything.
 */
export function attend(
  g: GraphBuilder,
  name: string,
  [q, k, v]: readonly [Value, Value, Value],
  heads: number,
  bias: Value | null = null,
): Value {
  const inputs = bias === null ? [q, k, v] : [q, k, v, null, null, bias];
  return g.node('MultiHeadAttention', inputs, { num_heads: { int: heads } }, { name, domain: MICROSOFT });
}

/** Factors and summands of a norm or a convolution. */
export interface Affine {
  readonly weight: Value;
  readonly bias: Value;
}

/** Group norm of x [B, channels, ...]; `affine` holds [channels, 1, ...] factors and summands. */
export function groupNorm(g: GraphBuilder, x: Value, affine: Affine, groups: number, epsilon: number): Value {
  // As instance norm of [B, groups, rest]: GroupNormalization itself has no kernel on WebGPU.
  const ones = g.floats(new Array<number>(groups).fill(1), [groups]);
  const zeros = g.floats(new Array<number>(groups).fill(0), [groups]);
  const grouped = g.node('Reshape', [x, g.ints([0, groups, -1])]);
  const normed = g.node('InstanceNormalization', [grouped, ones, zeros], { epsilon: { float: epsilon } });
  const restored = g.node('Reshape', [normed, g.node('Shape', [x])]);
  return g.node('Add', [g.node('Mul', [restored, affine.weight]), affine.bias]);
}

/** Stride and padding of a convolution. */
export interface Padding {
  readonly stride?: number;
  /** Zeros at top, left, bottom, right. */
  readonly pads?: readonly [number, number, number, number];
}

/** 2-D convolution of x [B, in, H, W] with weight [out, in, k, k] and bias [out]. */
export function conv(g: GraphBuilder, name: string, x: Value, affine: Affine, options: Padding = {}): Value {
  const stride = options.stride ?? 1;
  const attributes = { strides: { ints: [stride, stride] }, pads: { ints: options.pads ?? [0, 0, 0, 0] } };
  return g.node('Conv', [x, affine.weight, affine.bias], attributes, { name });
}

/** Every pixel of x [B, C, H, W] becomes four: [B, C, 2H, 2W]. */
export function doubleSize(g: GraphBuilder, x: Value): Value {
  const attributes = {
    mode: { string: 'nearest' },
    coordinate_transformation_mode: { string: 'asymmetric' },
    nearest_mode: { string: 'floor' },
  };
  return g.node('Resize', [x, null, g.floats([1, 1, 2, 2], [4])], attributes);
}

/** Every second row and column of x [B, C, H, W], from the first on: [B, C, H / 2, W / 2], rounded down. */
export function halfSize(g: GraphBuilder, x: Value): Value {
  return g.node('Slice', [x, g.ints([0, 0]), g.ints([-1, -1]), g.ints([2, 3]), g.ints([2, 2])]);
}
