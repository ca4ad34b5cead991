/** Recipes of drawings as files. What they hold is read and checked in the window. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { MOST_RECIPE_BYTES, RECIPE_ENDING } from '../../preload/contract/recipe.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { saveFailure } from './export.ts';
import { safeName } from './pictures.ts';

/** The dialogs of some systems know one part of an ending alone. */
const FILTERS = [{ name: 'Recipe', extensions: ['json'] }];

/**
 * Lets the user choose a place and writes a recipe there.
 * @returns false where the user cancelled
 * @throws StudioError where it cannot be written
 */
export async function saveRecipe(
  { dialogs }: StudioWords,
  window: BrowserWindow,
  suggestedName: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const bare = suggestedName.endsWith(RECIPE_ENDING) ? suggestedName.slice(0, -RECIPE_ENDING.length) : suggestedName;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.saveRecipe,
    defaultPath: `${safeName(bare, dialogs.pictureName).replace(/\.png$/, '')}${RECIPE_ENDING}`,
    filters: FILTERS,
  });
  if (canceled || !filePath) return false;
  await writeAtomically(filePath, bytes).catch((cause: unknown) => {
    throw saveFailure(basename(filePath), cause);
  });
  return true;
}

export interface ChosenRecipe {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | 'too-large' | 'unreadable';
}

/** Lets the user choose a recipe and reads its bytes. Null where the user cancelled. */
export async function openRecipe({ dialogs }: StudioWords, window: BrowserWindow): Promise<ChosenRecipe | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.openRecipe,
    properties: ['openFile'],
    filters: FILTERS,
  });
  const [file] = filePaths;
  if (canceled || file === undefined) return null;
  return { name: basename(file).slice(0, 200), content: await contentOf(file).catch(() => 'unreadable' as const) };
}

async function contentOf(file: string): Promise<ChosenRecipe['content']> {
  const found = await stat(file);
  if (!found.isFile()) return 'unreadable';
  return found.size > MOST_RECIPE_BYTES ? 'too-large' : new Uint8Array(await readFile(file));
}
