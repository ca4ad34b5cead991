import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Project } from '../../preload/contract/projects.ts';
import { shareBlobs } from './blob-copies.ts';
import { keepCard, keptCard } from './cards.ts';
import { closeDatabase, copyDatabase, openForWork, readRows, writeTransaction } from './database.ts';
import { storeFailure } from './failures.ts';
import { draftFolder, fsyncFile, makeFolder, makeInside, projectFolder, syncFolder } from './folders.ts';
import type { OpenProject } from './open-project.ts';
import { becomeProject } from './queries/project.ts';
import { writeRecent } from './queries/recents.ts';
import { copySettingsOf } from './queries/settings.ts';
import { nextOpening, type Studio } from './studio.ts';

/**
 * Copies a project: its database by SQLite's online backup, which is exact while others write, and its pictures by hard
 * links where the disk has them. A picture's file is never written again, so both projects may share it. The copy lies
 * under a draft's name until it is whole, and no list shows a draft.
 */
export async function duplicateProject(studio: Studio, from: OpenProject, id: string, name: string): Promise<Project> {
  const { data, settings } = studio;
  const project: Project = { id: randomUUID(), name, createdAt: Date.now(), openedAt: nextOpening(studio) };
  const draft = draftFolder(data.projects, project.id);
  try {
    makeFolder(draft.root);
    await copyDatabase(from.db, draft.database);
    const hashes = adapt(draft.database, project);
    makeInside(draft, draft.blobs);
    await shareBlobs(from.folder, draft, hashes, from.held);
    const card = keptCard(from.folder);
    if (card !== null) keepCard(draft, card);
    syncFolder(draft.root);
    renameSync(draft.root, projectFolder(data, project.id).root);
    syncFolder(dirname(draft.root));
  } catch (error) {
    rmSync(draft.root, { recursive: true, force: true });
    throw storeFailure(error, 'new-project', data.projects);
  }
  writeTransaction(settings, (db) => {
    writeRecent(db, project);
    copySettingsOf(db, id, project.id);
  });
  return project;
}

/**
 * Gives a copied database its own project. The drawings that wait stay behind, since both would draw them.
 * @returns the pictures that it names
 */
function adapt(file: string, project: Project): string[] {
  const db = openForWork(file);
  try {
    writeTransaction(db, (write) => becomeProject(write, project));
    return readRows<{ hash: string }>(db, 'SELECT hash FROM blobs').map(({ hash }) => hash);
  } finally {
    closeDatabase(db);
    fsyncFile(file);
  }
}
