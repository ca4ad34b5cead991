import { statSync } from 'node:fs';
import type { ProjectFolder } from './folders.ts';

/**
 * Which folder and files are open, by what the file system knows them by. A name can be given to another
 * file, or to none: what was written is on disk only while the names still lead to what is open.
 */
export interface Anchor {
  readonly root: string;
  readonly database: string;
  readonly log: string | null;
}

/** `log-gone`: the write-ahead log alone lost its name; the database can still take in what is in it. */
export type Hold = 'here' | 'log-gone' | 'gone';

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/** Null as well where the way to the file is not a folder any more, or its disk does not answer. */
function identity(path: string): string | null {
  try {
    return identityOf(path);
  } catch {
    return null;
  }
}

/** Of a project whose database has just been opened. */
export function anchorOf(folder: ProjectFolder): Anchor {
  const root = identity(folder.root);
  const database = identity(folder.database);
  if (root === null || database === null) throw new Error(`${folder.root} went away while it was opened`);
  return { root, database, log: identity(`${folder.database}-wal`) };
}

/** A few microseconds: asked after every commit. */
export function holdOf(anchor: Anchor, folder: ProjectFolder): Hold {
  if (identity(folder.root) !== anchor.root || identity(folder.database) !== anchor.database) return 'gone';
  return identity(`${folder.database}-wal`) === anchor.log ? 'here' : 'log-gone';
}

/** The identity of a folder alone. */
export const identityOfFolder = identity;
