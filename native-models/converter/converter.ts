import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { MANIFEST_FORMAT, type Manifest, manifestSchema } from '../../preload/contract/manifest.ts';
import { ArbitraryWeights, buildCanary } from '../architectures/canary.ts';
import { buildDecoder, buildEncoder, type CodecShape, patchSizeOf } from '../architectures/codec.ts';
import { buildDenoiser, headOf } from '../architectures/denoiser.ts';
import { buildKeyValues } from '../architectures/key-values.ts';
import { type CheckpointFiles, findCheckpointFiles, hashFiles, type OnBytes } from '../checkpoint/checkpoint-files.ts';
import { codeOffsetOf, tokenizerLength } from '../checkpoint/code-offset.ts';
import { readCodecConfig, unknownCodecKeys } from '../checkpoint/codec-config.ts';
import { type DenoiserConfig, readDenoiserConfig, unknownDenoiserKeys } from '../checkpoint/denoiser-config.ts';
import { describeGeneration, type GenerationDescription } from '../checkpoint/generation-config.ts';
import { readJsonFile } from '../checkpoint/json.ts';
import { findSpecialTokens } from '../checkpoint/special-tokens.ts';
import { TensorFiles } from '../checkpoint/tensor-files.ts';
import { readVocabulary } from '../checkpoint/vocabulary.ts';
import { GraphBuilder } from '../graph/builder.ts';
import { writeFileDurably, writeWeights } from './file-writer.ts';
import { checkReplaceable, holds, MANIFEST_NAME, readManifest, writeFolderAtomically } from './model-folder.ts';
import { keyValuesOf, numbersOf } from './precisions.ts';
import { checkSpace } from './space.ts';
import { widerTensors } from './wider-tensors.ts';

/** Raised with every change of the graphs or of their inputs and outputs. Models of another version are converted again. */
export const CONVERTER_VERSION = '9';

const MAX_CONFIG_BYTES = 1024 * 1024;
const MAX_TOKENIZER_BYTES = 64 * 1024 * 1024;

/** What to convert, and where to. */
export interface ConvertOptions {
  /** A folder in the public Hugging Face layout. */
  readonly checkpoint: string;
  /** The model folder to be; replaced where it holds an older model. */
  readonly out: string;
  readonly precision: Manifest['precision'];
  /** The row of the output head that belongs to code 0. Absent means that the checkpoint's files tell it. */
  readonly codeOffset?: number;
  /** Adds the hidden state before every block as outputs, to compare with the reference. */
  readonly exposeHidden?: boolean;
  readonly onProgress?: (progress: ConvertProgress) => void;
}

/** How far a conversion is. */
export interface ConvertProgress {
  readonly stage: 'hashing' | 'transformer' | 'codec';
  /** Bytes of the checkpoint read, or of weights written, of how many in all. */
  readonly done: number;
  readonly of: number;
}

/** The model folder that a conversion made or found. */
export interface ConvertResult {
  readonly manifest: Manifest;
  /** False where the same model was there already, whole. */
  readonly converted: boolean;
  /** Keys of config files that the reference does not define either. Empty where nothing was converted. */
  readonly passedOver: readonly { readonly file: string; readonly key: string }[];
}

interface ConversionPlan {
  readonly denoiser: DenoiserConfig;
  readonly codec: CodecShape;
  readonly codeOffset: number;
  readonly passedOver: ConvertResult['passedOver'];
  readonly specialTokens: Manifest['specialTokens'];
  readonly generation: GenerationDescription;
}

