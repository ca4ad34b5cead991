import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, backupSchema } from '../../preload/contract/projects.ts';
import { statRegular } from '../regular-file.ts';
import { outlived } from './backup-ages.ts';
import { copyDatabase, type ReadableDB, readRow } from './database.ts';
import { makeInside, type ProjectFolder, syncFolder } from './folders.ts';
import { isWhole } from './opening.ts';

/**
 * Copies of a project's database, made while it is open. Pictures are not copied: a picture's file is named by its
 * content, and the studio neither rewrites nor deletes it. A backup and the project's blobs are therefore the whole
 * project of that time.
 */

export const DAY = 24 * 60 * 60 * 1000;

/** A time as a file's name on any system, such as 2026-11-29T10-46-40-123Z. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[:.]/g, '-');
}

/** Not a number where the stamp is none. */
export function timeOf(stamp: string): number {
  const [, date, hours, minutes, seconds, rest] = /^(.{10})T(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)$/.exec(stamp) ?? [];
  return Date.parse(`${date}T${hours}:${minutes}:${seconds}.${rest}`);
}

export function backupFile(folder: ProjectFolder, id: Backup['id']): string {
  return join(folder.backups, `${backupSchema.shape.id.parse(id)}.sqlite`);
}

export type NamedBackup = Backup & { readonly bytes: number };

/** The backups, newest first, as their names and sizes tell. Their content is not read. */
export function namedBackups(folder: ProjectFolder): NamedBackup[] {
  let names: string[];
  try {
    names = readdirSync(folder.backups);
  } catch {
    return [];
  }
  return names.flatMap((name) => named(folder, name) ?? []).sort((a, b) => b.madeAt - a.madeAt);
}

function named(folder: ProjectFolder, name: string): NamedBackup | null {
  const id = name.endsWith('.sqlite') ? backupSchema.shape.id.safeParse(name.slice(0, -'.sqlite'.length)) : null;
  if (!id?.success) return null;
  const [stamp = '', reason, counts = ''] = id.data.split('.');
  const [layers, generations] = counts.split('-').map(Number);
  const backup = backupSchema.safeParse({ id: id.data, madeAt: timeOf(stamp), reason, layers, generations });
  const bytes = sizeOf(folder, id.data);
  return backup.success && bytes !== null ? { ...backup.data, bytes } : null;
}

/** Size in bytes; 0 where there is no such file, null where it is no regular file. */
function sizeOf(folder: ProjectFolder, id: Backup['id']): number | null {
  try {
    return Number(statRegular(backupFile(folder, id), folder.root)?.size ?? 0);
  } catch {
    return null;
  }
}

/** The backups that are whole as far as their headers tell, newest first. Restoring checks one completely. */
export function listBackups(folder: ProjectFolder): Backup[] {
  return namedBackups(folder)
    .filter(({ id }) => isWhole(backupFile(folder, id)))
    .map(({ bytes: _, ...backup }) => backup);
}

function countRows(db: ReadableDB, table: 'layers' | 'generations'): number {
  // An older schema may lack the table.
  const known = readRow(db, `SELECT 1 FROM sqlite_schema WHERE name = :table`, { table });
  return known === undefined ? 0 : (readRow<{ rows: number }>(db, `SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0);
}

/** A backup with a name that is not taken, since two may be made in one millisecond. */
function freshBackup(db: ReadableDB, folder: ProjectFolder, reason: Backup['reason'], now: number): Backup {
  const [layers, generations] = [countRows(db, 'layers'), countRows(db, 'generations')];
  for (let madeAt = now; ; madeAt++) {
    const id = `${stampOf(madeAt)}.${reason}.${layers}-${generations}`;
    if (sizeOf(folder, id) === 0) return { id, madeAt, reason, layers, generations };
  }
}

/** Makes a backup and deletes those that are no longer needed. The backup is on disk when this resolves. */
export async function makeBackup(
  db: ReadableDB,
  folder: ProjectFolder,
  reason: Backup['reason'],
  now: number = Date.now(),
): Promise<Backup> {
  makeInside(folder, folder.backups);
  const backup = freshBackup(db, folder, reason, now);
  const file = backupFile(folder, backup.id);
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
  return backup;
}
