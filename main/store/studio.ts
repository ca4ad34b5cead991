import { existsSync } from 'node:fs';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { toldOf } from '../../preload/contract/error-codes.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Project, RecoveredProject, RefusedProject } from '../../preload/contract/projects.ts';
import type { Told } from '../../preload/contract/told.ts';
import type { Log } from '../logs/entries.ts';
import { faultOf } from '../logs/fault.ts';
import { statRegular } from '../regular-file.ts';
import { identityOfFolder } from './anchor.ts';
import { closeDatabase, createDatabase, type ReadableDB, takeLock, writeTransaction } from './database.ts';
import { clearDeliveries } from './deliveries.ts';
import { storeFailure } from './failures.ts';
import { type DataFolder, listProjectIds, makeFolder, projectFolder, removeDraftProjects } from './folders.ts';
import { studioKind } from './kinds.ts';
import { namesIn } from './names.ts';
import type { OpenProject } from './open-project.ts';
import { filesOf, openDatabase } from './opening.ts';
import { changeDatabase, closeProject, makeProject, openProjectFolder, peekProject } from './projects.ts';
import { markOpened, readProject, renameProject } from './queries/project.ts';
import { deleteRecent, readRecents, writeRecent } from './queries/recents.ts';
import { deleteSettingsOf } from './queries/settings.ts';
import { readRecoveries } from './recoveries.ts';
import { setAside } from './set-aside.ts';
import { laterThan } from './time.ts';
import { clearTrash } from './trash.ts';

/** The open data folder. One process at a time holds it. */
export interface Studio {
  readonly data: DataFolder;
  readonly settings: ReadableDB;
  readonly release: () => void;
  /**
   * By id: each project is opened once and kept until the end. A failed opening is forgotten, so that it can be tried
   * again.
   */
  readonly opening: Map<string, Promise<OpenProject>>;
  readonly opened: Set<OpenProject>;
  /** By id: for projects whose folder went away, the project in which the work goes on. */
  readonly recoveries: Map<string, RecoveredProject>;
  /** Notes on the studio's own files, for the window. */
  readonly notes: readonly Told[];
  /** Projects that were found damaged while the studio's own file was rebuilt. */
  readonly damaged: readonly RefusedProject[];
  /** The identity of the folder of projects, which shows whether it is still the same one. */
  readonly identity: string | null;
  readonly log: Log;
}

/** @throws StudioError `store-unavailable` where another studio holds the folder, `disk-full` */
export async function openStudio(
  data: DataFolder,
  log: Log = () => undefined,
  now: number = Date.now(),
): Promise<Studio> {
  let release: (() => void) | undefined;
  try {
    makeFolder(data.projects);
    release = lockFolder(data);
    removeDraftProjects(data);
    clearDeliveries(data);
    const { settings, notes, damaged } = await openSettings(data);
    tidyTrash(data, settings, log, now);
    const identity = identityOfFolder(data.projects);
    const maps = {
      opening: new Map(),
      opened: new Set<OpenProject>(),
      recoveries: readRecoveries(data, namesIn(settings)),
    };
    return { data, settings, release, notes, damaged, identity, log, ...maps };
  } catch (error) {
    release?.();
    throw storeFailure(error, studioKind.subject, data.root, 'opened');
  }
}

/** What is old goes from the trash. A trash that cannot be tidied keeps nobody from work. */
function tidyTrash(data: DataFolder, settings: ReadableDB, log: Log, now: number): void {
  try {
    const { removed } = clearTrash(data, log, now);
    writeTransaction(settings, (db) => {
      for (const id of removed) if (!existsSync(projectFolder(data, id).root)) deleteSettingsOf(db, id);
    });
  } catch (error) {
    log({ code: 'trash-not-cleared', ...faultOf(error) });
  }
}

/** Takes the lock. Anything else in the place of the lock's file is set aside, since the file holds no data. */
function lockFolder(data: DataFolder): () => void {
  const take = () => {
    statRegular(data.lock, data.root);
    return takeLock(data.lock);
  };
  try {
    return take();
  } catch (error) {
    const failure = storeFailure(error, studioKind.subject, data.root, 'opened');
    if (!(failure instanceof StudioError) || failure.failure.kind !== 'store-damaged') throw error;
    setAside(data.lock, data.setAside);
    return take();
  }
}

/**
 * Opens the studio's own file. One that can't be used is replaced, and the list of projects is rebuilt from their
 * folders.
 */
