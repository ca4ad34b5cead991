import { hash as digest, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { blobFile, makeFolder, type ProjectFolder, syncFolder } from './folders.ts';

/**
 * Pictures by content: a file's name is the sha256 of its bytes, so the same picture is kept
 * once, never overwritten by another, and checked whenever it is read. Files that no row names
 * stay: they are what undo and history may come back to.
 */

export function hashOf(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex');
}

async function holds(file: string, hash: string): Promise<boolean> {
  try {
    return hashOf(await readFile(file)) === hash;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** The bytes are on disk, under no name that counts, when this resolves. */
async function writeUnfinished(folder: ProjectFolder, bytes: Uint8Array): Promise<string> {
  mkdirSync(folder.unfinished, { recursive: true });
  const file = join(folder.unfinished, randomUUID());
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  await handle.close();
  return file;
}

/**
 * Durable when it resolves: only then may a row name the hash. A damaged file of that name is
 * replaced by the good bytes.
 * @returns the sha256 of the bytes, in hex
 * @throws what the file system throws (ENOSPC, EACCES, ...): the caller translates
 */
export async function writeBlob(folder: ProjectFolder, bytes: Uint8Array): Promise<string> {
  const hash = hashOf(bytes);
  const file = blobFile(folder, hash);
  makeFolder(dirname(file));
  if (!(await holds(file, hash))) await rename(await writeUnfinished(folder, bytes), file);
  // Also where it was there already: the process that renamed it may have died before this.
  syncFolder(dirname(file));
  return hash;
}

/**
 * @param known how the artist knows the picture ("the layer “Sky”"), or null; begins no sentence
 * @throws StudioError `store-damaged` where the file is gone or holds something else
 */
export async function readBlob(
  folder: ProjectFolder,
  hash: string,
  known: () => string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = blobFile(folder, hash);
  const bytes = await readFile(file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw broken(file, known(), 'is missing', error);
  });
  if (hashOf(bytes) !== hash) throw broken(file, known(), 'is damaged', new Error(`${bytes.length} bytes`));
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(file: string, known: string | null, state: string, cause: Error): StudioError {
  const name = known === null ? 'A picture' : `The file of ${known}`;
  return new StudioError(
    'store-damaged',
    `${name} ${state} on disk: bring the picture in again, or restore ${basename(file)} in ${dirname(file)} from a backup.`,
    { cause, detail: `${file}: ${cause.message}` },
  );
}

/** Removes what a killed process had half written. Only under the studio's lock. */
export function removeUnfinished(folder: ProjectFolder): void {
  mkdirSync(folder.unfinished, { recursive: true });
  for (const name of readdirSync(folder.unfinished)) rmSync(join(folder.unfinished, name), { force: true });
}
