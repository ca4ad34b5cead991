import { mkdir } from 'node:fs/promises';
import { shell } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Shows a folder of the studio in the system's file manager, and makes it where it is not there yet.
 * @throws StudioError 'not-found' where the system cannot show it
 */
export async function showPlace(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw StudioError.of('desktop.folder-not-shown', { folder }, { cause });
  });
  await openFolder(folder);
}

/** Opens a folder in the system's file manager. @throws StudioError 'not-found' where the system cannot show it */
export async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw StudioError.of('desktop.folder-not-shown', { folder }, { detail: problem });
}
