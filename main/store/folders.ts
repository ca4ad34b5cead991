import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashSchema, idSchema } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Where things lie: every path of the store is made here, out of ids and hashes that have the
 * form of ids and hashes, never out of text that came from another process.
 *
 *   <data>/studio.sqlite, studio.lock
 *   <data>/projects/<id>/project.sqlite
 *   <data>/projects/<id>/blobs/<first two of the hash>/<hash>, blobs/unfinished/<random>
 *   <data>/projects/<id>/thumbnails: a cache, see thumbnails.ts
 */

/** A project folder under this prefix is not finished: it gets its name when it is whole. */
export const DRAFT_PREFIX = '.new-';

export interface DataFolder {
  readonly root: string;
  readonly settings: string;
  readonly lock: string;
  readonly projects: string;
}

export interface ProjectFolder {
  readonly root: string;
  readonly database: string;
  readonly blobs: string;
  readonly unfinished: string;
  readonly thumbnails: string;
}

export function dataFolderAt(root: string): DataFolder {
  return {
    root,
    settings: join(root, 'studio.sqlite'),
    lock: join(root, 'studio.lock'),
    projects: join(root, 'projects'),
  };
}

export function projectFolderAt(root: string): ProjectFolder {
  const blobs = join(root, 'blobs');
  return {
    root,
    database: join(root, 'project.sqlite'),
    blobs,
    unfinished: join(blobs, 'unfinished'),
    thumbnails: join(root, 'thumbnails'),
  };
}

/** @throws StudioError `bad-request` where the id is not one: the contract lets none through. */
export function projectFolder(data: DataFolder, id: string, prefix: '' | typeof DRAFT_PREFIX = ''): ProjectFolder {
  if (!idSchema.safeParse(id).success) throw new StudioError('bad-request', 'That is not the name of a project.');
  return projectFolderAt(join(data.projects, prefix + id.toLowerCase()));
}

export function blobFile(folder: ProjectFolder, hash: string): string {
  if (!hashSchema.safeParse(hash).success) throw new StudioError('bad-request', 'That is not the name of a picture.');
  return join(folder.blobs, hash.slice(0, 2), hash);
}

/** Ids of the finished projects, in no order. */
export function listProjectIds(data: DataFolder): string[] {
  return readdirSync(data.projects, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && idSchema.safeParse(entry.name).success)
    .map((entry) => entry.name);
}

/** What a killed process left of projects that it had not finished making. */
export function removeDraftProjects(data: DataFolder): void {
  for (const name of readdirSync(data.projects)) {
    if (name.startsWith(DRAFT_PREFIX)) rmSync(join(data.projects, name), { recursive: true, force: true });
  }
}

/** Makes a folder, and the entries that lead to it durable. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** A rename is durable when its folder is. Windows has no such call and keeps renames by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
