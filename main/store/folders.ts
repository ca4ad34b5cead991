import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { hashSchema, idSchema } from '../../preload/contract/ids.ts';
import { IrregularFile, isFolderInside } from '../regular-file.ts';

/**
 * Where things lie: every path of the store is made here, out of ids and hashes that have the
 * form of ids and hashes, never out of text that came from another process.
 *
 *   <data>/studio.sqlite, studio.lock, set-aside/<time>/studio.sqlite
 *   <data>/projects/<id>/project.sqlite, commits, recovered-from
 *   <data>/projects/<id>/blobs/<first two of the hash>/<hash>, blobs/unfinished/<random>
 *   <data>/projects/<id>/thumbnails: a cache, see thumbnails.ts
 *   <data>/projects/<id>/backups/<time>.<reason>.sqlite
 *   <data>/projects/<id>/set-aside/<time>/: files that were replaced and could not be read
 *   <recovered>/<id>/: projects whose data folder went away while they were open
 */

/** A project folder under this prefix is not finished: it gets its name when it is whole. */
export const DRAFT_PREFIX = '.new-';

export interface DataFolder {
  readonly root: string;
  readonly settings: string;
  readonly lock: string;
  readonly projects: string;
  /** For a settings file that could not be used. */
  readonly setAside: string;
  /** Outside of `root`: for projects that lose it. */
  readonly recovered: string;
}

export interface ProjectFolder {
  readonly root: string;
  readonly database: string;
  readonly blobs: string;
  readonly unfinished: string;
  readonly thumbnails: string;
  readonly backups: string;
  readonly setAside: string;
  /** How many commits the database has seen. */
  readonly commits: string;
  /** Of a recovered project: which one it was, see recoveries.ts. */
  readonly recoveredFrom: string;
}

/** @param recovered where projects are kept that lose `root` itself */
export function dataFolderAt(root: string, recovered: string = join(root, 'recovered')): DataFolder {
  return {
    root,
    settings: join(root, 'studio.sqlite'),
    lock: join(root, 'studio.lock'),
    projects: join(root, 'projects'),
    setAside: join(root, 'set-aside'),
    recovered,
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
    backups: join(root, 'backups'),
    setAside: join(root, 'set-aside'),
    commits: join(root, 'commits'),
    recoveredFrom: join(root, 'recovered-from'),
  };
}

/** @throws StudioError `bad-request` where the id is not one: the contract lets none through. */
export function projectFolder(data: DataFolder, id: string): ProjectFolder {
  const name = nameOf(id);
  const rescued = join(data.recovered, name);
  const usual = join(data.projects, name);
  return projectFolderAt(!existsSync(usual) && existsSync(rescued) ? rescued : usual);
}

/** A folder for a project that is being made, under `parent`. */
export function draftFolder(parent: string, id: string): ProjectFolder {
  return projectFolderAt(join(parent, DRAFT_PREFIX + nameOf(id)));
}

function nameOf(id: string): string {
  if (!idSchema.safeParse(id).success) throw StudioError.of('projects.no-id', {});
  return id.toLowerCase();
}

export function blobFile(folder: ProjectFolder, hash: string): string {
  if (!hashSchema.safeParse(hash).success) throw StudioError.of('blobs.no-hash', {});
  return join(folder.blobs, hash.slice(0, 2), hash);
}

/** Ids of the finished projects, in no order. */
export function listProjectIds(data: DataFolder): string[] {
  const found = [data.projects, data.recovered].filter((folder) => existsSync(folder)).flatMap(idsIn);
  return [...new Set(found)];
}

function idsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && idSchema.safeParse(entry.name).success)
    .map((entry) => entry.name);
}

/** What a killed process left of projects that it had not finished making. */
export function removeDraftProjects(data: DataFolder): void {
  for (const folder of [data.projects, data.recovered]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (name.startsWith(DRAFT_PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Makes a folder, and the entries that lead to it durable. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/**
 * Makes one folder inside of a project's that is there: a folder that went away is not made again.
 * @throws IrregularFile where it is a link that leads out of the project, or no folder
 */
export function makeInside(folder: ProjectFolder, path: string): void {
  try {
    mkdirSync(path);
    syncFolder(dirname(path));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (!isFolderInside(path, folder.root)) throw new IrregularFile(path, 'no-folder');
  }
}

/** Runs `work` on an open file and closes it. */
export function closing<T>(descriptor: number, work: (descriptor: number) => T): T {
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A rename is durable when its folder is. Windows has no such call and keeps renames by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  closing(openSync(path, 'r'), fsyncSync);
}

/** The file's bytes are on disk when this returns. Windows syncs only what may be written. */
export function fsyncFile(file: string): void {
  closing(openSync(file, 'r+'), fsyncSync);
}

/** The bytes are on disk under that name when this returns, or the name is as it was. */
export function writeFileDurably(file: string, bytes: Uint8Array): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  closing(openSync(draft, 'wx'), (descriptor) => {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  });
  renameSync(draft, file);
  syncFolder(dirname(file));
}
