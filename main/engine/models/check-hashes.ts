import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { IrregularFile, READ_AT_ONCE, statRegular } from '../../regular-file.ts';
import type { ModelFolder } from './folder.ts';

/** Receives how many bytes of how many were read. */
type OnBytes = (done: number, of: number) => void;

/**
 * Reads every byte of a model.
 * @returns the first file that is not the one that was written, or null where all are
 */
export async function findDamaged(model: ModelFolder, onBytes: OnBytes = () => undefined): Promise<string | null> {
  const { files } = model.manifest;
  const of = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { name, bytes, sha256 } of files) {
    if (sizeOf(model.path, name) !== bytes) return name;
    const hash = createHash('sha256');
    const file = await open(join(model.path, name), READ_AT_ONCE);
    for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Uint8Array);
      done += (chunk as Uint8Array).length;
      onBytes(done, of);
    }
    if (hash.digest('hex') !== sha256) return name;
  }
  return null;
}

/** The first file that is absent or has another size than the manifest says; null where there is none. */
export function findMissing({ path, manifest }: ModelFolder): string | null {
  return manifest.files.find(({ name, bytes }) => sizeOf(path, name) !== bytes)?.name ?? null;
}

/** Bytes of a regular file; null where there is none. */
function sizeOf(folder: string, name: string): number | null {
  try {
    const found = statRegular(join(folder, name), folder);
    return found === undefined ? null : Number(found.size);
  } catch (error) {
    if (error instanceof IrregularFile) return null;
    throw error;
  }
}

/** Names, sizes and times of a model's files. While they stay the same, so does what a check has found. */
export function fingerprintOf({ path, manifest }: ModelFolder): string {
  const hash = createHash('sha256');
  for (const { name } of manifest.files) {
    const found = statSync(join(path, name), { throwIfNoEntry: false });
    hash.update(`${name}\0${found?.size ?? ''}\0${found?.mtimeMs ?? ''}\n`);
  }
  return hash.digest('hex');
}
