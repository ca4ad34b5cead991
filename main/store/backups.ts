import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, backupSchema } from '../../preload/contract/store.ts';
import { statRegular } from '../regular-file.ts';
import { type Aged, outlived } from './backup-ages.ts';
import { copyDatabase, type ReadableDB, readRow } from './database.ts';
import { makeInside, type ProjectFolder, syncFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import { inspectDatabase } from './opening.ts';

/**
 * Copies of a project's database, made while it is worked on. Pictures are not copied: a picture's file
 * is named by its content, is never written again and never deleted by the studio, so that whatever a
 * backup names is still there. A backup and the project's blobs are the whole project as it was.
 */

export const DAY = 24 * 60 * 60 * 1000;

/** 2026-11-29T10-46-40-123Z: a time as a file's name on any system. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[:.]/g, '-');
}

function timeOf(stamp: string): number {
  const [, date, hours, minutes, seconds, rest] = /^(.{10})T(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)$/.exec(stamp) ?? [];
  return Date.parse(`${date}T${hours}:${minutes}:${seconds}.${rest}`);
}

export function backupFile(folder: ProjectFolder, id: Backup['id']): string {
  return join(folder.backups, `${backupSchema.shape.id.parse(id)}.sqlite`);
}

/** By their names alone; newest first. */
export function namedBackups(folder: ProjectFolder): Aged[] {
  let names: string[];
  try {
    names = readdirSync(folder.backups);
  } catch {
    return [];
  }
  return names
    .flatMap((name): Aged[] => {
      const id = backupSchema.shape.id.safeParse(name.replace(/\.sqlite$/, ''));
      if (!name.endsWith('.sqlite') || !id.success) return [];
      const [stamp = '', reason] = id.data.split('.');
      const known = backupSchema.shape.reason.safeParse(reason);
      const madeAt = timeOf(stamp);
      return known.success && madeAt >= 0 ? [{ id: id.data, madeAt, reason: known.data }] : [];
    })
    .sort((a, b) => b.madeAt - a.madeAt);
}

function countRows(db: ReadableDB, table: 'layers' | 'generations'): number {
  // Of an older schema: the table may be missing.
  const known = readRow(db, `SELECT 1 FROM sqlite_schema WHERE name = :table`, { table });
  return known === undefined ? 0 : (readRow<{ rows: number }>(db, `SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0);
}

const counted = (named: Aged, db: ReadableDB): Backup => ({
  ...named,
  layers: countRows(db, 'layers'),
  generations: countRows(db, 'generations'),
});

/** Those that can be restored; newest first. */
export function listBackups(folder: ProjectFolder): Backup[] {
  return namedBackups(folder).flatMap((named) => {
    try {
      return [inspectDatabase(backupFile(folder, named.id), projectKind, (db) => counted(named, db))];
    } catch {
      return [];
    }
  });
}

/** An id that is not taken: two backups of one millisecond are two. */
function freshName(folder: ProjectFolder, reason: Backup['reason'], now: number): Aged {
  for (let madeAt = now; ; madeAt++) {
    const id = `${stampOf(madeAt)}.${reason}`;
    if (statRegular(backupFile(folder, id), folder.root) === undefined) return { id, madeAt, reason };
  }
}

/** On disk when it resolves; those that have outlived their use are gone then. */
export async function makeBackup(
  db: ReadableDB,
  folder: ProjectFolder,
  reason: Backup['reason'],
  now: number = Date.now(),
): Promise<Backup> {
  makeInside(folder, folder.backups);
  const named = freshName(folder, reason, now);
  const file = backupFile(folder, named.id);
  const draft = `${file}.new`;
  try {
    await copyDatabase(db, draft);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(folder.backups);
  for (const { id } of outlived(namedBackups(folder), now)) rmSync(backupFile(folder, id), { force: true });
  return counted(named, db);
}
