import { StudioError } from '../../preload/contract/errors.ts';
import { type Precision, precisionSchema } from '../../preload/contract/manifest.ts';
import type { ModelCard } from '../../preload/contract/model-card.ts';
import type { CheckpointLook } from '../../preload/contract/models.ts';
import { drawingBytes, type WeightCounts, weightBytes } from '../../preload/contract/precision-sizes.ts';
import { type CodecShape, patchSizeOf } from '../architectures/codec.ts';
import { readCodecConfig } from '../checkpoint/codec-config.ts';
import { type DenoiserConfig, readDenoiserConfig } from '../checkpoint/denoiser-config.ts';
import { describeGeneration } from '../checkpoint/generation-config.ts';

type Json = Readonly<Record<string, unknown>>;

/** The contents of a checkpoint's configs; `generationConfig` is empty where there is none. */
export interface Configs {
  readonly config: Json;
  readonly codecConfig: Json;
  readonly generationConfig: Json;
}

/** What the configs do not say. */
export interface Measured {
  /** How many numbers the codec's weights have. */
  readonly codecNumbers: number;
  /** Of the files that are read. */
  readonly bytes: number;
  readonly card: ModelCard;
}

/**
 * Says what a checkpoint is and what its model would need, wherever its files lie.
 * @param folderName names the model where the configs do not
 * @returns what makes the description of what else is known of it
 * @throws StudioError where the studio could not make a model of it
 */
export function describeCheckpoint(
  { config, codecConfig, generationConfig }: Configs,
  folderName: string,
): (measured: Measured) => CheckpointLook {
  const denoiser = readDenoiserConfig(config);
  const codec = readCodecConfig(codecConfig);
  const side = patchSizeOf(codec);
  const generation = describeGeneration(generationConfig, {
    fallbackName: folderName.slice(0, 200) || 'Lumina-DiMOO',
    patchSize: side,
    maxSequenceLength: denoiser.maxSequenceLength,
  });
  const [nativeSize = { width: 1, height: 1 }] = generation.nativeSizes;
  return ({ codecNumbers, bytes, card }) => {
    const counts = countWeights(denoiser, codec, codecNumbers);
    const shape = {
      layers: denoiser.layers,
      width: denoiser.width,
      codes: codec.codebookSize,
      cells: (nativeSize.width / side) * (nativeSize.height / side),
    };
    return {
      kind: 'checkpoint',
      name: generation.name,
      layers: denoiser.layers,
      width: denoiser.width,
      parameters: counts.blocks + counts.tables + counts.norms + counts.codec,
      bytes,
      tasks: generation.tasks,
      nativeSize,
      ...card,
      offers: precisionSchema.options.map((precision: Precision) => ({
        precision,
        diskBytes: weightBytes(counts, precision),
        memoryBytes: drawingBytes(counts, shape, precision),
      })),
    };
  };
}

function countWeights(
  { width, mlpWidth, layers, rows, tiedHead }: DenoiserConfig,
  { codebookSize }: CodecShape,
  codecNumbers: number,
): WeightCounts {
  if (codebookSize >= rows) throw StudioError.of('checkpoint.codebook-large', { codes: codebookSize, rows });
  const tables = tiedHead ? 1 : 2;
  return {
    blocks: layers * (4 * width * width + 3 * width * mlpWidth),
    tables: tables * rows * width,
    rows: layers * (5 * width + 2 * mlpWidth) + tables * rows,
    norms: (2 * layers + 1) * width,
    codec: codecNumbers,
  };
}
