import type { Manifest } from '../../preload/contract/manifest.ts';
import { ArbitraryWeights, buildCanary } from '../architectures/canary.ts';
import { buildDecoder, buildEncoder, type CodecShape } from '../architectures/codec.ts';
import {
  buildCoarseDecoder,
  buildCoarseEncoder,
  buildFineDecoder,
  buildFineEncoder,
  tilesOf,
} from '../architectures/codec-tiles.ts';
import { buildDenoiser } from '../architectures/denoiser.ts';
import { buildKeyValues } from '../architectures/key-values.ts';
import type { TensorFiles } from '../checkpoint/tensor-files.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { PlaceOf } from '../graph/weights-files.ts';
import type { ConvertOptions } from './options.ts';
import type { ConversionPlan } from './plan.ts';
import { keyValuesOf, numbersOf } from './precisions.ts';

/** A graph of the model folder, and what its weights are read from. */
export interface Part {
  readonly role: Exclude<Manifest['files'][number]['role'], 'weights' | 'tokenizer' | 'tokenizer-config'>;
  readonly tensors: Pick<TensorFiles, 'read'>;
  readonly graph: GraphBuilder;
}

/** Builds the graphs; every shape is checked, and no tensor of the checkpoint is left over. */
export function buildParts(
  planned: ConversionPlan,
  transformer: TensorFiles,
  codec: TensorFiles,
  { precision, exposeHidden = false }: ConvertOptions,
  wider: ReadonlySet<string>,
): readonly Part[] {
  const part = (role: Part['role'], tensors: Part['tensors'], place: PlaceOf = `${role}.weights`): Part => ({
    role,
    tensors,
    graph: new GraphBuilder(role, place),
  });
  const denoiser = part('transformer', transformer, besideItsFile(transformer));
  const arbitrary = new ArbitraryWeights();
  const canary = part('canary', arbitrary);
  const merging = part('key-values', transformer);
  const encoder = part('codec-encoder', codec);
  const decoder = part('codec-decoder', codec);
  buildDenoiser(denoiser.graph, planned.denoiser, transformer, {
    codeOffset: planned.codeOffset,
    codes: planned.codec.codebookSize,
    exposeHidden,
    ...numbersOf(precision, denoiser.graph, wider),
  });
  buildCanary(canary.graph, planned.denoiser, arbitrary, numbersOf(precision, canary.graph, wider));
  buildKeyValues(merging.graph, keyValuesOf(precision));
  buildEncoder(encoder.graph, planned.codec, codec);
  buildDecoder(decoder.graph, planned.codec, codec);
  // A tied head may be stored a second time; the reference reads the embedding.
  transformer.refuseRest(planned.denoiser.tiedHead ? [/^model\.transformer\.ff_out\.weight$/] : []);
  codec.refuseRest([]);
  return [
    denoiser,
    canary,
    merging,
    encoder,
    decoder,
    ...tileParts(planned.codec, codec, encoder.graph, decoder.graph),
  ];
}

/** The graphs by which large pictures go through the codec. They read the weights of its two halves. */
function tileParts(
  shape: CodecShape,
  tensors: TensorFiles,
  encoder: GraphBuilder,
  decoder: GraphBuilder,
): readonly Part[] {
  if (tilesOf(shape) === null) return [];
  const part = (role: Part['role'], half: GraphBuilder, build: (graph: GraphBuilder) => void): Part => {
    const graph = new GraphBuilder(role, half);
    build(graph);
    return { role, tensors, graph };
  };
  return [
    part('codec-encoder-coarse', encoder, (g) => buildCoarseEncoder(g, shape, tensors)),
    part('codec-encoder-tile', encoder, (g) => buildFineEncoder(g, shape, tensors, 'tile')),
    part('codec-encoder-sample', encoder, (g) => buildFineEncoder(g, shape, tensors, 'sample')),
    part('codec-decoder-coarse', decoder, (g) => buildCoarseDecoder(g, shape, tensors)),
    part('codec-decoder-tile', decoder, (g) => buildFineDecoder(g, shape, tensors, 'tile')),
    part('codec-decoder-sample', decoder, (g) => buildFineDecoder(g, shape, tensors, 'sample')),
  ];
}

/**
 * The weights files of the transformer follow the files of the checkpoint, so that each can be written while one of those is
 * read from front to back.
 */
function besideItsFile(tensors: TensorFiles): PlaceOf {
  return (source) => {
    const { file, begin } = tensors.placeOf(source);
    return { file: tensors.count === 1 ? 'transformer.weights' : `transformer-${file + 1}.weights`, order: begin };
  };
}
