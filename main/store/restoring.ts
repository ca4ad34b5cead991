import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Backup } from '../../preload/contract/projects.ts';
import { backupFile } from './backups.ts';
import { fsyncFile, type ProjectFolder, projectFolder, syncFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import type { OpenProject } from './open-project.ts';
import { filesOf, inspectDatabase } from './opening.ts';
import { backUp, openProjectFolder } from './projects.ts';
import { setAside } from './set-aside.ts';
import { holdOpen, letGo, type Studio } from './studio.ts';

/**
 * Replaces a project's database, which may be open, damaged or missing, by a backup. The replaced files are set aside,
 * and where they can be read a backup of them is made first.
 * @throws StudioError `store-damaged` where the backup can't be read, and then changes nothing
 */
export async function restoreBackup(studio: Studio, id: string, backupId: Backup['id']): Promise<OpenProject> {
  const key = id.toLowerCase();
  const own = studio.recoveries.get(key)?.project.id ?? key;
  const folder = projectFolder(studio.data, own);
  const backup = backupFile(folder, backupId);
  inspectDatabase(backup, projectKind, () => undefined);
  const before = studio.opening.get(key)?.catch(() => undefined);
  const replaced = async () => {
    const open = await before;
    if (open !== undefined) {
      await backUp(open, 'restore');
      await letGo(studio, open);
    }
    putInPlace(folder, backup);
    return openProjectFolder(studio.data, own);
  };
  return holdOpen(studio, key, replaced());
}

function putInPlace(folder: ProjectFolder, backup: string): void {
  const draft = `${folder.database}.new`;
  rmSync(draft, { force: true });
  copyFileSync(backup, draft);
  fsyncFile(draft);
  if (filesOf(folder.database).length > 0) setAside(folder.database, folder.setAside);
  renameSync(draft, folder.database);
  syncFolder(dirname(folder.database));
  // The counter belongs to the database that was replaced.
  rmSync(folder.commits, { force: true });
}
