import { statfs } from 'node:fs/promises';
import { StudioError } from '../../preload/contract/errors.ts';

/** Graphs, tokenizer and manifest, and what a file system takes for itself. */
const MARGIN_BYTES = 256 * 1024 * 1024;

/** Free bytes of the disk that a folder lies on; null where the system does not tell. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/**
 * Refuses a conversion that the disk has no room for, before anything large is written.
 * @param bytes of weights
 * @throws StudioError 'disk-full' that says how much is needed and how much is free
 */
export async function checkSpace(folder: string, bytes: number, freeAt = freeBytes): Promise<void> {
  const free = await freeAt(folder);
  const needed = bytes + MARGIN_BYTES;
  if (free === null || free >= needed) return;
  const gigabytes = (count: number, round: (value: number) => number) => round(count / 1e8) / 10;
  const sizes = { needed: gigabytes(needed, Math.ceil), free: gigabytes(free, Math.floor) };
  throw StudioError.of('convert.disk-short', sizes);
}
