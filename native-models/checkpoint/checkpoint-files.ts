import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { type WeightFiles, weightFilesOf } from './tensor-files.ts';

const GENERATION_CONFIG = 'generation_config.json';

/** The files of a checkpoint that decide what the converted model is. Paths within its folder. */
export interface CheckpointFiles {
  readonly transformer: WeightFiles;
  readonly codec: WeightFiles;
  readonly hasGenerationConfig: boolean;
  /** Every file, with '/' as separator, in ascending order. */
  readonly all: readonly string[];
}

/** Finds the files of the public layout. Throws a `StudioError` that names the first that is missing. */
export async function findCheckpointFiles(checkpoint: string): Promise<CheckpointFiles> {
  const names = await readdir(checkpoint).catch((cause: unknown) => {
    throw StudioError.of('checkpoint.no-folder', { path: checkpoint }, { cause });
  });
  const transformer = await weightFilesOf(checkpoint, 'model');
  const codec = await weightFilesOf(join(checkpoint, 'vqvae'), 'diffusion_pytorch_model', 'vqvae/');
  const hasGenerationConfig = names.includes(GENERATION_CONFIG);
  const named = (files: WeightFiles): string[] => [...files.names, ...(files.index === null ? [] : [files.index.name])];
  const all = [
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    ...(hasGenerationConfig ? [GENERATION_CONFIG] : []),
    ...named(transformer),
    'vqvae/config.json',
    ...named(codec).map((name) => `vqvae/${name}`),
  ].sort();
  for (const name of all) {
    const found = await stat(join(checkpoint, name)).catch(() => null);
    if (found === null || !found.isFile()) throw StudioError.of('checkpoint.file-absent', { file: name });
  }
  return { transformer, codec, hasGenerationConfig, all };
}

/** Names a checkpoint by content. About 1 GB per second. */
export async function modelHashOf(checkpoint: string): Promise<string> {
  return hashFiles(checkpoint, await findCheckpointFiles(checkpoint));
}

/** Receives how many bytes of how many were read. */
export type OnBytes = (done: number, of: number) => void;

/**
 * The hash of `modelHashOf` for files that are found already.
 * @throws Error of the file system
 */
export async function hashFiles(checkpoint: string, files: CheckpointFiles, onBytes?: OnBytes): Promise<string> {
  return hashOf(files, await hashesOf(checkpoint, files.all, onBytes));
}

/**
 * The sha256 of files of a checkpoint, by name.
 * @throws Error of the file system
 */
export async function hashesOf(
  checkpoint: string,
  names: readonly string[],
  onBytes?: OnBytes,
): Promise<Map<string, string>> {
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(checkpoint, name))).size));
  const of = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  const count = (bytes: number) => {
    done += bytes;
    onBytes?.(done, of);
  };
  const hashes = new Map<string, string>();
  for (const name of names) hashes.set(name, await sha256OfFile(join(checkpoint, name), count));
  return hashes;
}

/** sha256 over a line "name, NUL, sha256 in hex, newline" for every file that the converter reads, in order of name. */
export function hashOf({ all }: CheckpointFiles, hashes: ReadonlyMap<string, string>): string {
  const whole = createHash('sha256');
  for (const name of all) {
    const hash = hashes.get(name);
    if (hash === undefined) throw new Error(`${name} was not hashed`);
    whole.update(`${name}\0${hash}\n`);
  }
  return whole.digest('hex');
}

/** The sha256 of a file in hexadecimal, read in pieces. */
export async function sha256OfFile(path: string, onBytes?: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Uint8Array);
    onBytes?.((chunk as Uint8Array).length);
  }
  return hash.digest('hex');
}
