import { existsSync } from 'node:fs';
import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Project } from '../../preload/contract/store.ts';
import {
  closeDatabase,
  createDatabase,
  openDatabase,
  type ReadableDB,
  takeLock,
  writeTransaction,
} from './database.ts';
import { storeFailure } from './failures.ts';
import { type DataFolder, dataFolderAt, listProjectIds, makeFolder, removeDraftProjects } from './folders.ts';
import { studioKind } from './kinds.ts';
import { makeProject, type OpenProject, openProjectFolder, peekProject } from './projects.ts';
import { markOpened, readProject, renameProject } from './queries/project.ts';
import { deleteRecent, readRecents, writeRecent } from './queries/recents.ts';
import { laterThan } from './time.ts';

/** The data folder, open: one process at a time. */
export interface Studio {
  readonly data: DataFolder;
  readonly settings: ReadableDB;
  readonly release: () => void;
  /** Opened once, kept until the end; a failed opening is forgotten, so that it can be tried again. */
  readonly opening: Map<string, Promise<OpenProject>>;
  readonly opened: Set<OpenProject>;
}

/** @throws StudioError `store-unavailable` where another studio holds the folder, and what `openDatabase` throws */
export async function openStudio(root: string): Promise<Studio> {
  const data = dataFolderAt(root);
  let release: (() => void) | undefined;
  try {
    makeFolder(data.projects);
    release = takeLock(data.lock);
    removeDraftProjects(data);
    if (!existsSync(data.settings)) createDatabase(data.settings, studioKind, () => undefined);
    const settings = await openDatabase(data.settings, studioKind);
    return { data, settings, release, opening: new Map(), opened: new Set() };
  } catch (error) {
    release?.();
    throw storeFailure(error, studioKind.title, root);
  }
}

/** Checkpoints and closes everything; the lock goes last. */
export function closeStudio(studio: Studio): void {
  for (const project of studio.opened) closeDatabase(project.db);
  studio.opened.clear();
  studio.opening.clear();
  closeDatabase(studio.settings);
  studio.release();
}

/**
 * The one opened last comes first. The folders are the truth: what the recents do not know is
 * read from them, what has no folder any more is forgotten.
 */
export function listProjects(studio: Studio): Project[] {
  const known = new Map(readRecents(studio.settings).map((project) => [project.id, project]));
  const ids = new Set(listProjectIds(studio.data));
  const found = [...ids].filter((id) => !known.has(id)).map((id) => peekProject(studio.data, id));
  const lost = [...known.keys()].filter((id) => !ids.has(id));
  if (found.length === 0 && lost.length === 0) return [...known.values()];
  writeTransaction(studio.settings, (db) => {
    for (const id of lost) deleteRecent(db, id);
    for (const { project, readable } of found) if (readable) writeRecent(db, project);
  });
  return [...readRecents(studio.settings), ...found.filter((entry) => !entry.readable).map((entry) => entry.project)];
}

export function createProject(studio: Studio, name: string, document: PictureDocument): Project {
  const project = makeProject(studio.data, name, document, nextOpening(studio));
  writeTransaction(studio.settings, (db) => writeRecent(db, project));
  return project;
}

/** The open project of that id; opens it where it is not yet. */
export function projectOf(studio: Studio, id: string): Promise<OpenProject> {
  const key = id.toLowerCase();
  let opening = studio.opening.get(key);
  if (opening === undefined) {
    opening = openProjectFolder(studio.data, key).then((project) => {
      studio.opened.add(project);
      return project;
    });
    opening.catch(() => studio.opening.delete(key));
    studio.opening.set(key, opening);
  }
  return opening;
}

/** Puts the project at the head of the recents. */
export function enterProject(studio: Studio, project: OpenProject, id: string): Project {
  const openedAt = nextOpening(studio);
  writeTransaction(project.db, (db) => markOpened(db, openedAt));
  return remember(studio, project, id);
}

export function nameProject(studio: Studio, project: OpenProject, id: string, name: string): Project {
  writeTransaction(project.db, (db) => renameProject(db, name));
  return remember(studio, project, id);
}

function remember(studio: Studio, project: OpenProject, id: string): Project {
  const entry: Project = { ...readProject(project.db), id: id.toLowerCase() };
  writeTransaction(studio.settings, (db) => writeRecent(db, entry));
  return entry;
}

function nextOpening(studio: Studio): number {
  return laterThan(readRecents(studio.settings)[0]?.openedAt ?? 0);
}
