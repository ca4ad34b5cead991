import type { GraphBuilder, Value } from '../graph/builder.ts';
import { attend, cast, rmsNorm, rotate, silu } from '../graph/operations.ts';
import { addHeads } from './heads.ts';
import type { Linear } from './linear.ts';
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

/** How the transformer is built. */
export interface DenoiserOptions {
  readonly linear: Linear;
  /** Type of keys and values between passes. */
  readonly keyValues: 'float32' | 'float16';
  /** First row of the head that belongs to the codebook. */
  readonly codeOffset: number;
  /** Codes of the codebook. */
  readonly codes: number;
  /** Whether to add the outputs hidden.0 ... hidden.{layers}, for comparison with the reference. */
  readonly exposeHidden: boolean;
}

interface Inputs {
  readonly tokenIds: Value;
  /** Position of every computed row among the B*T positions of all sequences: [B*N, 1]. */
  readonly targets: Value;
  /** Computed rows, counted over B*N, whose keys and values are output. */
  readonly keptRows: Value;
  /** Whether every position is computed, so that nothing of an earlier call is needed. */
  readonly isFull: Value;
  /** Whether all sequences are T positions long. */
  readonly isEven: Value;
  /** Bias of the attention scores, by query and position: [B, 1, N, T]. Empty where `isEven`. */
  readonly unseen: Value;
  /** The shape [B, -1, width] as a tensor. */
  readonly keptShape: Value;
  /** The shapes [-1, width] and [B, N, width] and [B, T, width] as tensors. */
  readonly shape2d: Value;
  readonly rowsShape: Value;
  readonly placesShape: Value;
  /** Row of every computed row in the angle tables: 0 .. B*N-1, as [B, N]. */
  readonly angleRows: Value;
  /** Cosine and sine of every row's angles, [B*N, head width / 2]. */
  readonly cos: Value;
  readonly sin: Value;
}

/** Far below every score. It is finite, since the difference of two must not be NaN. */
const UNSEEN = -1e30;

const EMBEDDING = 'model.transformer.wte.weight';

/** The tensor of the output head. */
export function headOf({ tiedHead }: DenoiserShape): string {
  return tiedHead ? EMBEDDING : 'model.transformer.ff_out.weight';
}

/**
 * LLaDA: a bidirectional, Llama-like transformer (arXiv 2502.09992). It computes N rows of a sequence of T
 * positions. Keys, values and final states of the other positions come from an earlier call.
 *
 * Inputs: token_ids [B, N]; positions [B, N]; lengths [B], beyond which no row attends, so that branches
 * of different lengths form one batch; targets [B*N], the position of every computed row, counted over
 * B*T; past_keys.i, past_values.i, past_states [B, T, width], keys after rotation, whose values at
 * computed positions are ignored, or [B, 0, width] where all positions are computed; kept_rows [K], computed rows counted
 * over B*N. Rows of the heads (heads.ts) are positions.
 * Outputs: those of the heads; of the computed rows only, states (the output of the final norm), [B, N, width]; and of the
 * kept rows, keys.i and values.i, [B, K/B, width]. A runtime keeps every output until the end of a run, fetched or not, so
 * that a pass without kept rows takes the memory of one layer instead of all.
 */
export function buildDenoiser(g: GraphBuilder, shape: DenoiserShape, weights: Weights, options: DenoiserOptions): void {
  const { width, rows: vocabulary, normEpsilon } = shape;
  const { linear, keyValues, codeOffset, codes } = options;
  const pastStates = g.input('past_states', 'float32', ['batch', 'places', width]);
  const inputs = declareInputs(g, shape, pastStates);
  const embedding = [vocabulary, width] as const;
  const table = { source: weights.take(EMBEDDING, embedding), dims: embedding };
  const flatIds = g.node('Reshape', [inputs.tokenIds, g.ints([-1])]);

  // x [B*N, width] all the way down: one matrix product per layer, whatever the batch.
  let x = linear.lookUp('embedding', table, flatIds);
  for (let layer = 0; layer < shape.layers; layer += 1) {
    if (options.exposeHidden) exposeHidden(g, layer, x, inputs, shape);
    x = g.scope(`blocks.${layer}`, () => block(g, layer, x, inputs, shape, weights, { linear, keyValues }));
  }
  const finalNorm = g.weight(weights.take('model.transformer.ln_f.weight', [width]), [width]);
  x = rmsNorm(g, 'final_norm', x, finalNorm, normEpsilon);
  if (options.exposeHidden) exposeHidden(g, shape.layers, x, inputs, shape);
  g.output('states', g.node('Reshape', [x, inputs.rowsShape]), 'float32', ['batch', 'rows', width]);
  const head = { source: weights.take(headOf(shape), embedding), dims: embedding, codeOffset, codes };
  const floats = { worked: 'float32', kept: 'float32' } as const;
  addHeads(g, linear, merge(g, 'states', pastStates, x, inputs, floats), head);
}

