import { existsSync } from 'node:fs';
import { type BrowserWindow, dialog } from 'electron';
import { safeStem } from '../../preload/contract/file-names.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { leavePlace } from '../exchange.ts';

/** Asks where a project's file lies or is to lie, and leaves the place for the store. The window gets its id alone. */

const EXTENSION = 'dimoo';

const filtersOf = ({ dialogs }: StudioWords) => [{ name: dialogs.projectFile, extensions: [EXTENSION] }];

/** @returns the id of the place; null where the user cancelled */
export async function chooseArchive(
  words: StudioWords,
  data: string,
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | null> {
  const { dialogs } = words;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.exportProject,
    defaultPath: `${safeStem(suggestedName, dialogs.projectName)}.${EXTENSION}`,
    filters: filtersOf(words),
  });
  if (canceled || !filePath) return null;
  const isNamed = filePath.toLowerCase().endsWith(`.${EXTENSION}`);
  // Nobody was asked whether a file of the longer name may be replaced.
  const path = isNamed ? filePath : freeFile(filePath);
  return leavePlace(data, { purpose: 'write', path });
}

function freeFile(path: string): string {
  for (let number = 1; ; number += 1) {
    const free = `${path}${number === 1 ? '' : ` ${number}`}.${EXTENSION}`;
    if (!existsSync(free)) return free;
  }
}

/** @returns the id of the place; null where the user chose none */
export async function openArchive(words: StudioWords, data: string, window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words.dialogs.importProject,
    properties: ['openFile'],
    filters: filtersOf(words),
  });
  const [path] = filePaths;
  return canceled || path === undefined ? null : leavePlace(data, { purpose: 'read', path });
}
