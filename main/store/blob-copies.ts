import { constants, linkSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IrregularFile, statRegular } from '../regular-file.ts';
import { blobFile, fsyncFile, makeInside, type ProjectFolder, syncFolder, writeFileDurably } from './folders.ts';
import type { HeldBlobs } from './held-blobs.ts';

/**
 * Links a file of the project `from`, or copies it where the disk allows no link. The copy is on disk when this
 * resolves, and the caller syncs its folder.
 * @returns false where there is no such file
 */
export async function takeOver(from: ProjectFolder, file: string, target: string): Promise<boolean> {
  try {
    if (statRegular(file, from.root) === undefined) return false;
  } catch (error) {
    if (error instanceof IrregularFile) return false;
    throw error;
  }
  try {
    linkSync(file, target);
  } catch {
    await copyFile(file, target, constants.COPYFILE_FICLONE);
    fsyncFile(target);
  }
  return true;
}

/** Milliseconds of work in one go, so that the calls of the window are answered in between. */
const TURN_MS = 20;

/**
 * Gives the project `to` the pictures of `from`. One that is missing on disk is taken from where it is held open, or
 * stays missing, as it is in `from`.
 */
export async function shareBlobs(
  from: ProjectFolder,
  to: ProjectFolder,
  hashes: readonly string[],
  held: Pick<HeldBlobs, 'read'>,
): Promise<void> {
  const folders = new Set<string>();
  let began = performance.now();
  for (const hash of hashes) {
    const target = blobFile(to, hash);
    if (!folders.has(dirname(target))) makeInside(to, dirname(target));
    folders.add(dirname(target));
    if (!(await takeOver(from, blobFile(from, hash), target))) {
      const bytes = held.read(hash);
      if (bytes !== undefined) writeFileDurably(target, bytes);
    }
    if (performance.now() - began < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
  for (const folder of folders) syncFolder(folder);
}
