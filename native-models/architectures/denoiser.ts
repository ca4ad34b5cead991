import type { GraphBuilder, Value } from '../graph/builder.ts';
import { attend, linear, rmsNorm, rotate, silu } from '../graph/operations.ts';
import type { Weights } from './weights.ts';

/** Shape of the transformer, as its config.json gives it. */
export interface DenoiserShape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlpWidth: number;
  /** Rows of the embedding and of the output head. */
  readonly rows: number;
  readonly tiedHead: boolean;
  readonly normEpsilon: number;
  readonly ropeTheta: number;
}

export interface DenoiserOptions {
  /** Head rows from here on are the codebook's. */
  readonly codeOffset: number;
  /** Adds the outputs hidden.0 ... hidden.{layers}, to compare with the reference. */
  readonly exposeHidden: boolean;
}

interface Inputs {
  readonly tokenIds: Value;
  readonly order: Value;
  /** The shape [-1, width] as a tensor. */
  readonly shape2d: Value;
  /** Place of every row in the angle tables: 0 .. B*N-1, as [B, N]. */
  readonly places: Value;
  /** Cosine and sine of every row's angles, [B*N, head width / 2]. */
  readonly cos: Value;
  readonly sin: Value;
  /** The shape [B, N, width] as a tensor. */
  readonly shape3d: Value;
}

/**
 * LLaDA: a Llama-like, bidirectional transformer. N rows of a sequence of T places are computed;
 * the keys and values of the other places come from an earlier call. No mask and no padding.
 *
 * token_ids [B, N], positions [B, N]; order [B, T]: for every place of every sequence, which row of
 * the flattened B*(P+N) (past rows, then computed rows) holds it: branches may compute different
 * places; past_keys.i, past_values.i [B, P, width], keys after rotation; image_rows [R], text_rows
 * [S]: rows of the flattened B*N at which logits are wanted; image_max_rows [M], text_max_rows [K]:
 * rows of which only the largest logit is.
 * Gives image_logits [R, codes], text_logits [S, codeOffset], image_max [M], text_max [K], and
 * keys.i, values.i [B, N, width] of the computed rows alone: who keeps the others has them already.
 */
export function buildDenoiser(g: GraphBuilder, shape: DenoiserShape, weights: Weights, options: DenoiserOptions): void {
  const inputs = declareInputs(g, shape);
  const embedding = [shape.rows, shape.width] as const;
  const table = g.weight(weights.take('model.transformer.wte.weight', embedding), embedding);
  const flatIds = g.node('Reshape', [inputs.tokenIds, g.ints([-1])]);

  // x [B*N, width] all the way down: one matrix product per layer, whatever the batch.
  let x = g.node('Gather', [table, flatIds], { axis: { int: 0 } }, { name: 'embedding' });
  for (let layer = 0; layer < shape.layers; layer += 1) {
    if (options.exposeHidden) exposeHidden(g, layer, x, inputs, shape);
    x = g.scope(`blocks.${layer}`, () => block(g, layer, x, inputs, shape, weights));
  }
  const finalNorm = g.weight(weights.take('model.transformer.ln_f.weight', [shape.width]), [shape.width]);
  x = rmsNorm(g, 'final_norm', x, finalNorm, shape.normEpsilon);
  if (options.exposeHidden) exposeHidden(g, shape.layers, x, inputs, shape);
  heads(g, x, shape, weights, options.codeOffset);
}

function declareInputs(g: GraphBuilder, shape: DenoiserShape): Inputs {
  const tokenIds = g.input('token_ids', 'int64', ['batch', 'rows']);
  const positions = g.input('positions', 'int64', ['batch', 'rows']);
  const order = g.input('order', 'int64', ['batch', 'places']);
  const rowsShape = g.node('Shape', [tokenIds]);
  const { cos, sin } = angles(g, positions, shape);
  const count = g.node('Size', [tokenIds]);
  const flatPlaces = g.node('Range', [g.ints(0), count, g.ints(1)]);
  return {
    tokenIds,
    order,
    shape2d: g.ints([-1, shape.width]),
    places: g.node('Reshape', [flatPlaces, rowsShape], {}, { name: 'angle_places' }),
    cos,
    sin,
    shape3d: g.node('Concat', [rowsShape, g.ints([shape.width])], { axis: { int: 0 } }, { name: 'rows_shape' }),
  };
}

/**
 * Angles are computed for the rows at hand and not looked up in a table of max_sequence_length:
 * the reference's table grows with the sequence, so any position is allowed.
 */
function angles(g: GraphBuilder, positions: Value, shape: DenoiserShape): { cos: Value; sin: Value } {
  const headWidth = shape.width / shape.heads;
  const frequencies = Float32Array.from({ length: headWidth / 2 }, (_, i) =>
    // The reference divides in float32 after a float32 power: rounding once more keeps its bits.
    Math.fround(1 / Math.fround(shape.ropeTheta ** Math.fround((2 * i) / headWidth))),
  );
  return g.scope('angles', () => {
    const column = g.node('Reshape', [g.node('Cast', [positions], { to: { int: 1 } }), g.ints([-1, 1])]);
    const turn = g.node('Mul', [column, g.floats(frequencies, [1, headWidth / 2])]);
    return { cos: g.node('Cos', [turn]), sin: g.node('Sin', [turn]) };
  });
}

