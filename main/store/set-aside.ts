import { mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stampOf } from './backups.ts';
import { syncFolder } from './folders.ts';
import { filesOf } from './opening.ts';

/**
 * Moves a database that can't be used, with its companions, to another folder. Nothing is deleted.
 * @returns the new folder
 */
export function setAside(file: string, parent: string, now: number = Date.now()): string {
  const kept = join(parent, stampOf(now));
  mkdirSync(kept, { recursive: true });
  // The database is moved last, so that its logs keep their names as long as it does.
  for (const one of filesOf(file).toReversed()) renameSync(one, join(kept, basename(one)));
  syncFolder(dirname(file));
  syncFolder(kept);
  return kept;
}
