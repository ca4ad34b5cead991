import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { READ_AT_ONCE } from '../regular-file.ts';
import { hashOf } from './blobs.ts';
import { blobFile, type ProjectFolder } from './folders.ts';

/**
 * Keeps the files of the pictures that were used last open, since an open file can be read even when the project's
 * folder is deleted. Windows does not need it: it deletes no open file.
 */
export interface HeldBlobs {
  readonly hold: (hash: string) => void;
  /** Undefined where the picture is not held, or is damaged. */
  readonly read: (hash: string) => Buffer | undefined;
  /** In order of use, the latest last. */
  readonly hashes: () => string[];
  readonly close: () => void;
}

/** Far below the number of files that a process may have open. */
const MOST = 128;

export function createHeldBlobs(folder: ProjectFolder): HeldBlobs {
  const open = new Map<string, number>();
  const release = (hash: string) => {
    const descriptor = open.get(hash);
    open.delete(hash);
    if (descriptor !== undefined) closeSync(descriptor);
  };
  return {
    hold: (hash) => {
      if (process.platform === 'win32') return;
      const descriptor = open.get(hash) ?? tryOpen(blobFile(folder, hash));
      if (descriptor === undefined) return;
      // The latest used is closed last.
      open.delete(hash);
      open.set(hash, descriptor);
      for (const oldest of open.keys()) {
        if (open.size <= MOST) break;
        release(oldest);
      }
    },
    read: (hash) => {
      const descriptor = open.get(hash);
      return descriptor === undefined ? undefined : readWhole(descriptor, hash);
    },
    hashes: () => [...open.keys()],
    close: () => {
      for (const hash of [...open.keys()]) release(hash);
    },
  };
}

function tryOpen(file: string): number | undefined {
  try {
    return openSync(file, READ_AT_ONCE);
  } catch {
    return undefined;
  }
}

function readWhole(descriptor: number, hash: string): Buffer | undefined {
  const bytes = Buffer.alloc(fstatSync(descriptor).size);
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(descriptor, bytes, at, bytes.length - at, at);
    if (read === 0) return undefined;
    at += read;
  }
  return hashOf(bytes) === hash ? bytes : undefined;
}
