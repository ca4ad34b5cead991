/**
 * A folder for what tests write and take away again. Where Linux keeps one in memory, and has room there, no test waits
 * for a disk: the store has every write confirmed by the disk, which takes milliseconds, and the tests write thousands
 * of times. What a killed process has written is in the files all the same.
 */
import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { cleaningUp } from './at-end.mjs';

const IN_MEMORY = '/dev/shm';
/** Tests leave some hundred megabytes at a time. A container often has only 64 of them. */
const ROOM = 2 * 1024 ** 3;
/** With the process id of the run. It is short, as it is part of the names of sockets, which have 107 letters at most. */
const OURS = /^dimoo-(\d+)$/;

/**
 * Calls `body` while the folder is there.
 * @template T
 * @param {(env: { TMPDIR?: string }) => Promise<T>} body given the environment by which programs take it for temporary files
 * @returns {Promise<T>}
 */
export async function withScratch(body) {
  if (!hasRoomInMemory()) return body({});
  for (const name of readdirSync(IN_MEMORY)) if (isLeft(name)) remove(join(IN_MEMORY, name));
  const folder = join(IN_MEMORY, `dimoo-${process.pid}`);
  mkdirSync(folder, { mode: 0o700 });
  return cleaningUp(
    () => remove(folder),
    () => body({ TMPDIR: folder }),
  );
}

/** A run that was killed has left its folder, which would take memory until the machine is started again. */
function isLeft(name) {
  const [, run] = OURS.exec(name) ?? [];
  if (run === undefined) return false;
  if (Number(run) === process.pid) return true;
  try {
    process.kill(Number(run), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

const remove = (folder) => rmSync(folder, { recursive: true, force: true });

function hasRoomInMemory() {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM && freemem() >= 2 * ROOM;
  } catch {
    return false;
  }
}
