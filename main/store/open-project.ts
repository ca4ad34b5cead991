import type { Warning } from '../../preload/contract/projects.ts';
import type { Anchor } from './anchor.ts';
import type { CommitCounter } from './commit-count.ts';
import type { ReadableDB } from './database.ts';
import type { ProjectFolder } from './folders.ts';
import type { HeldBlobs } from './held-blobs.ts';

/** An open project: its folder, its database, and what shows whether both are still in place. */
export interface OpenProject {
  readonly folder: ProjectFolder;
  readonly db: ReadableDB;
  readonly anchor: Anchor;
  readonly counter: CommitCounter;
  readonly held: HeldBlobs;
  /** Of the folder; shows where it was moved to. Null on Windows, which opens no folders. */
  readonly descriptor: number | null;
  /** Told at the next opening. */
  readonly warnings: Warning[];
  /** Settled while nothing is copied out of the project: no backup, no duplicate and no file. */
  backup: Promise<unknown>;
  backedUpAt: number;
  closed: boolean;
}
