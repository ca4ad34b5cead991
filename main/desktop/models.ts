import { type BrowserWindow, dialog, shell } from 'electron';
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import type { ModelDesk } from '../models/desk.ts';
import { moveToTrash } from '../trash.ts';
import { chooseModelFolder } from './model-folder.ts';
import { openFolder } from './shown-places.ts';

const done = (work: Promise<unknown>) => work.then(() => ({}));

/** Answers the page of models. Folders are chosen in dialogs here, and the page names them by ids. */
export function modelHandlers(desk: ModelDesk, words: () => StudioWords) {
  type Named = { readonly model: string };
  return {
    listModels: () => desk.list(),
    findModel: async (_params: object, window: BrowserWindow) => {
      const folder = await chooseFolder(window, words().dialogs.addModel);
      return { found: folder === null ? null : await desk.find(folder) };
    },
    addModel: ({ found, precision }: { readonly found: string; readonly precision: Manifest['precision'] | null }) =>
      done(desk.add(found, precision)),
    convertAgain: ({ model }: Named) => done(desk.convertAgain(model)),
    moveModels: () => {
      desk.moveHere();
      return {};
    },
    stopMoving: () => done(desk.stopMoving()),
    cancelAdding: () => done(desk.cancelAdding()),
    settleUnfinished: ({ goOn }: { readonly goOn: boolean }) => done(desk.settleUnfinished(goOn)),
    checkModel: ({ model }: Named) => {
      desk.check(model);
      return {};
    },
    stopChecking: () => done(desk.stopChecking()),
    useModel: ({ model }: Named) => done(desk.use(model)),
    removeModel: async ({ model }: Named) => ({ isTrashed: await desk.remove(model) }),
    showModel: ({ model }: Named) => done(openFolder(desk.folderOf(model))),
    chooseModelsFolder: async (_params: object, window: BrowserWindow) => {
      const folder = await chooseFolder(window, words().dialogs.modelsFolder);
      if (folder !== null) await desk.putInto(folder);
      return {};
    },
    takeModel: async ({ from }: { readonly from: 'bundled' | 'folder' }, window: BrowserWindow) => {
      const folder = from === 'folder' ? await chooseModelFolder(words(), window) : null;
      if (from === 'bundled' || folder !== null) await desk.takeFolder(folder);
      return {};
    },
  };
}

async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** The system's own way, where Electron knows it without other programs. */
export function trashFolder(folder: string): Promise<void> {
  return process.platform === 'linux' ? moveToTrash(folder) : shell.trashItem(folder);
}