function declareInputs(g: GraphBuilder, shape: DenoiserShape, pastStates: Value): Inputs {
  const tokenIds = g.input('token_ids', 'int64', ['batch', 'rows']);
  const positions = g.input('positions', 'int64', ['batch', 'rows']);
  const lengths = g.input('lengths', 'int64', ['batch']);
  const targets = g.input('targets', 'int64', ['computed']);
  const keptRows = g.input('kept_rows', 'int64', ['kept']);
  const extents = g.node('Shape', [tokenIds]);
  const [batch, rows] = [extentOf(g, extents, 0), extentOf(g, extents, 1)];
  const past = extentOf(g, g.node('Shape', [pastStates]), 1);
  const places = g.node('Max', [rows, past]);
  const isFull = g.node('Squeeze', [g.node('Equal', [past, g.ints([0])])]);
  const isEven = g.node('Equal', [
    g.node('ReduceMin', [lengths], { keepdims: { int: 0 } }),
    g.node('Squeeze', [places]),
  ]);
  const { cos, sin } = angles(g, positions, shape);
  const flatPlaces = g.node('Range', [g.ints(0), g.node('Size', [tokenIds]), g.ints(1)]);
  return {
    tokenIds,
    targets: g.node('Reshape', [targets, g.ints([-1, 1])]),
    keptRows,
    isFull,
    isEven,
    unseen: g.scope('unseen', () =>
      g.either(
        'bias',
        isEven,
        'float32',
        () => g.node('Identity', [g.floats([], [0])]),
        () => unseen(g, lengths, batch, rows, places),
      ),
    ),
    keptShape: joined(g, [batch, g.ints([-1]), g.ints([shape.width])]),
    shape2d: g.ints([-1, shape.width]),
    rowsShape: joined(g, [extents, g.ints([shape.width])]),
    placesShape: joined(g, [batch, places, g.ints([shape.width])]),
    angleRows: g.node('Reshape', [flatPlaces, extents], {}, { name: 'angle_places' }),
    cos,
    sin,
  };
}

/** Extent `axis` of a shape, [1]. */
function extentOf(g: GraphBuilder, shape: Value, axis: number): Value {
  return g.node('Gather', [shape, g.ints([axis])], { axis: { int: 0 } });
}

/** One list of whole numbers of several. */
function joined(g: GraphBuilder, parts: readonly Value[]): Value {
  return g.node('Concat', parts, { axis: { int: 0 } });
}

/** 0 where a place is within its sequence's length, and UNSEEN beyond: [B, 1, N, T]. */
function unseen(g: GraphBuilder, lengths: Value, batch: Value, rows: Value, places: Value): Value {
  const within = g.node('Less', [
    g.node('Range', [g.ints(0), g.node('Squeeze', [places]), g.ints(1)]),
    g.node('Reshape', [lengths, g.ints([-1, 1, 1, 1])]),
  ]);
  const added = g.node('Where', [within, g.floats([0], [1]), g.floats([UNSEEN], [1])]);
  return g.node('Expand', [added, joined(g, [batch, g.ints([1]), rows, places])]);
}

/**
 * Angles are computed for the rows at hand and not looked up in a table of max_sequence_length:
 * the reference's table grows with the sequence, so any position is allowed. They are the reference's
 * float32 products; cosine and sine are taken in float64, for which graphics processors have no kernel,
 * so that the CPU computes them: WGSL promises 2^-11 and that only within +-pi
 * (https://www.w3.org/TR/WGSL/#floating-point-accuracy).
 */
