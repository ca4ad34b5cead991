import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { identityOfFolder } from './anchor.ts';
import { takeOver } from './blob-copies.ts';
import { bytesOf, closeDatabase, openForWork, readRows, writeTransaction } from './database.ts';
import { storeFailure } from './failures.ts';
import {
  blobFile,
  type DataFolder,
  draftFolder,
  makeFolder,
  makeInside,
  type ProjectFolder,
  projectFolderAt,
  syncFolder,
  writeFileDurably,
} from './folders.ts';
import type { Names } from './names.ts';
import type { OpenProject } from './open-project.ts';
import { markOpened, readProject, renameProject } from './queries/project.ts';

/**
 * Rescues a project whose folder went away while it was open, since open files can still be read. Its work becomes a
 * project of its own beside the others, or outside of the data folder where that is gone as well.
 */

export interface Rescued {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  /** Whether it is outside of the data folder. */
  readonly outside: boolean;
  /** Number of pictures that could not be read. */
  readonly lost: number;
}

const NAME_LENGTH = 200;

/** @param intact whether the data folder is still the one that was opened */
export async function rescueProject(
  data: DataFolder,
  project: OpenProject,
  intact: boolean,
  names: Names,
): Promise<Rescued> {
  const parent = intact ? data.projects : data.recovered;
  const id = randomUUID();
  const draft = draftFolder(parent, id);
  try {
    makeFolder(draft.root);
    writeFileDurably(draft.database, bytesOf(project.db));
    const lost = await rescueBlobs(project, draft);
    const name = nameRescued(draft, names);
    renameSync(draft.root, join(parent, id));
    syncFolder(parent);
    return { id, folder: join(parent, id), name, lost, outside: !intact };
  } catch (error) {
    rmSync(draft.root, { recursive: true, force: true });
    throw storeFailure(error, 'project', parent);
  }
}

function nameRescued(folder: ProjectFolder, names: Names): string {
  const db = openForWork(folder.database);
  try {
    const room = NAME_LENGTH - names.recovered({ name: '' }).length;
    const name = names.recovered({ name: readProject(db).name.slice(0, room) });
    writeTransaction(db, (write) => {
      renameProject(write, name);
      markOpened(write, Date.now());
    });
    return name;
  } finally {
    closeDatabase(db);
  }
}

/** @returns the number of pictures that could not be read */
async function rescueBlobs(project: OpenProject, to: ProjectFolder): Promise<number> {
  makeInside(to, to.blobs);
  const moved = findMoved(project);
  let lost = 0;
  for (const { hash } of readRows<{ hash: string }>(project.db, 'SELECT hash FROM blobs')) {
    const file = blobFile(to, hash);
    makeInside(to, dirname(file));
    if (moved !== null && (await takeOver(moved, blobFile(moved, hash), file))) {
      syncFolder(dirname(file));
      continue;
    }
    const bytes = project.held.read(hash);
    if (bytes === undefined) lost += 1;
    else writeFileDurably(file, bytes);
  }
  return lost;
}

/** The folder's new place where it was only renamed or moved, or null. */
function findMoved({ folder, anchor, descriptor }: OpenProject): ProjectFolder | null {
  const isIt = (path: string) => identityOfFolder(path) === anchor.root;
  const candidates = [folder.root, ...pathOfOpen(descriptor), ...siblings(folder.root)];
  const found = candidates.find(isIt);
  return found === undefined ? null : projectFolderAt(found);
}

/** Linux tells the current path of an open folder, wherever it was moved. */
function pathOfOpen(descriptor: number | null): string[] {
  if (descriptor === null) return [];
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}

function siblings(path: string): string[] {
  const parent = dirname(path);
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name));
}
