import { closeSync, constants, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { openRegular, statRegular } from '../regular-file.ts';
import { closing, type ProjectFolder } from './folders.ts';

/**
 * The number of a project's commits, in a file beside its database. It is written after each commit, so the database is
 * behind it only where work was rolled back: a log was damaged or removed, or an older file was put in place. SQLite
 * takes such a database for a sound one.
 */

/** The fixed length lets the number be replaced in place, within one sector and without more room. */
const DIGITS = 15;

/** Null where the file is missing or damaged. */
export function readCount(folder: ProjectFolder): number | null {
  try {
    const descriptor = openRegular(folder.commits, folder.root);
    if (descriptor === undefined) return null;
    const text = closing(descriptor, (open) => readFileSync(open, 'latin1'));
    return new RegExp(`^\\d{${DIGITS}}\\n$`).test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

export interface CommitCounter {
  /** Puts the number on disk. Where the disk does not take it, a later loss of work may go unnoticed. */
  readonly write: (count: number) => void;
  readonly close: () => void;
}

function openForWriting(folder: ProjectFolder): number | null {
  try {
    const found = statRegular(folder.commits, folder.root);
    const descriptor = openSync(folder.commits, constants.O_RDWR | constants.O_CREAT, 0o644);
    if (found !== undefined && found.size !== BigInt(DIGITS + 1)) ftruncateSync(descriptor);
    return descriptor;
  } catch {
    return null;
  }
}

export function openCounter(folder: ProjectFolder): CommitCounter {
  let descriptor = openForWriting(folder);
  return {
    write: (count) => {
      if (descriptor === null) return;
      try {
        writeSync(descriptor, `${String(count).padStart(DIGITS, '0')}\n`, 0, 'latin1');
        fdatasyncSync(descriptor);
      } catch {
        // The next commit tries again.
      }
    },
    close: () => {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}