function angles(g: GraphBuilder, positions: Value, shape: DenoiserShape): { cos: Value; sin: Value } {
  const headWidth = shape.width / shape.heads;
  const frequencies = Float32Array.from({ length: headWidth / 2 }, (_, i) =>
    // The reference divides in float32 after a float32 power: rounding once more keeps its bits.
    Math.fround(1 / Math.fround(shape.ropeTheta ** Math.fround((2 * i) / headWidth))),
  );
  return g.scope('angles', () => {
    const column = g.node('Reshape', [cast(g, positions, 'float64'), g.ints([-1, 1])]);
    const turn = cast(g, g.node('Mul', [column, g.doubles(frequencies, [1, headWidth / 2])]), 'float32');
    const exact = cast(g, turn, 'float64');
    return { cos: cast(g, g.node('Cos', [exact]), 'float32'), sin: cast(g, g.node('Sin', [exact]), 'float32') };
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
  { linear, keyValues }: Pick<DenoiserOptions, 'linear' | 'keyValues'>,
): Value {
  const take = (name: string, dims: readonly number[]): string =>
    weights.take(`model.transformer.blocks.${layer}.${name}.weight`, dims);
  const norm = (name: string) => g.weight(take(name, [shape.width]), [shape.width]);
  const matrix = (name: string, dims: readonly [number, number]) => ({ source: take(name, dims), dims });
  const { width, mlpWidth, normEpsilon } = shape;
  const square = [width, width] as const;

  const attended = g.scope('attn', () => {
    const normed = linear.ready(rmsNorm(g, 'norm', x, norm('attn_norm'), normEpsilon));
    const rows = (name: string): Value =>
      g.node('Reshape', [linear.times(name, normed, matrix(name, square)), inputs.rowsShape]);
    const turned = (name: string): Value =>
      rotate(g, `${name}_rotated`, rows(name), inputs.angleRows, inputs.cos, inputs.sin, shape.heads);
    const types = { worked: linear.attention, kept: keyValues };
    const query = inType(g, turned('q_proj'), 'float32', linear.attention);
    const keys = everyPlace(g, 'keys', layer, turned('k_proj'), inputs, shape, types);
    const values = everyPlace(g, 'values', layer, rows('v_proj'), inputs, shape, types);
    // Without a bias, kernels need not hold all scores at once: https://arxiv.org/abs/2205.14135
    const attention = (name: string, bias: Value | null) => () =>
      attend(g, name, [query, keys, values], shape.heads, bias);
    const bias = inType(g, inputs.unseen, 'float32', linear.attention);
    const mixed = g.either(
      'mixed',
      inputs.isEven,
      linear.attention,
      attention('attention', null),
      attention('masked_attention', bias),
    );
    const flat = linear.ready(inType(g, g.node('Reshape', [mixed, inputs.shape2d]), linear.attention, 'float32'));
    // The residual is what the product is added to.
    return linear.times('attn_out', flat, matrix('attn_out', square), x);
  });

  return g.scope('mlp', () => {
    const normed = linear.ready(rmsNorm(g, 'norm', attended, norm('ff_norm'), normEpsilon));
    const gate = silu(g, linear.times('ff_proj', normed, matrix('ff_proj', [mlpWidth, width])));
    const up = linear.times('up_proj', normed, matrix('up_proj', [mlpWidth, width]));
    const gated = linear.ready(g.node('Mul', [gate, up]));
    return linear.times('ff_out', gated, matrix('ff_out', [width, mlpWidth]), attended);
  });
}

/** A layer's keys or values at every place, [B, T, width]. Those of kept rows go out. */
function everyPlace(
  g: GraphBuilder,
  kind: 'keys' | 'values',
  layer: number,
  computed: Value,
  inputs: Inputs,
  shape: DenoiserShape,
  { worked, kept }: { readonly worked: 'float32' | 'float16'; readonly kept: 'float32' | 'float16' },
): Value {
  const past = g.input(`past_${kind}.${layer}`, kept, ['batch', 'places', shape.width]);
  const flat = g.node('Reshape', [computed, inputs.shape2d]);
  const out = inType(g, g.node('Gather', [flat, inputs.keptRows], { axis: { int: 0 } }), 'float32', kept);
  g.output(`${kind}.${layer}`, g.node('Reshape', [out, inputs.keptShape]), kept, ['batch', 'kept_each', shape.width]);
  // ONNX Runtime runs what nothing waits for at the end, and would hold the keys and values of all layers until then. So the
  // choice of a branch waits for what goes out, of which there are never less than no rows.
  const count = g.node('Squeeze', [extentOf(g, g.node('Shape', [out]), 0)]);
  const isFull = g.node('And', [inputs.isFull, g.node('GreaterOrEqual', [count, g.ints(0)])]);
  const computedRows = inType(g, flat, 'float32', worked);
  const merged = merge(g, kind, past, computedRows, { ...inputs, isFull }, { worked, kept });
  return g.node('Reshape', [merged, inputs.placesShape]);
}

/** Computed rows [B*N, width] written over those of the past [B, T, width]: [B*T, width]. */
function merge(
  g: GraphBuilder,
  name: string,
  past: Value,
  computed: Value,
  inputs: Inputs,
  { worked, kept }: { readonly worked: 'float32' | 'float16'; readonly kept: 'float32' | 'float16' },
): Value {
  const written = () => {
    const flat = inType(g, g.node('Reshape', [past, inputs.shape2d]), kept, worked);
    return g.node('ScatterND', [flat, inputs.targets, computed]);
  };
  return g.either(name, inputs.isFull, worked, () => g.node('Identity', [computed]), written);
}

/** x of type `from` in type `to`. */
function inType<T extends 'float32' | 'float16'>(g: GraphBuilder, x: Value, from: T, to: T): Value {
  return from === to ? x : cast(g, x, to);
}

function exposeHidden(g: GraphBuilder, index: number, x: Value, inputs: Inputs, shape: DenoiserShape): void {
  const rows = g.node('Reshape', [x, inputs.rowsShape]);
  g.output(`hidden.${index}`, rows, 'float32', ['batch', 'rows', shape.width]);
}
