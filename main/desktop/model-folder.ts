import { type BrowserWindow, dialog } from 'electron';
import type { StudioWords } from '../../preload/words/index.ts';

/** Lets the user choose the folder of a converted model; null where they chose none. */
export async function chooseModelFolder({ dialogs }: StudioWords, window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.modelFolder,
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
