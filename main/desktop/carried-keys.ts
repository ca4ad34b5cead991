/** Files of keys that are carried from one studio to another. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import type { KeyBindings } from '../../preload/contract/key-bindings.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { bindingsIn, bytesOf } from './keys-file.ts';

/** A file of keys is far smaller. */
const MOST_BYTES = 1_000_000;

/**
 * Lets the user choose a file and writes the keys into it.
 * @returns false where the user cancelled
 * @throws StudioError `bad-request` where it cannot be written
 */
export async function exportKeys(
  { dialogs }: StudioWords,
  window: BrowserWindow,
  bindings: KeyBindings,
): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.exportKeys,
    defaultPath: `${dialogs.keysName}.json`,
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  if (canceled || !filePath) return false;
  await writeAtomically(filePath, bytesOf(bindings)).catch((cause: unknown) => {
    throw StudioError.of('desktop.not-written', { file: basename(filePath) }, { cause, detail: String(cause) });
  });
  return true;
}

/**
 * Lets the user choose a file and reads its keys.
 * @returns null where the user cancelled
 * @throws StudioError `bad-request` where the file is something else
 */
export async function importKeys({ dialogs }: StudioWords, window: BrowserWindow): Promise<KeyBindings | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.importKeys,
    properties: ['openFile'],
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  const [file] = filePaths;
  if (canceled || file === undefined) return null;
  const content = await contentOf(file).catch(() => null);
  const bindings = content === null ? null : bindingsIn(content);
  if (bindings === null) throw StudioError.of('keys.foreign', { file: basename(file) });
  return bindings;
}

/** The text of the file; null where it is no regular file, or too large. */
async function contentOf(file: string): Promise<string | null> {
  const found = await stat(file);
  return found.isFile() && found.size <= MOST_BYTES ? readFile(file, 'utf8') : null;
}
