import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { type Project, projectSchema, type TrashedProject, trashedIdSchema } from '../../preload/contract/projects.ts';
import type { Log } from '../logs/entries.ts';
import { faultOf } from '../logs/fault.ts';
import { openRegular } from '../regular-file.ts';
import { stampOf, timeOf } from './backups.ts';
import { closing, type DataFolder, makeFolder, type ProjectFolder, projectFolderAt, syncFolder } from './folders.ts';
import type { Names } from './names.ts';
import { peekFolder } from './projects.ts';
import { countToday } from './used-days.ts';

/**
 * The trash. A deleted project moves there by one rename, with everything in it, and back by one. A kill therefore leaves
 * it in exactly one of the two places. Its name there says when it was deleted, and on which day of use.
 */

/** Days of use that a project stays in the trash. */
export const DAYS_KEPT = 30;

/** The prefix of what is being removed for good. Nothing lists it, and the next start goes on with it. */
const GOING = '.going-';

const foldersOf = ({ trash, recoveredTrash }: DataFolder) => [trash, recoveredTrash];
const daysOf = ({ trash }: DataFolder) => join(trash, 'days.json');

export interface TrashedName {
  readonly id: string;
  readonly projectId: string;
  readonly deletedAt: number;
  /** The day of use on which it was deleted. */
  readonly day: number;
  readonly folder: ProjectFolder;
}

function namesIn(trash: string): string[] {
  return existsSync(trash) ? readdirSync(trash) : [];
}

/** What the trash holds, by the names of the folders. */
export function trashedNames(data: DataFolder): TrashedName[] {
  return foldersOf(data).flatMap((trash) => namesIn(trash).flatMap((name) => trashedName(trash, name) ?? []));
}

function trashedName(trash: string, id: string): TrashedName | null {
  const path = join(trash, id);
  if (!trashedIdSchema.safeParse(id).success || !lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return null;
  const [stamp = '', day = '', projectId = ''] = id.split('.');
  const deletedAt = timeOf(stamp);
  if (!Number.isFinite(deletedAt) || deletedAt < 0) return null;
  return { id, projectId, deletedAt, day: Number(day), folder: projectFolderAt(path) };
}

/** @throws StudioError `not-found` */
export function trashedOf(data: DataFolder, id: string): TrashedName {
  const found = trashedNames(data).find((one) => one.id === id);
  if (found === undefined) throw StudioError.of('trash.gone', {});
  return found;
}

/** The number of days on which the studio was used, today included. */
function today(data: DataFolder, now: number): number {
  makeFolder(data.trash);
  const least = Math.max(0, ...trashedNames(data).map(({ day }) => day));
  return countToday(daysOf(data), data.trash, least, now);
}

/** What the list shows of a project, so that it need not read its database. Where it is missing, the database is read. */
const noteOf = ({ folder }: Pick<TrashedName, 'folder'>) => `${folder.root}.json`;

function readNote(trashed: TrashedName): Project | null {
  try {
    const file = noteOf(trashed);
    const descriptor = openRegular(file, dirname(file));
    if (descriptor === undefined) return null;
    return projectSchema.parse(JSON.parse(closing(descriptor, (open) => readFileSync(open, 'utf8'))));
  } catch {
    return null;
  }
}

/** Moves a project's folder to the trash. None of its files may be open. */
export function moveToTrash(
  data: DataFolder,
  folder: ProjectFolder,
  project: Project | null,
  now: number,
): TrashedName {
  const day = today(data, now);
  const trash = dirname(folder.root) === data.projects ? data.trash : data.recoveredTrash;
  makeFolder(trash);
  const projectId = basename(folder.root);
  const nameAt = (time: number) => `${stampOf(time)}.${day}.${projectId}`;
  let deletedAt = now;
  while (existsSync(join(trash, nameAt(deletedAt)))) deletedAt += 1;
  const id = nameAt(deletedAt);
  const trashed = { id, projectId, deletedAt, day, folder: projectFolderAt(join(trash, id)) };
  if (project !== null) writeFileSync(noteOf(trashed), JSON.stringify(project));
  move(folder.root, trashed.folder.root);
  return trashed;
}

/** Moves a folder by one rename, which is on disk when this returns. */
function move(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}

/** Moves a project of the trash to its place. */
export function moveBack(trashed: TrashedName, place: string): void {
  move(trashed.folder.root, place);
  rmSync(noteOf(trashed), { force: true });
}

/** Where a project of the trash goes when it is brought back, under this id. */
export function placeOf(data: DataFolder, trashed: TrashedName, id: string): string {
  return join(dirname(trashed.folder.root) === data.trash ? data.projects : data.recovered, id);
}

/** The projects of the trash, the latest deleted first. One that cannot be read is listed, too. */
export function listTrashed(data: DataFolder, names: Names, now: number): TrashedProject[] {
  const trashed = trashedNames(data);
  if (trashed.length === 0) return [];
  const day = today(data, now);
  return trashed
    .toSorted((a, b) => b.deletedAt - a.deletedAt)
    .map((one) => ({
      id: one.id,
      project: readNote(one) ?? peekFolder(one.folder, one.projectId, names).project,
      deletedAt: one.deletedAt,
      daysLeft: Math.min(DAYS_KEPT, Math.max(0, DAYS_KEPT - (day - one.day))),
    }));
}

/** Removes a project for good. From the first moment on no list shows it, whatever happens to this process. */
export async function removeTrashed({ folder }: TrashedName): Promise<void> {
  const going = join(dirname(folder.root), GOING + basename(folder.root));
  move(folder.root, going);
  rmSync(`${folder.root}.json`, { force: true });
  await rm(going, { recursive: true, force: true });
}

/** Notes that a killed process has left without their projects. */
function looseNotes(data: DataFolder, trashed: readonly TrashedName[]): string[] {
  const wanted = new Set([daysOf(data), ...trashed.map(noteOf)]);
  return foldersOf(data)
    .flatMap((trash) => namesIn(trash).map((name) => join(trash, name)))
    .filter((file) => file.endsWith('.json') && !wanted.has(file));
}

/**
 * Removes what has been in the trash on more than `DAYS_KEPT` days of use, and what a killed process was removing. The
 * names go before this returns.
 * @returns the ids of the removed projects, and when their files are gone
 */
export function clearTrash(
  data: DataFolder,
  log: Log,
  now: number = Date.now(),
): { readonly removed: readonly string[]; readonly done: Promise<void> } {
  const left = foldersOf(data).flatMap((trash) =>
    namesIn(trash)
      .filter((name) => name.startsWith(GOING))
      .map((name) => rm(join(trash, name), { recursive: true, force: true })),
  );
  const trashed = trashedNames(data);
  for (const file of looseNotes(data, trashed)) rmSync(file, { force: true });
  // Without a trash no day needs to be counted.
  const day = trashed.length === 0 ? 0 : today(data, now);
  const old = trashed.filter((one) => day - one.day > DAYS_KEPT);
  const done = Promise.all([...left, ...old.map(removeTrashed)]).then(
    () => undefined,
    (error: unknown) => log({ code: 'trash-not-cleared', ...faultOf(error) }),
  );
  return { removed: old.map(({ projectId }) => projectId), done };
}
