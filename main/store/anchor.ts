import { statSync } from 'node:fs';
import type { ProjectFolder } from './folders.ts';

/**
 * The identities of the open folder and files in the file system. A name can be given to another file, or to none.
 * What was written can be found again only while the names still lead to the open files.
 */
export interface Anchor {
  readonly root: string;
  readonly database: string;
  readonly log: string | null;
}

/** `log-gone`: only the write-ahead log lost its name, and the database can still take in its content. */
export type Hold = 'here' | 'log-gone' | 'gone';

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/** Null also where the path to the file is no folder, or its disk does not answer. */
function identity(path: string): string | null {
  try {
    return identityOf(path);
  } catch {
    return null;
  }
}

/** The identities of a project whose database has just been opened. */
export function anchorOf(folder: ProjectFolder): Anchor {
  const root = identity(folder.root);
  const database = identity(folder.database);
  if (root === null || database === null) throw new Error(`${folder.root} went away while it was opened`);
  return { root, database, log: identity(`${folder.database}-wal`) };
}

/** Whether the names still lead to the open files. It takes a few microseconds and is asked after every commit. */
export function holdOf(anchor: Anchor, folder: ProjectFolder): Hold {
  if (identity(folder.root) !== anchor.root || identity(folder.database) !== anchor.database) return 'gone';
  return identity(`${folder.database}-wal`) === anchor.log ? 'here' : 'log-gone';
}

/** The identity of a folder alone. */
export const identityOfFolder = identity;
