import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { numberedStem, safeStem } from '../../preload/contract/file-names.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { saveFailure } from './export.ts';

/** How often a name with a number is tried before the folder is given up. */
const MOST_TRIES = 10_000;

/**
 * The folders that the user chose for many pictures. The window names a folder by its id and never learns its path. No file
 * that is there is ever written over.
 */
export class PictureFolders {
  readonly #paths = new Map<string, string>();

  /** Asks for a folder. Returns null where the user cancelled. */
  async choose({ dialogs }: StudioWords, window: BrowserWindow): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: dialogs.exportPictures,
      buttonLabel: dialogs.exportLayersButton,
      properties: ['openDirectory', 'createDirectory'],
    });
    const [path] = filePaths;
    if (canceled || path === undefined) return null;
    const place = randomUUID();
    this.#paths.set(place, path);
    return place;
  }

  /**
   * Writes a PNG file, whole or not at all. Where the name is taken, the file gets a number.
   * @returns the name of the file
   */
  async write(place: string, name: string, png: Uint8Array): Promise<string> {
    const folder = this.#paths.get(place);
    if (folder === undefined || sniffMediaType(png) !== 'image/png') throw StudioError.of('desktop.not-chosen', {});
    const stem = safeStem(name, 'Picture');
    try {
      return await writeFree(folder, stem, png);
    } catch (cause) {
      throw saveFailure(`${stem}.png`, cause);
    }
  }
}

async function writeFree(folder: string, stem: string, png: Uint8Array): Promise<string> {
  const unfinished = join(folder, `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(unfinished, 'wx');
    try {
      await handle.writeFile(png);
      await handle.sync();
    } finally {
      await handle.close();
    }
    for (let number = 1; number < MOST_TRIES; number++) {
      const file = join(folder, `${number === 1 ? stem : numberedStem(stem, number)}.png`);
      if (await isGiven(unfinished, file)) return basename(file);
    }
    throw new Error(`${MOST_TRIES} files have this name`);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Gives a finished file its name. Returns false where another file has it. */
async function isGiven(unfinished: string, file: string): Promise<boolean> {
  try {
    await link(unfinished, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
  }
  // Disks such as memory sticks have no links. There the name is taken first, by an empty file.
  try {
    await (await open(file, 'wx')).close();
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    await rename(unfinished, file);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return true;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