/** x [B*N, width] -> x + attention(norm(x)), then x + mlp(norm(x)). */
function block(
  g: GraphBuilder,
  layer: number,
  x: Value,
  inputs: Inputs,
  shape: DenoiserShape,
  weights: Weights,
): Value {
  const take = (name: string, dims: readonly number[]): Value =>
    g.weight(weights.take(`model.transformer.blocks.${layer}.${name}.weight`, dims), dims);
  const { width, mlpWidth, normEpsilon } = shape;
  const square = [width, width] as const;

  const attended = g.scope('attn', () => {
    const normed = rmsNorm(g, 'norm', x, take('attn_norm', [width]), normEpsilon);
    const rows = (name: string): Value =>
      g.node('Reshape', [linear(g, name, normed, take(name, square)), inputs.shape3d]);
    const turned = (name: string): Value =>
      rotate(g, `${name}_rotated`, rows(name), inputs.places, inputs.cos, inputs.sin, shape.heads);
    const query = turned('q_proj');
    const keys = gatherPlaces(g, 'keys', layer, turned('k_proj'), inputs, shape);
    const values = gatherPlaces(g, 'values', layer, rows('v_proj'), inputs, shape);
    const mixed = attend(g, 'attention', query, keys, values, shape.heads);
    const flat = g.node('Reshape', [mixed, g.ints([-1, width])]);
    return g.node('Add', [x, linear(g, 'attn_out', flat, take('attn_out', square))], {}, { name: 'residual' });
  });

  return g.scope('mlp', () => {
    const normed = rmsNorm(g, 'norm', attended, take('ff_norm', [width]), normEpsilon);
    const gate = silu(g, linear(g, 'ff_proj', normed, take('ff_proj', [mlpWidth, width])));
    const up = linear(g, 'up_proj', normed, take('up_proj', [mlpWidth, width]));
    const down = linear(g, 'ff_out', g.node('Mul', [gate, up]), take('ff_out', [width, mlpWidth]));
    return g.node('Add', [attended, down], {}, { name: 'residual' });
  });
}

/**
 * Past [B, P, width] and computed [B, N, width] rows, brought into the order of the sequence:
 * [B, T, width]. A gather rather than a scatter, because one index then serves the full pass
 * (P = 0) and the partial one. Only what was computed goes out: carrying the whole state through
 * the caller at every step would cost more than a small partial pass.
 */
function gatherPlaces(
  g: GraphBuilder,
  kind: 'keys' | 'values',
  layer: number,
  computed: Value,
  inputs: Inputs,
  shape: DenoiserShape,
): Value {
  const past = g.input(`past_${kind}.${layer}`, 'float32', ['batch', 'past', shape.width]);
  const both = g.node('Concat', [past, computed], { axis: { int: 1 } });
  const flat = g.node('Reshape', [both, inputs.shape2d]);
  g.output(`${kind}.${layer}`, computed, 'float32', ['batch', 'rows', shape.width]);
  return g.node('Gather', [flat, inputs.order], { axis: { int: 0 } }, { name: kind });
}

/** The head in two parts, so that nobody computes text logits to draw a picture, or the reverse. */
function heads(g: GraphBuilder, x: Value, shape: DenoiserShape, weights: Weights, codeOffset: number): void {
  const dims = [shape.rows, shape.width] as const;
  const name = shape.tiedHead ? 'model.transformer.wte.weight' : 'model.transformer.ff_out.weight';
  const source = weights.take(name, dims);
  const parts = [
    { kind: 'image', from: codeOffset, to: shape.rows },
    { kind: 'text', from: 0, to: codeOffset },
  ] as const;
  for (const { kind, from, to } of parts) {
    const weight = g.weightRows(source, dims, from, to);
    const logitsAt = (input: string, layer: string): Value => {
      const rows = g.node('Gather', [x, g.input(input, 'int64', [input])], { axis: { int: 0 } });
      return linear(g, layer, rows, weight);
    };
    g.output(`${kind}_logits`, logitsAt(`${kind}_rows`, `${kind}_head`), 'float32', [`${kind}_rows`, to - from]);
    const largest = g.node('ReduceMax', [logitsAt(`${kind}_max_rows`, `${kind}_max_head`), g.ints([1])], {
      keepdims: { int: 0 },
    });
    g.output(`${kind}_max`, largest, 'float32', [`${kind}_max_rows`]);
  }
}

function exposeHidden(g: GraphBuilder, index: number, x: Value, inputs: Inputs, shape: DenoiserShape): void {
  const rows = g.node('Reshape', [x, inputs.shape3d]);
  g.output(`hidden.${index}`, rows, 'float32', ['batch', 'rows', shape.width]);
}
