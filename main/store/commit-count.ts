import { closeSync, constants, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { openRegular, statRegular } from '../regular-file.ts';
import { closing, type ProjectFolder } from './folders.ts';

/**
 * How many commits a project has seen, in a file beside its database. It is written after each commit,
 * so the database is never behind it, unless work was rolled back: a log was damaged or removed, an
 * older file was put in place. SQLite takes such a database for a sound one.
 */

/** Always so many bytes: the number is replaced in place, within one sector, and needs no room. */
const DIGITS = 15;

/** Null where it can't be told. */
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
  /** On disk when it returns; where the disk does not take it, a later loss may go unnoticed, and that is all. */
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
