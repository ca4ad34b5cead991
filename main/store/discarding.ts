import { type Dirent, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { holdOf } from './anchor.ts';
import { backupFile, namedBackups } from './backups.ts';
import { CARD } from './cards.ts';
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
 * Removes a project in which nothing was ever done. A project that holds anything is kept, and so is one that leaves a
 * doubt.
 * @returns whether it was removed
 */
export async function discardUntouched(studio: Studio, id: string): Promise<boolean> {
  const key = id.toLowerCase();
  const project = await projectOf(studio, key);
  await project.backup;
  // Nothing is awaited between the check and the removal, so that no call can write in between.
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

/**
 * Renames the folder to a draft first: no list shows a draft, and the next start removes what a killed process leaves.
 */
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

/** Whether all tables but `project` are empty. The indexes of words are tables that hold no rows of their own. */
function holdsNoRows(db: ReadableDB): boolean {
  const tables = readRows<{ name: string }>(
    db,
    `SELECT name FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND name <> 'project' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'`,
  );
  return tables.every(({ name }) => readRow(db, `SELECT 1 FROM "${name}"`) === undefined);
}

/** Whether the folder holds only what a new project has, with no picture, no file set aside and no foreign file. */
function holdsOwnFilesOnly(folder: ProjectFolder): boolean {
  const files = new Set([...filesOf(folder.database), folder.commits].map((file) => basename(file)));
  const isOwn = (entry: Dirent) => {
    const path = join(folder.root, entry.name);
    if (entry.isFile()) return files.has(entry.name);
    if (path === folder.backups) return readdirSync(path).length === namedBackups(folder).length;
    return (path === folder.blobs || path === folder.thumbnails) && holdsNoFile(path, [CARD]);
  };
  return readdirSync(folder.root, { withFileTypes: true }).every(isOwn);
}

function holdsNoFile(path: string, but: readonly string[]): boolean {
  return readdirSync(path, { recursive: true, withFileTypes: true }).every(
    (entry) => entry.isDirectory() || but.includes(entry.name),
  );
}