/** Everything the manifest and the graphs need, read and checked before a byte is written. */
async function planConversion(
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

/**
 * Turns a checkpoint into a model folder. Where `out` already holds this very model, made by this
 * converter, with every hash as it should be, nothing is written. Throws a `StudioError` for
 * everything that is wrong with the checkpoint, before anything is written.
 */
export async function convertCheckpoint(options: ConvertOptions): Promise<ConvertResult> {
  const files = await findCheckpointFiles(options.checkpoint);
  const hashing: OnBytes = (done, of) => options.onProgress?.({ stage: 'hashing', done, of });
  hashing(0, 0);
  const modelHash = hashIn(options, await hashFiles(options.checkpoint, files, hashing));
  const existing = await readManifest(options.out);
  const vocabulary = await readVocabulary(options.checkpoint);
  const converterVersion = options.exposeHidden === true ? `${CONVERTER_VERSION}+hidden` : CONVERTER_VERSION;
  if (
    existing?.modelHash === modelHash &&
    existing.converterVersion === converterVersion &&
    existing.precision === options.precision &&
    isDeepStrictEqual(existing.vocabulary ?? null, vocabulary) &&
    (await holds(options.out, existing))
  ) {
    return { manifest: existing, converted: false, passedOver: [] };
  }
  await checkReplaceable(options.out);
  const planned = await planConversion(options.checkpoint, files, options.codeOffset ?? null);
  const manifestBase = {
    ...manifestOf(planned, modelHash, converterVersion, options.precision),
    ...(vocabulary && { vocabulary }),
  };
  let manifest: Manifest | null = null;
  await writeFolderAtomically(options.out, async (folder) => {
    manifest = await writeModel(folder, options, files, planned, manifestBase);
  });
  if (manifest === null) throw new Error('the model was not written');
  return { manifest, converted: true, passedOver: planned.passedOver };
}

/** The same seed gives other pictures in int8, or with other rows for the codes: to a picture's record that is another model. */
function hashIn({ precision, codeOffset }: ConvertOptions, checkpoint: string): string {
  const asked = codeOffset === undefined ? '' : ` codes from ${codeOffset}`;
  if (precision === 'fp32' && asked === '') return checkpoint;
  return createHash('sha256').update(`${checkpoint} ${precision}${asked}`).digest('hex');
}

function manifestOf(
  { denoiser, codec, ...planned }: ConversionPlan,
  modelHash: string,
  converterVersion: string,
  precision: Manifest['precision'],
): Manifest {
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
    codec: { patchSize: patchSizeOf(codec), latentChannels: codec.entryWidth },
    codebookSize: codec.codebookSize,
    codeOffset: planned.codeOffset,
    specialTokens: planned.specialTokens,
    files: [],
  };
}

interface Part {
  readonly role: 'transformer' | 'canary' | 'key-values' | 'codec-encoder' | 'codec-decoder';
  readonly tensors: Pick<TensorFiles, 'read'>;
  readonly graph: GraphBuilder;
}

/** Writes graphs, weights, tokenizer and, last of all, the manifest. */
async function writeModel(
  folder: string,
  options: ConvertOptions,
  files: CheckpointFiles,
  planned: ConversionPlan,
  base: Manifest,
): Promise<Manifest> {
  const opened: TensorFiles[] = [];
  try {
    const transformer = await TensorFiles.open(options.checkpoint, files.transformer);
    opened.push(transformer);
    const codec = await TensorFiles.open(join(options.checkpoint, 'vqvae'), files.codec);
    opened.push(codec);
    const wider =
      options.precision === 'int4' ? await widerTensors(headOf(planned.denoiser), transformer) : new Set<string>();
    const parts = buildParts(planned, transformer, codec, options, wider);
    await checkSpace(
      folder,
      parts.reduce((sum, { graph }) => sum + graph.weightsBytes, 0),
    );
    const records = await writeParts(folder, parts, base.converterVersion, options.onProgress);
    for (const [name, role] of [
      ['tokenizer.json', 'tokenizer'],
      ['tokenizer_config.json', 'tokenizer-config'],
    ] as const) {
      const content = await readFile(join(options.checkpoint, name));
      records.push({ name, role, ...(await writeFileDurably(join(folder, name), content)) });
    }
    const widerNames = wider.size === 0 ? {} : { widerTensors: [...wider] };
    const manifest = manifestSchema.parse({ ...base, ...widerNames, files: records });
    const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
    await writeFileDurably(join(folder, MANIFEST_NAME), text);
    return manifest;
  } finally {
    await Promise.all(opened.map((tensors) => tensors.close()));
  }
}

/** Builds the graphs; every shape is checked, and no tensor of the checkpoint is left over. */
function buildParts(
  planned: ConversionPlan,
  transformer: TensorFiles,
  codec: TensorFiles,
  { precision, exposeHidden = false }: ConvertOptions,
  wider: ReadonlySet<string>,
): readonly Part[] {
  const part = (role: Part['role'], tensors: Part['tensors']): Part => ({
    role,
    tensors,
    graph: new GraphBuilder(role, `${role}.weights`),
  });
  const denoiser = part('transformer', transformer);
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
  return [denoiser, canary, merging, encoder, decoder];
}

async function writeParts(
  folder: string,
  parts: readonly Part[],
  version: string,
  onProgress: ConvertOptions['onProgress'],
): Promise<Manifest['files']> {
  const records: Manifest['files'] = [];
  const of = parts.reduce((all, { graph }) => all + graph.storedTensors.reduce((sum, { bytes }) => sum + bytes, 0), 0);
  let done = 0;
  for (const { role, graph, tensors } of parts) {
    const name = `${role}.onnx`;
    records.push({ name, role, ...(await writeFileDurably(join(folder, name), graph.encode(version))) });
    if (graph.storedTensors.length === 0) continue;
    const stage = role === 'transformer' || role === 'canary' ? 'transformer' : 'codec';
    const weights = await writeWeights(
      folder,
      `${role}.weights`,
      graph,
      (source) => tensors.read(source),
      (bytes) => {
        done += bytes;
        onProgress?.({ stage, done, of });
      },
    );
    records.push(weights);
  }
  return records;
}
