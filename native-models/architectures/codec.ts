import type { GraphBuilder, Value } from '../graph/builder.ts';
import { doubleSize, silu } from '../graph/operations.ts';
import { CodecLayers } from './codec-layers.ts';
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

/** Pixels per cell side. */
export function patchSizeOf(shape: CodecShape): number {
  return 2 ** (shape.channels.length - 1);
}

/**
 * pixels [B, 3, H, W] in [0, 1] -> codes [B, h, w] and latents [B, entryWidth, h, w], where
 * h = H / patch size. H and W must be multiples of the patch size.
 */
export function buildEncoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const layers = new CodecLayers(g, weights, shape.normGroups);
  const pixels = g.input('pixels', 'float32', ['batch', COLOURS, 'height', 'width']);
  const last = shape.channels.length - 1;
  let from = channelsAt(shape, 0);
  let x = layers.conv3x3('encoder.conv_in', pixels, COLOURS, from);
  for (let level = 0; level <= last; level += 1) {
    const path = `encoder.down_blocks.${level}`;
    const to = channelsAt(shape, level);
    for (let i = 0; i < shape.layersPerBlock; i += 1) {
      x = layers.residual(`${path}.resnets.${i}`, x, i === 0 ? from : to, to);
    }
    if (level < last) x = layers.downsample(`${path}.downsamplers.0.conv`, x, to);
    from = to;
  }
  x = layers.middle('encoder.mid_block', x, from, shape.middleAttention);
  x = silu(g, layers.normed('encoder.conv_norm_out', x, from));
  x = layers.conv3x3('encoder.conv_out', x, from, shape.latentChannels);
  const latents = layers.conv1x1('quant_conv', x, shape.latentChannels, shape.entryWidth);
  g.output('latents', latents, 'float32', ['batch', shape.entryWidth, 'rows', 'columns']);
  g.output('codes', nearestEntry(g, latents, shape, weights), 'int64', ['batch', 'rows', 'columns']);
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

/** codes [B, h, w] -> pixels [B, 3, H, W], before clipping to [0, 1]. */
export function buildDecoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const layers = new CodecLayers(g, weights, shape.normGroups);
  const codes = g.input('codes', 'int64', ['batch', 'rows', 'columns']);
  const entries = g.node('Gather', [codebook(g, shape, weights), codes], { axis: { int: 0 } });
  const latents = g.node('Transpose', [entries], { perm: { ints: [0, 3, 1, 2] } });
  const last = shape.channels.length - 1;
  let from = channelsAt(shape, last);
  let x = layers.conv1x1('post_quant_conv', latents, shape.entryWidth, shape.latentChannels);
  x = layers.conv3x3('decoder.conv_in', x, shape.latentChannels, from);
  x = layers.middle('decoder.mid_block', x, from, shape.middleAttention);
  for (let level = 0; level <= last; level += 1) {
    const path = `decoder.up_blocks.${level}`;
    const to = channelsAt(shape, last - level);
    // The decoder has one residual more per level than the encoder.
    for (let i = 0; i <= shape.layersPerBlock; i += 1) {
      x = layers.residual(`${path}.resnets.${i}`, x, i === 0 ? from : to, to);
    }
    if (level < last) x = layers.conv3x3(`${path}.upsamplers.0.conv`, doubleSize(g, x), to, to);
    from = to;
  }
  x = silu(g, layers.normed('decoder.conv_norm_out', x, from));
  const pixels = layers.conv3x3('decoder.conv_out', x, from, COLOURS);
  g.output('pixels', pixels, 'float32', ['batch', COLOURS, 'height', 'width']);
}

function codebook(g: GraphBuilder, shape: CodecShape, weights: Weights): Value {
  const dims = [shape.codebookSize, shape.entryWidth] as const;
  return g.weight(weights.take(CODEBOOK, dims), dims);
}

function channelsAt(shape: CodecShape, level: number): number {
  const channels = shape.channels[level];
  if (channels === undefined) throw new Error(`the codec has no level ${level}`);
  return channels;
}
