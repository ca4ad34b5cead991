import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { safeStem } from '../../preload/contract/file-names.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { openFolder } from './shown-places.ts';

/**
 * Shows a project's folder, copies it out and takes one in. It handles files only. The store knows their content: it
 * makes the backup that is copied out, and checks a project that was taken in.
 */
export interface Places {
  readonly projects: string;
  /** The folder of projects that lost their data folder. */
  readonly recovered: string;
}

const DATABASE = 'project.sqlite';

function folderOf({ projects, recovered }: Places, id: string): string {
  const own = join(projects, id.toLowerCase());
  const rescued = join(recovered, id.toLowerCase());
  return !existsSync(own) && existsSync(rescued) ? rescued : own;
}

export async function showFolder(places: Places, projectId: string | null): Promise<Record<string, never>> {
  await openFolder(projectId === null ? places.projects : folderOf(places, projectId));
  return {};
}

export interface Copying {
  readonly projectId: string;
  readonly backupId: string;
  readonly suggestedName: string;
}

/** @returns false where the user cancelled */
export async function saveProjectCopy(
  { dialogs }: StudioWords,
  places: Places,
  window: BrowserWindow,
  asked: Copying,
): Promise<boolean> {
  const chosen = await choose(window, dialogs.copyProject, dialogs.copyProjectButton);
  if (chosen === null) return false;
  const from = folderOf(places, asked.projectId);
  const target = await freeName(join(chosen, safeStem(asked.suggestedName, dialogs.projectName)));
  await whole(target, async (draft) => {
    await copyFile(join(from, 'backups', `${asked.backupId}.sqlite`), join(draft, DATABASE));
    await copyFolder(join(from, 'blobs'), join(draft, 'blobs'), ['unfinished']);
  });
  return true;
}

/** @returns the project's id in the studio; null where the user cancelled */
export async function addProject(
  { dialogs }: StudioWords,
  places: Places,
  window: BrowserWindow,
): Promise<string | null> {
  const chosen = await choose(window, dialogs.addProject, dialogs.addProjectButton);
  if (chosen === null) return null;
  const database = await lstat(join(chosen, DATABASE)).catch(() => null);
  if (!database?.isFile()) {
    throw StudioError.of('desktop.no-project-there', { database: DATABASE });
  }
  const id = randomUUID();
  const draft = join(places.projects, `.new-${id}`);
  await whole(join(places.projects, id), (folder) => copyFolder(chosen, folder, ['thumbnails']), draft);
  return id;
}

async function choose(window: BrowserWindow, title: string, buttonLabel: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel,
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

async function freeName(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? path : `${path} ${number}`;
    if ((await lstat(name).catch(() => null)) === null) return name;
  }
}

/** Copies a folder, which gets its name when it is complete. */
async function whole(
  target: string,
  fill: (draft: string) => Promise<void>,
  draft = `${target}.partial-${randomUUID().slice(0, 8)}`,
): Promise<void> {
  try {
    await mkdir(draft, { recursive: true });
    await fill(draft);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw full
      ? StudioError.of('desktop.no-room-for-project', {})
      : StudioError.of('desktop.project-not-copied', {}, { cause, detail: String(cause) });
  }
}

/** Whether an entry is copied: regular files and folders are, links, pipes and devices are not. */
async function copyFolder(from: string, to: string, leaveOut: readonly string[] = []): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leaveOut.includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyFolder(source, target);
    else if (entry.isFile()) await copyDurably(source, target);
  }
}

async function copyDurably(source: string, target: string): Promise<void> {
  await copyFile(source, target);
  const handle = await open(target, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
