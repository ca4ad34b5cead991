import { type Dirent, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { holdOf } from './anchor.ts';
import { backupFile, namedBackups } from './backups.ts';
import { type ReadableDB, readRow, readRows, writeTransaction } from './database.ts';
import { draftFolder, type ProjectFolder, syncFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import type { OpenProject } from './open-project.ts';
import { filesOf, inspectDatabase } from './opening.ts';
import { closeProject } from './projects.ts';
import { deleteRecent } from './queries/recents.ts';
import { deleteSettingsOf } from './queries/settings.ts';
import { projectOf, type Studio } from './studio.ts';

/**
 * Removes a project in which nothing was ever done. Whatever it holds keeps it, and so does every doubt.
 * @returns whether it is gone
 */
export async function discardUntouched(studio: Studio, id: string): Promise<boolean> {
  const key = id.toLowerCase();
  const project = await projectOf(studio, key);
  await project.backup;
  // From the look at it to its end nothing is waited for, so that nothing can come into it in between.
  if (studio.recoveries.has(key) || project.closed || !isUntouched(project)) return false;
  studio.opening.delete(key);
  studio.opened.delete(project);
  closeProject(project);
  remove(project.folder);
  writeTransaction(studio.settings, (db) => {
    deleteRecent(db, key);
    deleteSettingsOf(db, key);
  });
  return true;
}

/** Under the name of a draft it is in no list, and a process killed in between leaves what the next start removes. */
function remove({ root }: ProjectFolder): void {
  const draft = draftFolder(dirname(root), basename(root)).root;
  renameSync(root, draft);
  syncFolder(dirname(root));
  rmSync(draft, { recursive: true, force: true });
}

function isUntouched({ folder, db, anchor }: OpenProject): boolean {
  return (
    holdOf(anchor, folder) === 'here' &&
    holdsNoRows(db) &&
    holdsOwnFilesOnly(folder) &&
    namedBackups(folder).every(
      ({ id, reason }) =>
        reason !== 'asked' && inspectDatabase(backupFile(folder, id), projectKind, (backup) => holdsNoRows(backup)),
    )
  );
}

/** In any table but the one that says what the project is. */
function holdsNoRows(db: ReadableDB): boolean {
  const tables = readRows<{ name: string }>(
    db,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'project' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'`,
  );
  return tables.every(({ name }) => readRow(db, `SELECT 1 FROM "${name}"`) === undefined);
}

/** Nothing but what a new project has: no picture, nothing set aside, nothing that someone else has put there. */
function holdsOwnFilesOnly(folder: ProjectFolder): boolean {
  const files = new Set([...filesOf(folder.database), folder.commits].map((file) => basename(file)));
  const isOwn = (entry: Dirent) => {
    const path = join(folder.root, entry.name);
    if (entry.isFile()) return files.has(entry.name);
    if (path === folder.backups) return readdirSync(path).length === namedBackups(folder).length;
    return (path === folder.blobs || path === folder.thumbnails) && holdsNoFile(path);
  };
  return readdirSync(folder.root, { withFileTypes: true }).every(isOwn);
}

function holdsNoFile(path: string): boolean {
  return readdirSync(path, { recursive: true, withFileTypes: true }).every((entry) => entry.isDirectory());
}
