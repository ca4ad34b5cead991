import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, lstatSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Backup, Project, RefusedProject, Warning } from '../../preload/contract/projects.ts';
import { toldSchema } from '../../preload/contract/told.ts';
import type { Log } from '../logs/entries.ts';
import { faultOf } from '../logs/fault.ts';
import { anchorOf } from './anchor.ts';
import { backupFile, DAY, makeBackup, namedBackups, stampOf } from './backups.ts';
import { removeUnfinished } from './blobs.ts';
import { openCounter, readCount } from './commit-count.ts';
import { closeDatabase, createDatabase, type ReadableDB, type WritableDB, writeTransaction } from './database.ts';
import { storeFailure } from './failures.ts';
import { type DataFolder, draftFolder, makeFolder, type ProjectFolder, projectFolder, syncFolder } from './folders.ts';
import { createHeldBlobs } from './held-blobs.ts';
import { projectKind } from './kinds.ts';
import type { Names } from './names.ts';
import type { OpenProject } from './open-project.ts';
import { filesOf, inspectDatabase, openDatabase } from './opening.ts';
import { writeDocument } from './queries/document.ts';
import { countCommit, insertProject, readCommits, readProject, refuseUnusable } from './queries/project.ts';
import { rolledBackWarning } from './warnings.ts';

/**
 * Makes a project under a draft's name, which no list shows, and renames it when it is whole. A process killed in
 * between leaves no visible project.
 * @throws StudioError `bad-request` where the document names pictures, since a new project has none
 */
export function makeProject(data: DataFolder, name: string, document: PictureDocument, now: number): Project {
  const project: Project = { id: randomUUID(), name, createdAt: now, openedAt: now };
  const draft = draftFolder(data.projects, project.id);
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
    throw storeFailure(error, 'new-project', data.projects);
  }
  return project;
}

/** @throws StudioError `not-found`, and what `openDatabase` throws */
export async function openProjectFolder(data: DataFolder, id: string): Promise<OpenProject> {
  const folder = projectFolder(data, id);
  refuseAbsent(folder);
  const warnings: Warning[] = [];
  const db = await openDatabase(folder.database, projectKind, {
    inspected: (copy) => {
      // An unreadable project is refused before anything is opened for work.
      refuseUnusable(copy);
      warnings.push(...noticeRollback(folder, copy));
    },
    outdated: (old) => makeBackup(old, folder, 'update'),
  });
  try {
    return keepOpen(folder, db, warnings);
  } catch (error) {
    closeDatabase(db);
    throw storeFailure(error, projectKind.subject, folder.root, 'opened');
  }
}

function refuseAbsent(folder: ProjectFolder): void {
  if (!existsSync(folder.root)) {
    throw StudioError.of('projects.gone', {});
  }
  if (lstatSync(folder.database, { throwIfNoEntry: false }) !== undefined) return;
  throw StudioError.of('projects.no-database', { folder: folder.root });
}

/** The number of counted commits that the database lacks, since they were rolled back on disk. */
export function countLost(folder: ProjectFolder, copy: ReadableDB): number {
  const counted = readCount(folder);
  const found = readCommits(copy);
  return counted === null || found === null ? 0 : Math.max(0, counted - found);
}

/** Where work was rolled back, copies the files before SQLite removes what is left of it. */
function noticeRollback(folder: ProjectFolder, copy: ReadableDB): Warning[] {
  const lost = countLost(folder, copy);
  if (lost === 0) return [];
  const kept = join(folder.setAside, stampOf(Date.now()));
  mkdirSync(kept, { recursive: true });
  for (const file of filesOf(folder.database)) copyFileSync(file, join(kept, basename(file)));
  return [rolledBackWarning(lost, kept)];
}

function keepOpen(folder: ProjectFolder, db: ReadableDB, warnings: Warning[]): OpenProject {
  removeUnfinished(folder);
  // The first transaction makes the log's file.
  writeTransaction(db, () => undefined);
  const counter = openCounter(folder);
  counter.write(readCommits(db) ?? 0);
  return {
    folder,
    db,
    anchor: anchorOf(folder),
    counter,
    held: createHeldBlobs(folder),
    descriptor: process.platform === 'win32' ? null : openSync(folder.root, 'r'),
    warnings,
    backup: Promise.resolve(),
    backedUpAt: namedBackups(folder)[0]?.madeAt ?? readProject(db).createdAt,
    closed: false,
  };
}

/** `writeTransaction` with a counted commit, for every change of a project. */
export function changeDatabase<T>({ db, counter }: OpenProject, work: (db: WritableDB) => T): T {
  const { result, commits } = writeTransaction(db, (write) => ({ result: work(write), commits: countCommit(write) }));
  counter.write(commits);
  return result;
}

/** Begins a backup once a day. After a failure the next day tries again, since the work itself is saved. */
export function backUpDaily(project: OpenProject, log: Log, now: number = Date.now()): void {
  if (Math.abs(now - project.backedUpAt) < DAY) return;
  project.backedUpAt = now;
  backUp(project, 'daily').catch((error: unknown) => log({ code: 'backup-failed', ...faultOf(error) }));
}

/** Makes backups one after another, since two of the same moment would have one name. */
export function backUp(project: OpenProject, reason: Backup['reason']): Promise<Backup> {
  return keptOpen(project, () => makeBackup(project.db, project.folder, reason));
}

/** Reads the project's files in a work that takes a while. They are neither closed nor moved meanwhile. */
export function keptOpen<T>(project: OpenProject, work: () => Promise<T>): Promise<T> {
  const reading = project.backup.then(work);
  project.backup = reading.catch(() => undefined);
  return reading;
}

/** Checkpoints and closes a project's files. Safe to call twice. */
export function closeProject(project: OpenProject): void {
  if (project.closed) return;
  project.closed = true;
  project.held.close();
  project.counter.close();
  if (project.descriptor !== null) closeSync(project.descriptor);
  closeDatabase(project.db);
}

export interface Peek {
  readonly project: Project;
  /** Null where the project can be read. */
  readonly refused: RefusedProject | null;
}

/**
 * Reads a project's name and times without opening it for work. An unreadable project stays in the list, and opening it
 * says what is wrong.
 */
export function peekProject(data: DataFolder, id: string, names: Names): Peek {
  return peekFolder(projectFolder(data, id), id, names);
}

/** `peekProject` for a folder at any place. */
export function peekFolder(folder: ProjectFolder, id: string, names: Names): Peek {
  try {
    const project = inspectDatabase(folder.database, projectKind, readProject);
    // A project is found by its folder's name, also after it was copied.
    return { project: { ...project, id }, refused: null };
  } catch (error) {
    const name = nameInBackup(folder) ?? names.unreadable({ id: id.slice(0, 8) });
    const project = { id, name, createdAt: 0, openedAt: 0 };
    const failure = failureOf(storeFailure(error, projectKind.subject, folder.root, 'opened'));
    return { project, refused: { project, ...toldSchema.parse(failure) } };
  }
}

/** The project's name in the newest backup, or null where that cannot be read. */
function nameInBackup(folder: ProjectFolder): string | null {
  const [newest] = namedBackups(folder);
  if (newest === undefined) return null;
  try {
    return inspectDatabase(backupFile(folder, newest.id), projectKind, readProject).name;
  } catch {
    return null;
  }
}