async function openSettings(data: DataFolder): Promise<Pick<Studio, 'settings' | 'notes' | 'damaged'>> {
  const open = () => openDatabase(data.settings, studioKind);
  const make = () => createDatabase(data.settings, studioKind, () => undefined);
  if (filesOf(data.settings).length === 0) make();
  try {
    return { settings: await open(), notes: [], damaged: [] };
  } catch (error) {
    const kind = error instanceof StudioError ? error.failure.kind : '';
    if (kind !== 'store-damaged' && kind !== 'schema-from-future') throw error;
    const kept = setAside(data.settings, data.setAside);
    make();
    const settings = await open();
    const names = namesIn(settings);
    const damaged = listProjectIds(data).flatMap((id) => peekProject(data, id, names).refused ?? []);
    const code = kind === 'store-damaged' ? 'settings.damaged' : 'settings.from-future';
    const note = toldOf(code, { others: damaged.length === 0 ? 'no' : 'yes', folder: kept });
    return { settings, notes: [note], damaged };
  }
}

/** Resolves when all backups are made. */
export async function backupsDone(studio: Studio): Promise<void> {
  await Promise.all([...studio.opened].map(({ backup }) => backup));
}

/** Checkpoints and closes everything, and then releases the lock. */
export function closeStudio(studio: Studio): void {
  for (const project of studio.opened) attempt(studio, () => closeProject(project));
  studio.opened.clear();
  studio.opening.clear();
  attempt(studio, () => closeDatabase(studio.settings));
  studio.release();
}

/** Logs a failure to close, so that the other files are closed all the same. */
function attempt(studio: Studio, close: () => void): void {
  try {
    close();
  } catch (error) {
    studio.log({ code: 'close-failed', ...faultOf(error) });
  }
}

/**
 * All projects, the latest opened first. The folders decide which projects exist: one that the recents lack is read
 * from its folder, and one without a folder is forgotten.
 */
export function listProjects(studio: Studio): Project[] {
  const known = new Map(readRecents(studio.settings).map((project) => [project.id, project]));
  const ids = new Set(listProjectIds(studio.data));
  const names = namesIn(studio.settings);
  const found = [...ids].filter((id) => !known.has(id)).map((id) => peekProject(studio.data, id, names));
  const lost = [...known.keys()].filter((id) => !ids.has(id));
  if (found.length === 0 && lost.length === 0) return [...known.values()];
  writeTransaction(studio.settings, (db) => {
    for (const id of lost) deleteRecent(db, id);
    for (const { project, refused } of found) if (refused === null) writeRecent(db, project);
  });
  return [
    ...readRecents(studio.settings),
    ...found.filter(({ refused }) => refused !== null).map(({ project }) => project),
  ];
}

export function createProject(studio: Studio, name: string, document: PictureDocument): Project {
  const project = makeProject(studio.data, name, document, nextOpening(studio));
  writeTransaction(studio.settings, (db) => writeRecent(db, project));
  return project;
}

/** The project of that id, which is opened where it is not open yet. */
export function projectOf(studio: Studio, id: string): Promise<OpenProject> {
  const key = id.toLowerCase();
  const known = studio.opening.get(key);
  if (known !== undefined) return known;
  const recovered = studio.recoveries.get(key)?.project.id;
  const opening = recovered === undefined ? openProjectFolder(studio.data, key) : projectOf(studio, recovered);
  return holdOpen(studio, key, opening);
}

/** Makes later calls for `id` wait for this opening, and share its failure. */
export function holdOpen(studio: Studio, id: string, opening: Promise<OpenProject>): Promise<OpenProject> {
  const held = opening.then((project) => {
    studio.opened.add(project);
    return project;
  });
  held.catch(() => studio.opening.get(id) === held && studio.opening.delete(id));
  studio.opening.set(id, held);
  return held;
}

/** Closes a project's files when its backup is made. */
export async function letGo(studio: Studio, project: OpenProject): Promise<void> {
  studio.opened.delete(project);
  await project.backup;
  attempt(studio, () => closeProject(project));
}

/** Puts the project at the head of the recents. */
export function enterProject(studio: Studio, project: OpenProject, id: string): Project {
  const openedAt = nextOpening(studio);
  changeDatabase(project, (db) => markOpened(db, openedAt));
  return remember(studio, project, id);
}

export function nameProject(studio: Studio, project: OpenProject, id: string, name: string): Project {
  changeDatabase(project, (db) => renameProject(db, name));
  return remember(studio, project, id);
}

/** @param id the id in the call. A recovered project's folder has another one. */
function remember(studio: Studio, project: OpenProject, id: string): Project {
  const key = id.toLowerCase();
  const entry: Project = { ...readProject(project.db), id: studio.recoveries.get(key)?.project.id ?? key };
  writeTransaction(studio.settings, (db) => writeRecent(db, entry));
  return entry;
}

/** A time of opening that is later than that of every other project. */
export function nextOpening(studio: Studio): number {
  return laterThan(readRecents(studio.settings)[0]?.openedAt ?? 0);
}
