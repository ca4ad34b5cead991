import { mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stampOf } from './backups.ts';
import { syncFolder } from './folders.ts';
import { filesOf } from './opening.ts';

/**
 * Moves a database that can't be used, with what SQLite keeps beside it, out of the way. Nothing is deleted.
 * @returns the folder where it is now
 */
export function setAside(file: string, parent: string, now: number = Date.now()): string {
  const kept = join(parent, stampOf(now));
  mkdirSync(kept, { recursive: true });
  // The database last: as long as it has its name, so have its logs.
  for (const one of filesOf(file).toReversed()) renameSync(one, join(kept, basename(one)));
  syncFolder(dirname(file));
  syncFolder(kept);
  return kept;
}
