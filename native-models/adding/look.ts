import { open, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { type Manifest, manifestSchema, precisionSchema } from '../../preload/contract/manifest.ts';
import { type ModelCard, noCard, readModelCard } from '../../preload/contract/model-card.ts';
import type { Look } from '../../preload/contract/models.ts';
import { drawingBytes, type WeightCounts, weightBytes } from '../../preload/contract/precision-sizes.ts';
import { type CodecShape, patchSizeOf } from '../architectures/codec.ts';
import { type CheckpointFiles, findCheckpointFiles } from '../checkpoint/checkpoint-files.ts';
import { readCodecConfig } from '../checkpoint/codec-config.ts';
import { type DenoiserConfig, readDenoiserConfig } from '../checkpoint/denoiser-config.ts';
import { describeGeneration } from '../checkpoint/generation-config.ts';
import { readJsonFile } from '../checkpoint/json.ts';
import { TensorFiles } from '../checkpoint/tensor-files.ts';

const LARGEST_CONFIG = 1024 * 1024;
const LARGEST_MANIFEST = 4 * 1024 * 1024;
const LARGEST_README = 1024 * 1024;

/**
 * Says what a folder is, from names, configs and the heads of its weight files alone, so that it takes no longer for a
 * large model.
 * @throws StudioError with one sentence where it is neither a checkpoint nor a model, or a damaged one
 */
export async function lookAt(folder: string): Promise<Look> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw StudioError.of('checkpoint.no-folder', { path: folder });
  }
  if ((await sizeOf(folder, 'manifest.json')) !== null) return lookAtModel(folder);
  if ((await sizeOf(folder, 'config.json')) === null) throw StudioError.of('adding.nothing-there', { path: folder });
  return lookAtCheckpoint(folder);
}

async function lookAtModel(folder: string): Promise<Look> {
  const raw = await readJsonFile(join(folder, 'manifest.json'), 'manifest.json', LARGEST_MANIFEST);
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) throw StudioError.of('model.manifest-invalid', { path: folder });
  const { name, precision, files } = parsed.data;
  return { kind: 'model', name, precision, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function lookAtCheckpoint(folder: string): Promise<Look> {
  const files = await findCheckpointFiles(folder);
  const json = (name: string) => readJsonFile(join(folder, name), name, LARGEST_CONFIG);
  const denoiser = readDenoiserConfig(await json('config.json'));
  const codec = readCodecConfig(await json('vqvae/config.json'));
  const generation = describeGeneration(files.hasGenerationConfig ? await json('generation_config.json') : {}, {
    fallbackName: basename(resolve(folder)).slice(0, 200) || 'Lumina-DiMOO',
    patchSize: patchSizeOf(codec),
    maxSequenceLength: denoiser.maxSequenceLength,
  });
  const counts = await countWeights(folder, files, denoiser, codec);
  const sizes = await Promise.all(files.all.map((name) => sizeOf(folder, name)));
  const [nativeSize = { width: 1, height: 1 }] = generation.nativeSizes;
  const side = patchSizeOf(codec);
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
    bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    tasks: generation.tasks,
    nativeSize,
    ...(await cardOf(folder)),
    offers: precisionSchema.options.map((precision: Manifest['precision']) => ({
      precision,
      diskBytes: weightBytes(counts, precision),
      memoryBytes: drawingBytes(counts, shape, precision),
    })),
  };
}

/** Counts by the config. Opening the files checks that each is as long as its head says, and holds the codec's weights. */
async function countWeights(
  folder: string,
  files: CheckpointFiles,
  { width, mlpWidth, layers, rows, tiedHead }: DenoiserConfig,
  { codebookSize }: CodecShape,
): Promise<WeightCounts> {
  const transformer = await TensorFiles.open(folder, files.transformer);
  await transformer.close();
  const codec = await TensorFiles.open(join(folder, 'vqvae'), files.codec);
  await codec.close();
  if (codebookSize >= rows) throw StudioError.of('checkpoint.codebook-large', { codes: codebookSize, rows });
  const tables = tiedHead ? 1 : 2;
  return {
    blocks: layers * (4 * width * width + 3 * width * mlpWidth),
    tables: tables * rows * width,
    rows: layers * (5 * width + 2 * mlpWidth) + tables * rows,
    norms: (2 * layers + 1) * width,
    codec: codec.numbers,
  };
}

async function cardOf(folder: string): Promise<ModelCard> {
  const file = await open(join(folder, 'README.md'), 'r').catch(() => null);
  if (file === null) return noCard;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST_README), 0, LARGEST_README, 0);
    return readModelCard(buffer.toString('utf8', 0, bytesRead));
  } catch {
    return noCard;
  } finally {
    await file.close();
  }
}

/** Bytes of a file; null where there is none. */
async function sizeOf(folder: string, name: string): Promise<number | null> {
  const found = await stat(join(folder, name)).catch(() => null);
  return found?.isFile() === true ? found.size : null;
}
