import type { Warning } from '../../preload/contract/store.ts';
import type { Anchor } from './anchor.ts';
import type { CommitCounter } from './commit-count.ts';
import type { ReadableDB } from './database.ts';
import type { ProjectFolder } from './folders.ts';
import type { HeldBlobs } from './held-blobs.ts';

/** A project that is open: its folder, its database, and what tells whether they are still there. */
export interface OpenProject {
  readonly folder: ProjectFolder;
  readonly db: ReadableDB;
  readonly anchor: Anchor;
  readonly counter: CommitCounter;
  readonly held: HeldBlobs;
  /** Of the folder, which tells where it was moved to. Windows opens no folders. */
  readonly descriptor: number | null;
  /** What the next one who opens it is told. */
  readonly warnings: Warning[];
  /** Done when no backup is being made. */
  backup: Promise<unknown>;
  backedUpAt: number;
  closed: boolean;
}
