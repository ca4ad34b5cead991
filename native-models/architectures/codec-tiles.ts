import type { GraphBuilder } from '../graph/builder.ts';
import {
  type CodecShape,
  channelsAt,
  decodeLevel,
  decodeLevels,
  decoderInput,
  doubled,
  encodeLevel,
  encodeLevels,
  halved,
  quantised,
} from './codec.ts';
import { CodecLayers } from './codec-layers.ts';
import { SampleView, TileView, wholeView } from './codec-view.ts';
import type { Weights } from './weights.ts';

/** Of the numbers that the finest level has for a pixel, the share that a level may have to be a coarse one. */
const COARSE_SHARE = 1 / 32;

/** What one half of the codec says of its fine levels. */
interface FineHalf {
  /** Channels of `hidden`. */
  readonly channels: number;
  /** Group norms of the fine levels. */
  readonly norms: number;
  /** How many places the layers of each fine level see to every side, in the order of computation. */
  readonly sees: number[];
}

/**
 * How the codec runs in tiles. Its fine levels see a part of the picture at a time. The coarse levels see all of it,
 * which is small by then. They meet in `hidden` [B, channels, h, w].
 */
export interface CodecTiles {
  /** Pixels along one side of a place of `hidden`. */
  readonly placeSize: number;
  readonly groups: number;
  /** The most numbers that a layer has for a pixel. */
  readonly numbersPerPixel: number;
  readonly encoder: FineHalf;
  readonly decoder: FineHalf;
}

/** The codec in tiles, or null where it has one level alone. */
export function tilesOf(shape: CodecShape): CodecTiles | null {
  const { channels, layersPerBlock } = shape;
  if (channels.length < 2) return null;
  const fine = fineLevels(shape);
  const [inEncoder, inDecoder] = [2 * layersPerBlock, 2 * (layersPerBlock + 1)];
  // The first layer of the encoder and the last of the decoder see one pixel more.
  const levels = Array.from({ length: fine }, (_, level) => level);
  return {
    placeSize: 2 ** fine,
    groups: shape.normGroups,
    numbersPerPixel: numbersAt(shape, 0),
    encoder: {
      channels: channelsAt(shape, fine - 1),
      norms: fine * inEncoder,
      sees: levels.map((level) => inEncoder + (level === 0 ? 1 : 0)),
    },
    decoder: {
      channels: channelsAt(shape, fine),
      norms: fine * inDecoder + 1,
      sees: levels.map((level) => inDecoder + (level === fine - 1 ? 1 : 0)),
    },
  };
}

/** How many levels, from the finest on, run in tiles. */
function fineLevels(shape: CodecShape): number {
  const last = shape.channels.length - 1;
  let fine = last;
  while (fine > 1 && numbersAt(shape, fine - 1) <= COARSE_SHARE * numbersAt(shape, 0)) fine -= 1;
  return fine;
}

/** The most numbers that a layer of a level has for a pixel of the picture. */
function numbersAt(shape: CodecShape, level: number): number {
  const coarser = channelsAt(shape, Math.min(level + 1, shape.channels.length - 1));
  return Math.max(channelsAt(shape, level), coarser) / 4 ** level;
}

/** Fine levels run over tiles, and over a sample by which their norms are measured. */
export type FinePart = 'tile' | 'sample';

const viewOf = (g: GraphBuilder, part: FinePart, groups: number) =>
  part === 'tile' ? new TileView(g, groups) : new SampleView(g, groups);

/** pixels [B, 3, H, W] -> hidden and means; of a sample moments. */
export function buildFineEncoder(g: GraphBuilder, shape: CodecShape, weights: Weights, part: FinePart): void {
  const fine = fineLevels(shape);
  const pixels = g.input('pixels', 'float32', ['batch', 3, 'height', 'width']);
  const view = viewOf(g, part, shape.normGroups);
  const hidden = encodeLevels(new CodecLayers(g, weights, view), shape, view, pixels, fine);
  view.output();
  if (part === 'tile') g.output('hidden', hidden, 'float32', ['batch', channelsAt(shape, fine - 1), 'rows', 'columns']);
}

/** hidden -> codes and latents. */
export function buildCoarseEncoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const [fine, last] = [fineLevels(shape), shape.channels.length - 1];
  const view = wholeView(g, shape.normGroups);
  const layers = new CodecLayers(g, weights, view);
  let x = g.input('hidden', 'float32', ['batch', channelsAt(shape, fine - 1), 'height', 'width']);
  for (let level = fine; level < last; level += 1) {
    x = halved(layers, shape, view, encodeLevel(layers, shape, x, level), level);
  }
  quantised(g, layers, shape, weights, encodeLevel(layers, shape, x, last));
}

/** codes [B, h, w] -> hidden. */
export function buildCoarseDecoder(g: GraphBuilder, shape: CodecShape, weights: Weights): void {
  const [fine, last] = [fineLevels(shape), shape.channels.length - 1];
  const view = wholeView(g, shape.normGroups);
  const layers = new CodecLayers(g, weights, view);
  let x = decodeLevel(layers, shape, decoderInput(g, layers, shape, weights), last);
  for (let level = last - 1; level >= fine; level -= 1) {
    x = decodeLevel(layers, shape, doubled(g, layers, shape, view, x, level), level);
  }
  g.output('hidden', x, 'float32', ['batch', channelsAt(shape, fine), 'height', 'width']);
}

/** hidden -> pixels [B, 3, H, W] and means; of a sample moments. */
export function buildFineDecoder(g: GraphBuilder, shape: CodecShape, weights: Weights, part: FinePart): void {
  const fine = fineLevels(shape);
  const hidden = g.input('hidden', 'float32', ['batch', channelsAt(shape, fine), 'rows', 'columns']);
  const view = viewOf(g, part, shape.normGroups);
  const pixels = decodeLevels(g, new CodecLayers(g, weights, view), shape, view, hidden, fine);
  view.output();
  if (part === 'tile') g.output('pixels', pixels, 'float32', ['batch', 3, 'height', 'width']);
}
