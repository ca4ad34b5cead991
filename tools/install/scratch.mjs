/**
 * A folder for what tests write and take away again. Where Linux keeps one in memory, and has room there, no test waits
 * for a disk: the store has every write confirmed by the disk, which takes milliseconds, and the tests write thousands
 * of times. What a killed process has written is in the files all the same.
 */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** Tests leave some hundred megabytes at a time. A container often has only 64 of them. */
const ROOM = 2 * 1024 ** 3;

/**
 * Calls `body` while the folder is there.
 * @template T
 * @param {(env: { TMPDIR?: string }) => Promise<T>} body given the environment by which programs take it for temporary files
 * @returns {Promise<T>}
 */
export async function withScratch(body) {
  if (!hasRoomInMemory()) return body({});
  // A short name, as it is part of the names of sockets, which have 107 letters at most.
  const folder = mkdtempSync(join(IN_MEMORY, 'dimoo-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await body({ TMPDIR: folder });
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

function hasRoomInMemory() {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM && freemem() >= 2 * ROOM;
  } catch {
    return false;
  }
}
