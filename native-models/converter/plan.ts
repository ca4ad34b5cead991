import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { MANIFEST_FORMAT, type Manifest } from '../../preload/contract/manifest.ts';
import { type CodecShape, patchSizeOf } from '../architectures/codec.ts';
import { tilesOf } from '../architectures/codec-tiles.ts';
import type { CheckpointFiles } from '../checkpoint/checkpoint-files.ts';
import { codeOffsetOf, tokenizerLength } from '../checkpoint/code-offset.ts';
import { readCodecConfig, unknownCodecKeys } from '../checkpoint/codec-config.ts';
import { type DenoiserConfig, readDenoiserConfig, unknownDenoiserKeys } from '../checkpoint/denoiser-config.ts';
import { describeGeneration, type GenerationDescription } from '../checkpoint/generation-config.ts';
import { readJsonFile } from '../checkpoint/json.ts';
import { findSpecialTokens } from '../checkpoint/special-tokens.ts';
import type { ConvertOptions, ConvertResult } from './options.ts';
import { keyValuesOf } from './precisions.ts';

const MAX_CONFIG_BYTES = 1024 * 1024;
const MAX_TOKENIZER_BYTES = 64 * 1024 * 1024;

/** What the config files of a checkpoint say. */
export interface ConversionPlan {
  readonly denoiser: DenoiserConfig;
  readonly codec: CodecShape;
  readonly codeOffset: number;
  readonly passedOver: ConvertResult['passedOver'];
  readonly specialTokens: Manifest['specialTokens'];
  readonly generation: GenerationDescription;
}

/** Everything the manifest and the graphs need, read and checked before a byte is written. */
export async function planConversion(
  checkpoint: string,
  files: CheckpointFiles,
  asked: number | null,
): Promise<ConversionPlan> {
  const json = (name: string, limit = MAX_CONFIG_BYTES) => readJsonFile(join(checkpoint, name), name, limit);
  const config = await json('config.json');
  const denoiser = readDenoiserConfig(config);
  const codecConfig = await json('vqvae/config.json');
  const codec = readCodecConfig(codecConfig);
  const tokenizer = await json('tokenizer.json', MAX_TOKENIZER_BYTES);
  const tokenizerConfig = await json('tokenizer_config.json', MAX_TOKENIZER_BYTES);
  const tokens = tokenizerLength(tokenizer, tokenizerConfig);
  const codeOffset = codeOffsetOf({ rows: denoiser.rows, codes: codec.codebookSize, tokens }, asked);
  return {
    denoiser,
    codec,
    codeOffset,
    passedOver: [
      ...unknownDenoiserKeys(config).map((key) => ({ file: 'config.json', key })),
      ...unknownCodecKeys(codecConfig).map((key) => ({ file: 'vqvae/config.json', key })),
    ],
    specialTokens: findSpecialTokens(tokenizer, tokenizerConfig, codeOffset),
    generation: describeGeneration(files.hasGenerationConfig ? await json('generation_config.json') : {}, {
      fallbackName: basename(resolve(checkpoint)).slice(0, 200) || 'Lumina-DiMOO',
      patchSize: patchSizeOf(codec),
      maxSequenceLength: denoiser.maxSequenceLength,
    }),
  };
}

/** The same seed gives other pictures in int8, or with other rows for the codes: to a picture's record that is another model. */
export function modelHashOf({ precision, codeOffset }: ConvertOptions, checkpoint: string): string {
  const asked = codeOffset === undefined ? '' : ` codes from ${codeOffset}`;
  if (precision === 'fp32' && asked === '') return checkpoint;
  // What was named int8 in earlier records draws other pictures.
  const named = precision === 'int8' ? 'int8 in blocks' : precision;
  return createHash('sha256').update(`${checkpoint} ${named}${asked}`).digest('hex');
}

/** The manifest without its files. */
export function manifestOf(
  { denoiser, codec, ...planned }: ConversionPlan,
  modelHash: string,
  converterVersion: string,
  precision: Manifest['precision'],
): Manifest {
  const tiles = tilesOf(codec);
  return {
    format: MANIFEST_FORMAT,
    ...planned.generation,
    converterVersion,
    modelHash,
    precision,
    family: 'lumina-dimoo',
    elementTypes: {
      states: 'float32',
      keyValues: keyValuesOf(precision),
      logits: 'float32',
      pixels: 'float32',
    },
    transformer: {
      width: denoiser.width,
      layers: denoiser.layers,
      heads: denoiser.heads,
      vocabularySize: denoiser.rows,
      maxSequenceLength: denoiser.maxSequenceLength,
    },
    codec: { patchSize: patchSizeOf(codec), latentChannels: codec.entryWidth, ...(tiles && { tiles }) },
    codebookSize: codec.codebookSize,
    codeOffset: planned.codeOffset,
    specialTokens: planned.specialTokens,
    files: [],
  };
}
