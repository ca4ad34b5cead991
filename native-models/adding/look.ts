import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { manifestSchema } from '../../preload/contract/manifest.ts';
import type { Look } from '../../preload/contract/models.ts';
import { type CheckpointFiles, findCheckpointFiles } from '../checkpoint/checkpoint-files.ts';
import { readJsonFile } from '../checkpoint/json.ts';
import { readCard } from '../checkpoint/model-card-files.ts';
import { TensorFiles } from '../checkpoint/tensor-files.ts';
import { describeCheckpoint } from './describe.ts';

/** A cache of the hub has a checkpoint three folders down. */
const MOST_DEEP = 3;
const MOST_FOLDERS = 200;
const LARGEST_CONFIG = 1024 * 1024;
const LARGEST_MANIFEST = 4 * 1024 * 1024;

/**
 * Says what a folder is, from names, configs and the heads of its weight files alone, so that it takes no longer for a
 * large model.
 * @throws StudioError with one sentence where it is neither a checkpoint nor a model, or a damaged one
 */
export async function lookAt(folder: string): Promise<Look> {
  const found = await stat(folder).catch(() => null);
  if (found === null) throw StudioError.of('checkpoint.no-folder', { path: folder });
  if (!found.isDirectory()) throw StudioError.of('adding.is-file', { path: folder });
  await readdir(folder).catch((cause: unknown) => {
    throw StudioError.of('adding.no-access', { path: folder }, { cause });
  });
  if ((await sizeOf(folder, 'manifest.json')) !== null) return lookAtModel(folder);
  if ((await sizeOf(folder, 'config.json')) !== null) return lookAtCheckpoint(folder);
  const inner = await findBelow(folder);
  if (inner !== null) throw StudioError.of('adding.lies-below', { path: folder, inner });
  throw StudioError.of('adding.nothing-there', { path: folder });
}

/** The first checkpoint or model in the folders of a folder, as tools for downloads leave them; null where there is none. */
async function findBelow(folder: string): Promise<string | null> {
  let level = [folder];
  for (let depth = 0; depth < MOST_DEEP; depth += 1) {
    const next: string[] = [];
    for (const parent of level) {
      const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
      next.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name)));
    }
    level = next.sort().slice(0, MOST_FOLDERS);
    for (const inner of level) {
      const isModel = (await sizeOf(inner, 'manifest.json')) !== null;
      if (isModel || (await sizeOf(inner, join('vqvae', 'config.json'))) !== null) return inner;
    }
  }
  return null;
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
  const configs = {
    config: await json('config.json'),
    codecConfig: await json('vqvae/config.json'),
    generationConfig: files.hasGenerationConfig ? await json('generation_config.json') : {},
  };
  // What the configs say is refused before any weights are opened.
  const describedBy = describeCheckpoint(configs, basename(resolve(folder)));
  const codecNumbers = await openWeights(folder, files);
  const sizes = await Promise.all(files.all.map((name) => sizeOf(folder, name)));
  return describedBy({
    codecNumbers,
    bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    card: await readCard(folder),
  });
}

/** How many numbers the codec has. Opening the files checks that each is as long as its head says. */
async function openWeights(folder: string, files: CheckpointFiles): Promise<number> {
  const transformer = await TensorFiles.open(folder, files.transformer);
  await transformer.close();
  const codec = await TensorFiles.open(join(folder, 'vqvae'), files.codec);
  await codec.close();
  return codec.numbers;
}

/** Bytes of a file; null where there is none. */
async function sizeOf(folder: string, name: string): Promise<number | null> {
  const found = await stat(join(folder, name)).catch(() => null);
  return found?.isFile() === true ? found.size : null;
}
