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
 * The paths of the store. All of them are made here from checked ids and hashes, never from text of another process.
 *
 *   <data>/cards.json: a cache, see cards.ts
 *   <data>/studio.sqlite, studio.lock, set-aside/<time>/studio.sqlite
 *   <data>/projects/<id>/project.sqlite, commits, recovered-from
 *   <data>/projects/<id>/blobs/<first two of the hash>/<hash>, blobs/unfinished/<random>
 *   <data>/projects/<id>/thumbnails: a cache, see thumbnails.ts and cards.ts
 *   <data>/projects/<id>/backups/<time>.<reason>.sqlite
 *   <data>/projects/<id>/set-aside/<time>/: files that were replaced and could not be read
 *   <data>/trash/<time>.<day>.<id>/: projects that were deleted, each as it was; see trash.ts
 *   <data>/trash/<time>.<day>.<id>.json: what the list shows of it
 *   <data>/trash/days.json: on how many days the studio was used; see used-days.ts
 *   <recovered>/<id>/: projects whose data folder disappeared while they were open, and <recovered>/trash
 */

/** The prefix of an unfinished project's folder, which gets its final name when it is whole. */
export const DRAFT_PREFIX = '.new-';

export interface DataFolder {
  readonly root: string;
  readonly settings: string;
  readonly lock: string;
  readonly projects: string;
  readonly trash: string;
  /** Holds settings files that could not be used. */
  readonly setAside: string;
  /** A folder outside of `root`, for projects that lose `root`. */
  readonly recovered: string;
  /** For deleted projects of `recovered`, which may lie on another disk, where no rename leads to `trash`. */
  readonly recoveredTrash: string;
}

export interface ProjectFolder {
  readonly root: string;
  readonly database: string;
  readonly blobs: string;
  readonly unfinished: string;
  readonly thumbnails: string;
  readonly backups: string;
  readonly setAside: string;
  /** The number of the database's commits; see commit-count.ts. */
  readonly commits: string;
  /** Says which project a recovered one comes from; see recoveries.ts. */
  readonly recoveredFrom: string;
}

/** @param recovered the folder for projects that lose `root` itself */
export function dataFolderAt(root: string, recovered: string = join(root, 'recovered')): DataFolder {
  return {
    root,
    settings: join(root, 'studio.sqlite'),
    lock: join(root, 'studio.lock'),
    projects: join(root, 'projects'),
    trash: join(root, 'trash'),
    setAside: join(root, 'set-aside'),
    recovered,
    recoveredTrash: join(recovered, 'trash'),
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

/** @throws StudioError `bad-request` where the id has not the form of one, which the contract excludes */
export function projectFolder(data: DataFolder, id: string): ProjectFolder {
  const name = nameOf(id);
  const rescued = join(data.recovered, name);
  const usual = join(data.projects, name);
  return projectFolderAt(!existsSync(usual) && existsSync(rescued) ? rescued : usual);
}

/** A folder in `parent` for a project that is being made. */
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

/** Removes unfinished projects of a killed process. */
export function removeDraftProjects(data: DataFolder): void {
  for (const folder of [data.projects, data.recovered]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (name.startsWith(DRAFT_PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Makes a folder and its parents, and makes their entries durable. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/**
 * Makes one folder inside of a project's folder, which must exist: a project that went away is not made again.
 * @throws IrregularFile where the path is a link that leads out of the project, or no folder
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

/** Makes renames inside of a folder durable. Windows has no such call and keeps renames by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  closing(openSync(path, 'r'), fsyncSync);
}

/** Puts a file's bytes on disk. It opens the file for writing, since Windows syncs no other. */
export function fsyncFile(file: string): void {
  closing(openSync(file, 'r+'), fsyncSync);
}

/** Writes a file durably. The name keeps its old content where this throws. */
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
