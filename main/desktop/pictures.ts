import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ErrorCode } from '../../preload/contract/error-codes.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { safeStem } from '../../preload/contract/file-names.ts';
import { pictureFormats, readExtensions } from '../../preload/contract/formats.ts';
import { layeredExtensions } from '../../preload/contract/layered-formats.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { readPictureFile } from '../pictures/read-file.ts';
import { type Encoder, exportTo } from './export.ts';

type Content = Uint8Array<ArrayBuffer> | 'too-large' | 'unreadable';

/**
 * The files that the user chose in the system's dialog. The window reads one after another, so that any number can be
 * chosen.
 */
export class ChosenPictures {
  readonly #paths = new Map<string, string>();

  /** The chosen files; empty where the user chose none. */
  async choose(
    { dialogs }: StudioWords,
    window: BrowserWindow,
  ): Promise<{ readonly name: string; readonly file: string }[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: dialogs.import,
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: dialogs.pictures, extensions: [...readExtensions, ...layeredExtensions] }],
    });
    return canceled ? [] : filePaths.map((path) => this.#keep(path));
  }

  /** The bytes of a chosen file, which can be read once, or the reason why there are none. */
  async read(file: string): Promise<Content> {
    const path = this.#paths.get(file);
    if (path === undefined) return 'unreadable';
    this.#paths.delete(file);
    const name = nameOf(path);
    try {
      return await readPictureFile(path, name);
    } catch (error) {
      return failureOf(error).code === ('pictures.too-many-bytes' satisfies ErrorCode) ? 'too-large' : 'unreadable';
    }
  }

  #keep(path: string) {
    const file = randomUUID();
    this.#paths.set(file, path);
    return { name: nameOf(path), file };
  }
}

const nameOf = (path: string) => basename(path).slice(0, 200);

/** Lets the user choose a file and writes the picture there in the format of its name, whole or not at all. */
export async function savePicture(
  { dialogs }: StudioWords,
  window: BrowserWindow,
  suggestedName: string,
  bytes: Uint8Array<ArrayBuffer>,
  encoder: Encoder,
): Promise<boolean> {
  const type = sniffMediaType(bytes);
  if (type !== 'image/png') throw StudioError.of('desktop.only-png', {});
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.export,
    defaultPath: safeName(suggestedName, dialogs.pictureName),
    filters: pictureFormats
      .filter(({ written }) => written)
      .map(({ name, extensions }) => ({ name: dialogs.pictureOf({ format: name }), extensions: [...extensions] })),
  });
  if (canceled || !filePath) return false;
  await exportTo(filePath, bytes, encoder);
  return true;
}

/** A file name that every system takes, ending in .png, the usual format. */
export function safeName(suggested: string, otherwise: string): string {
  return `${pictureStem(suggested, otherwise)}.png`;
}

/** A name that every system takes, without the extension of a picture: a project is often called as a file. */
export function pictureStem(suggested: string, otherwise: string): string {
  const [, stem = suggested, extension = ''] = /^(.*)\.(\w+)$/s.exec(suggested.trim()) ?? [];
  const isPicture = [...readExtensions, ...layeredExtensions].includes(extension.toLowerCase());
  return safeStem(isPicture ? stem : suggested, otherwise);
}
