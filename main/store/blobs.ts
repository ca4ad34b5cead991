import { hash as digest, randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { partOf } from '../../preload/contract/error-codes.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { ToldPart } from '../../preload/contract/told.ts';
import { IrregularFile, isFolderInside, READ_AT_ONCE, statRegular } from '../regular-file.ts';
import { blobFile, makeInside, type ProjectFolder, syncFolder } from './folders.ts';

/**
 * Pictures by content. A file's name is the sha256 of its bytes, so the same picture is kept once, another picture
 * never overwrites it, and every read checks it. The studio deletes no file: undo, history and backups may need files
 * that no row names.
 */

/** In bytes. The studio takes no larger picture. */
const LARGEST = 2 ** 30;

export function hashOf(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex');
}

/** @returns undefined where there is no such file, or it has another size than `asked`. @throws IrregularFile */
async function readIfSized(
  folder: ProjectFolder,
  file: string,
  asked: number | null,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = statRegular(file, folder.root);
  if (found === undefined || found.size > LARGEST) return undefined;
  const size = Number(found.size);
  if (size !== (asked ?? size)) return undefined;
  const handle = await open(file, READ_AT_ONCE);
  try {
    const bytes = new Uint8Array(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    return bytesRead === size ? bytes : undefined;
  } finally {
    await handle.close();
  }
}

/** Whether the file holds this picture. The caller replaces anything else. */
async function holds(folder: ProjectFolder, file: string, hash: string, size: number): Promise<boolean> {
  try {
    const bytes = await readIfSized(folder, file, size);
    return bytes !== undefined && hashOf(bytes) === hash;
  } catch (error) {
    if (error instanceof IrregularFile) return false;
    throw error;
  }
}

/** Writes the bytes to disk under a temporary name, which it returns. */
async function writeUnfinished(folder: ProjectFolder, bytes: Uint8Array): Promise<string> {
  makeInside(folder, folder.unfinished);
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
 * Writes a picture. It is durable when this resolves, and only then may a row name its hash. A damaged file of that
 * name is replaced. A project's folder that is gone is not made again.
 * @returns the sha256 of the bytes, in hex
 * @throws what the file system throws (ENOSPC, EACCES, ...): the caller translates
 */
export async function writeBlob(folder: ProjectFolder, bytes: Uint8Array): Promise<string> {
  const hash = hashOf(bytes);
  const file = blobFile(folder, hash);
  makeInside(folder, folder.blobs);
  makeInside(folder, dirname(file));
  if (!(await holds(folder, file, hash, bytes.length))) await rename(await writeUnfinished(folder, bytes), file);
  // A file that already existed needs it as well: the process that renamed it may have died before this call.
  syncFolder(dirname(file));
  return hash;
}

/** A picture to read: its hash, its size in bytes by its row (null where unknown), and how the artist knows it. */
export interface Wanted {
  readonly hash: string;
  readonly size: number | null;
  /** The subject of a sentence about its file. */
  readonly known: () => ToldPart;
}

/** @throws StudioError `store-damaged` where the file is gone or holds something else */
export async function readBlob(folder: ProjectFolder, wanted: Wanted): Promise<Uint8Array<ArrayBuffer>> {
  const file = blobFile(folder, wanted.hash);
  const found = lookAt(folder, file, wanted);
  if (found === undefined) throw StudioError.of('blobs.missing', placeOf(file, wanted), { detail: file });
  const bytes = await readIfSized(folder, file, wanted.size);
  if (bytes === undefined) throw damaged(file, wanted, `${found.size} bytes in place of ${wanted.size}`);
  if (hashOf(bytes) !== wanted.hash) throw damaged(file, wanted, 'another content');
  return bytes;
}

function lookAt(folder: ProjectFolder, file: string, wanted: Wanted) {
  try {
    return statRegular(file, folder.root);
  } catch (error) {
    if (!(error instanceof IrregularFile)) throw error;
    const params = { ...placeOf(file, wanted), found: partOf(`found.${error.found}`, {}) };
    throw StudioError.of('blobs.irregular', params, { detail: error.message });
  }
}

function damaged(file: string, wanted: Wanted, detail: string): StudioError {
  return StudioError.of('blobs.damaged', placeOf(file, wanted), { detail: `${file}: ${detail}` });
}

const placeOf = (file: string, { known }: Wanted) => ({
  picture: known(),
  file: basename(file),
  folder: dirname(file),
});

/**
 * Removes what a killed process had half written, in folders of the project only. The caller holds the studio's lock.
 */
export function removeUnfinished(folder: ProjectFolder): void {
  removeAll(folder, folder.unfinished, () => true);
  removeAll(folder, folder.backups, (name) => name.endsWith('.new') || name.endsWith('.new-journal'));
}

function removeAll(folder: ProjectFolder, inside: string, which: (name: string) => boolean): void {
  if (!isFolderInside(inside, folder.root)) return;
  for (const name of readdirSync(inside).filter(which)) rmSync(join(inside, name), { force: true });
}
