import { type BrowserWindow, dialog } from 'electron';

/** Lets the user choose the folder of a converted model; null where they chose none. */
export async function chooseModelFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose the folder of a model',
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
