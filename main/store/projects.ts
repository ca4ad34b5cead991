import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Project } from '../../preload/contract/store.ts';
import { removeUnfinished } from './blobs.ts';
import { createDatabase, openDatabase, peekDatabase, type ReadableDB } from './database.ts';
import { storeFailure } from './failures.ts';
import { type DataFolder, DRAFT_PREFIX, makeFolder, type ProjectFolder, projectFolder, syncFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import { writeDocument } from './queries/document.ts';
import { insertProject, readProject } from './queries/project.ts';

/** A project that is open: its folder and its database. */
export interface OpenProject {
  readonly folder: ProjectFolder;
  readonly db: ReadableDB;
}

/**
 * Makes a project whole under a name that is not listed, then gives it its name: a process killed
 * in between leaves nothing that shows.
 * @throws StudioError `bad-request` where the document names pictures, which a new project has none of
 */
export function makeProject(data: DataFolder, name: string, document: PictureDocument, now: number): Project {
  const project: Project = { id: randomUUID(), name, createdAt: now, openedAt: now };
  const draft = projectFolder(data, project.id, DRAFT_PREFIX);
  try {
    makeFolder(draft.blobs);
    createDatabase(draft.database, projectKind, (db) => {
      insertProject(db, project, document);
      writeDocument(db, document, now);
    });
    renameSync(draft.root, projectFolder(data, project.id).root);
    syncFolder(data.projects);
  } catch (error) {
    rmSync(draft.root, { recursive: true, force: true });
    throw storeFailure(error, 'The new project', data.projects);
  }
  return project;
}

/** @throws StudioError `not-found`, and what `openDatabase` throws */
export async function openProjectFolder(data: DataFolder, id: string): Promise<OpenProject> {
  const folder = projectFolder(data, id);
  if (!existsSync(folder.root)) {
    throw new StudioError('not-found', 'That project is not there any more: its folder was moved or removed.');
  }
  if (!existsSync(folder.database)) {
    throw new StudioError(
      'store-damaged',
      `The file project.sqlite is missing in ${folder.root}: restore it from a backup, or bring the pictures in its "blobs" folder into a new project.`,
    );
  }
  const db = await openDatabase(folder.database, projectKind);
  removeUnfinished(folder);
  return { folder, db };
}

/**
 * What a project says of itself, without opening it for work. One that cannot be read is told by
 * its id, so that it does not vanish from the list: opening it says what is wrong.
 */
export function peekProject(data: DataFolder, id: string): { readonly project: Project; readonly readable: boolean } {
  try {
    const project = peekDatabase(projectFolder(data, id).database, projectKind, readProject);
    // The folder's name is what the project is found by, also after it was copied.
    return { project: { ...project, id }, readable: true };
  } catch {
    const name = `Unreadable project ${id.slice(0, 8)}`;
    return { project: { id, name, createdAt: 0, openedAt: 0 }, readable: false };
  }
}
