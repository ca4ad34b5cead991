import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { pictureFormats, readExtensions } from '../../preload/contract/formats.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { tooManyBytes } from '../../preload/contract/picture-refusals.ts';
import { readPictureFile } from '../pictures/read-file.ts';
import { type Encoder, exportTo } from './export.ts';

const MAX_FILES = 50;

export interface ChosenFile {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | 'too-large' | 'unreadable';
}

/** Lets the user choose pictures and reads them; an empty list where they chose none. */
export async function openPictures(window: BrowserWindow): Promise<ChosenFile[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Bring in pictures',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Pictures', extensions: [...readExtensions] }],
  });
  if (canceled) return [];
  if (filePaths.length > MAX_FILES) {
    throw new StudioError('bad-request', `Please choose at most ${MAX_FILES} pictures at a time.`);
  }
  const files: ChosenFile[] = [];
  for (const file of filePaths) files.push(await readChosen(file));
  return files;
}

/** One file that cannot be read keeps no other out: the window says of each why. */
export async function readChosen(file: string): Promise<ChosenFile> {
  const name = basename(file).slice(0, 200);
  try {
    return { name, content: await readPictureFile(file, name) };
  } catch (error) {
    const large = error instanceof Error && error.message === tooManyBytes(name).message;
    return { name, content: large ? 'too-large' : 'unreadable' };
  }
}

/** Lets the user choose a place and writes the picture there as its name says, whole or not at all. */
export async function savePicture(
  window: BrowserWindow,
  suggestedName: string,
  bytes: Uint8Array<ArrayBuffer>,
  encoder: Encoder,
): Promise<boolean> {
  const type = sniffMediaType(bytes);
  if (type !== 'image/png') throw new StudioError('bad-picture', 'Only PNG pictures are saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export the picture',
    defaultPath: safeName(suggestedName),
    filters: pictureFormats
      .filter(({ written }) => written)
      .map(({ name, extensions }) => ({ name: `${name} picture`, extensions: [...extensions] })),
  });
  if (canceled || !filePath) return false;
  await exportTo(filePath, bytes, encoder);
  return true;
}

/** A file name that no system refuses, ending in .png, which is the usual format. */
export function safeName(suggested: string): string {
  return `${safeStem(suggested.replace(/\.png$/i, ''), 'Picture')}.png`;
}

/** A name that no system refuses, without an ending. */
export function safeStem(suggested: string, otherwise: string): string {
  const stem = suggested
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 100);
  return stem || otherwise;
}
