import { existsSync } from 'node:fs';
import { faultOf } from '../logs/fault.ts';
import { closeDatabase, openForWork } from './database.ts';
import { type DataFolder, listProjectIds, projectFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import { inspectDatabase } from './opening.ts';
import { countLost } from './projects.ts';
import type { Studio } from './studio.ts';

/**
 * A store that is killed leaves the logs of the databases that it had open. The next store reads them when it opens
 * those databases; those that it never opens keep their logs. They are written back at an ordinary quit, after which
 * a project is whole in one file.
 */

const logOf = (database: string) => `${database}-wal`;

/** Whether any database of the studio has a log beside it. */
export function hasLogs(data: DataFolder): boolean {
  const databases = listProjectIds(data).map((id) => projectFolder(data, id).database);
  return [data.settings, ...databases].some((database) => existsSync(logOf(database)));
}

/** Writes back the logs of projects that are not open; a project that cannot be read is left as it is. */
export function foldLeftLogs({ data, opening, opened, log }: Studio): void {
  const open = new Set([...opened].map(({ folder }) => folder.root));
  for (const id of listProjectIds(data)) {
    const folder = projectFolder(data, id);
    if (opening.has(id.toLowerCase()) || open.has(folder.root) || !existsSync(logOf(folder.database))) continue;
    try {
      // A project that was rolled back keeps its files until it is opened and its artist is told.
      if (inspectDatabase(folder.database, projectKind, (copy) => countLost(folder, copy) > 0)) continue;
      closeDatabase(openForWork(folder.database));
    } catch (error) {
      log({ code: 'close-failed', ...faultOf(error) });
    }
  }
}
