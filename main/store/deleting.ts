import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Project } from '../../preload/contract/projects.ts';
import { holdOf } from './anchor.ts';
import { writeTransaction } from './database.ts';
import { makeFolder, projectFolder } from './folders.ts';
import { namesIn } from './names.ts';
import { closeProject, peekProject } from './projects.ts';
import { deleteRecent, readRecents, writeRecent } from './queries/recents.ts';
import { deleteSettingsOf } from './queries/settings.ts';
import { readRecoveries } from './recoveries.ts';
import type { Studio } from './studio.ts';
import { moveBack, moveToTrash, placeOf, removeTrashed, trashedOf } from './trash.ts';

/**
 * Moves a project to the trash, open or not, readable or not. Calls that are under way for it answer that it is gone.
 * @returns its id in the trash
 * @throws StudioError `not-found`
 */
export async function deleteProject(studio: Studio, id: string, now: number = Date.now()): Promise<string> {
  const key = id.toLowerCase();
  const own = studio.recoveries.get(key)?.project.id ?? key;
  const ids = [own, ...[...studio.recoveries].flatMap(([from, { project }]) => (project.id === own ? [from] : []))];
  await settled(studio, ids);
  // Nothing is awaited from here on, so that no call can write in between.
  const folder = projectFolder(studio.data, own);
  if (!existsSync(folder.root)) throw StudioError.of('projects.gone', {});
  for (const project of [...studio.opened].filter((one) => one.folder.root === folder.root)) {
    // Another folder has taken the name, and the open one is to be rescued.
    if (holdOf(project.anchor, folder) === 'gone') throw StudioError.of('projects.gone', {});
    studio.opened.delete(project);
    closeProject(project);
  }
  for (const one of ids) studio.opening.delete(one);
  const known = readRecents(studio.settings).find((project) => project.id === own) ?? null;
  const { id: trashedId } = moveToTrash(studio.data, folder, known, now);
  for (const one of ids) studio.recoveries.delete(one);
  writeTransaction(studio.settings, (db) => {
    for (const one of ids) deleteRecent(db, one);
  });
  return trashedId;
}

/** Waits for what is being opened under these ids, and for backups. */
async function settled({ opening }: Studio, ids: readonly string[]): Promise<void> {
  for (;;) {
    const before = ids.map((id) => opening.get(id));
    for (const one of before) await one?.then(({ backup }) => backup).catch(() => undefined);
    if (ids.every((id, at) => opening.get(id) === before[at])) return;
  }
}

/** @throws StudioError `not-found` */
export function bringBack(studio: Studio, trashedId: string): Project {
  const { data, settings } = studio;
  const trashed = trashedOf(data, trashedId);
  // The id may be taken by now, for instance by a copy of the same folder.
  const taken = existsSync(projectFolder(data, trashed.projectId).root);
  const id = taken ? randomUUID() : trashed.projectId;
  const place = placeOf(data, trashed, id);
  makeFolder(dirname(place));
  moveBack(trashed, place);
  const names = namesIn(settings);
  const { project, refused } = peekProject(data, id, names);
  if (refused === null) writeTransaction(settings, (db) => writeRecent(db, project));
  for (const [from, recovery] of readRecoveries(data, names)) {
    if (!studio.recoveries.has(from)) studio.recoveries.set(from, recovery);
  }
  return project;
}

/** @throws StudioError `not-found` */
export async function deleteForGood({ data, settings }: Studio, trashedId: string): Promise<void> {
  const trashed = trashedOf(data, trashedId);
  const gone = removeTrashed(trashed);
  if (!existsSync(projectFolder(data, trashed.projectId).root)) {
    writeTransaction(settings, (db) => deleteSettingsOf(db, trashed.projectId));
  }
  await gone;
}
