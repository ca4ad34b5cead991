import type { GraphBuilder, Value } from '../graph/builder.ts';
import { doubleSize, silu } from '../graph/operations.ts';
import { CodecLayers } from './codec-layers.ts';
import { type View, wholeView } from './codec-view.ts';
import type { Weights } from './weights.ts';

/** Shape of the VQ codec, as vqvae/config.json gives it. */
export interface CodecShape {
  /** Channels at every resolution, the finest first. */
  readonly channels: readonly number[];
  readonly layersPerBlock: number;
  readonly normGroups: number;
  readonly latentChannels: number;
  /** Numbers per codebook entry. */
  readonly entryWidth: number;
  readonly codebookSize: number;
  readonly middleAttention: boolean;
}

const COLOURS = 3;
const CODEBOOK = 'quantize.embedding.weight';
const PIXELS = ['batch', COLOURS, 'height', 'width'] as const;
const CODES = ['batch', 'rows', 'columns'] as const;

/** Pixels per cell side. */
export function patchSizeOf(shape: CodecShape): number {
  return 2 ** (shape.channels.length - 1);
}

/**
 * pixels [B, 3, H, W] in [0, 1] -> codes [B, h, w] and latents [B, entryWidth, h, w], where
 * h = H / patch size. H and W must be multiples of the patch size.
 */
export function buildEncoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const view = wholeView(g, shape.normGroups);
  const layers = new CodecLayers(g, weights, view);
  const pixels = g.input('pixels', 'float32', PIXELS);
  const hidden = encodeLevels(layers, shape, view, pixels, shape.channels.length - 1);
  quantised(g, layers, shape, weights, encodeLevel(layers, shape, hidden, shape.channels.length - 1));
}

/** codes [B, h, w] -> pixels [B, 3, H, W], before clipping to [0, 1]. */
export function buildDecoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const view = wholeView(g, shape.normGroups);
  const layers = new CodecLayers(g, weights, view);
  const hidden = decodeLevel(layers, shape, decoderInput(g, layers, shape, weights), shape.channels.length - 1);
  const pixels = decodeLevels(g, layers, shape, view, hidden, shape.channels.length - 1);
  g.output('pixels', pixels, 'float32', PIXELS);
}

/** From pixels to the input of `level`: the levels before it, each halved at its end. */
export function encodeLevels(layers: CodecLayers, shape: CodecShape, view: View, pixels: Value, level: number): Value {
  let x = layers.conv3x3('encoder.conv_in', pixels, COLOURS, channelsAt(shape, 0));
  for (let at = 0; at < level; at += 1) x = halved(layers, shape, view, encodeLevel(layers, shape, x, at), at);
  return x;
}

/** The residuals of a level of the encoder. */
export function encodeLevel(layers: CodecLayers, shape: CodecShape, x: Value, level: number): Value {
  const [from, to] = [channelsAt(shape, Math.max(level - 1, 0)), channelsAt(shape, level)];
  let y = x;
  for (let i = 0; i < shape.layersPerBlock; i += 1) {
    y = layers.residual(`encoder.down_blocks.${level}.resnets.${i}`, y, i === 0 ? from : to, to);
  }
  return y;
}

/** The input of the level after `level` of the encoder, of the output of it. */
export function halved(layers: CodecLayers, shape: CodecShape, view: View, x: Value, level: number): Value {
  const path = `encoder.down_blocks.${level}.downsamplers.0.conv`;
  const half = layers.downsample(path, view.cut(x), channelsAt(shape, level));
  view.halved();
  return half;
}

/** The middle of the encoder and its end: x [B, channels, h, w] -> codes and latents. */
export function quantised(g: GraphBuilder, layers: CodecLayers, shape: CodecShape, weights: Weights, x: Value): void {
  const channels = channelsAt(shape, shape.channels.length - 1);
  const middle = layers.middle('encoder.mid_block', x, channels, shape.middleAttention);
  const normed = silu(g, layers.normed('encoder.conv_norm_out', middle, channels));
  const out = layers.conv3x3('encoder.conv_out', normed, channels, shape.latentChannels);
  const latents = layers.conv1x1('quant_conv', out, shape.latentChannels, shape.entryWidth);
  g.output('latents', latents, 'float32', ['batch', shape.entryWidth, 'rows', 'columns']);
  g.output('codes', nearestEntry(g, latents, shape, weights), 'int64', CODES);
}

/**
 * Index of the codebook entry nearest to every cell: latents [B, C, h, w] -> [B, h, w]. The least
 * |e|^2 - 2 z.e, which is the squared distance less |z|^2, the same for every entry. The first of
 * equals wins.
 */
function nearestEntry(g: GraphBuilder, latents: Value, shape: CodecShape, weights: Weights): Value {
  return g.scope('quantize', () => {
    const entries = codebook(g, shape, weights);
    const cellsLast = g.node('Transpose', [latents], { perm: { ints: [0, 2, 3, 1] } });
    const rows = g.node('Reshape', [cellsLast, g.ints([-1, shape.entryWidth])]);
    const squares = g.node('ReduceSumSquare', [entries, g.ints([1])], { keepdims: { int: 0 } });
    const distances = g.node('Gemm', [rows, entries, squares], { transB: { int: 1 }, alpha: { float: -2 } });
    const nearest = g.node('ArgMin', [distances], {
      axis: { int: 1 },
      keepdims: { int: 0 },
      select_last_index: { int: 0 },
    });
    const gridShape = g.node('Shape', [cellsLast], { start: { int: 0 }, end: { int: 3 } });
    return g.node('Reshape', [nearest, gridShape]);
  });
}

/** codes -> the input of the coarsest level of the decoder. */
export function decoderInput(g: GraphBuilder, layers: CodecLayers, shape: CodecShape, weights: Weights): Value {
  const codes = g.input('codes', 'int64', CODES);
  const entries = g.node('Gather', [codebook(g, shape, weights), codes], { axis: { int: 0 } });
  const latents = g.node('Transpose', [entries], { perm: { ints: [0, 3, 1, 2] } });
  const channels = channelsAt(shape, shape.channels.length - 1);
  let x = layers.conv1x1('post_quant_conv', latents, shape.entryWidth, shape.latentChannels);
  x = layers.conv3x3('decoder.conv_in', x, shape.latentChannels, channels);
  return layers.middle('decoder.mid_block', x, channels, shape.middleAttention);
}

/** The residuals of a level of the decoder: one more than the encoder has. */
export function decodeLevel(layers: CodecLayers, shape: CodecShape, x: Value, level: number): Value {
  const [from, to] = [channelsAt(shape, Math.min(level + 1, shape.channels.length - 1)), channelsAt(shape, level)];
  let y = x;
  for (let i = 0; i <= shape.layersPerBlock; i += 1) {
    y = layers.residual(`${decoderBlock(shape, level)}.resnets.${i}`, y, i === 0 ? from : to, to);
  }
  return y;
}

/** From the output of `level` to pixels: the finer levels, each doubled at its beginning. */
export function decodeLevels(
  g: GraphBuilder,
  layers: CodecLayers,
  shape: CodecShape,
  view: View,
  hidden: Value,
  level: number,
): Value {
  let x = hidden;
  for (let at = level - 1; at >= 0; at -= 1) {
    x = decodeLevel(layers, shape, doubled(g, layers, shape, view, x, at), at);
  }
  const channels = channelsAt(shape, 0);
  return layers.conv3x3(
    'decoder.conv_out',
    silu(g, layers.normed('decoder.conv_norm_out', x, channels)),
    channels,
    COLOURS,
  );
}

/** The input of `level` of the decoder, of the output of the coarser one. */
export function doubled(
  g: GraphBuilder,
  layers: CodecLayers,
  shape: CodecShape,
  view: View,
  x: Value,
  level: number,
): Value {
  const channels = channelsAt(shape, level + 1);
  const twice = doubleSize(g, x);
  view.doubled();
  const path = `${decoderBlock(shape, level + 1)}.upsamplers.0.conv`;
  return view.cut(layers.conv3x3(path, twice, channels, channels));
}

/** The decoder counts its blocks from the coarsest level. */
function decoderBlock(shape: CodecShape, level: number): string {
  return `decoder.up_blocks.${shape.channels.length - 1 - level}`;
}

function codebook(g: GraphBuilder, shape: CodecShape, weights: Weights): Value {
  const dims = [shape.codebookSize, shape.entryWidth] as const;
  return g.weight(weights.take(CODEBOOK, dims), dims);
}

/** Channels of a level, counted from the finest. */
export function channelsAt(shape: CodecShape, level: number): number {
  const channels = shape.channels[level];
  if (channels === undefined) throw new Error(`the codec has no level ${level}`);
  return channels;
}
