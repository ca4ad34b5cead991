import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { MediaType } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { writeAtomically } from './atomic-write.ts';

/** A file of this size holds more pixels than a layer may have; reading it would only cost memory. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_FILES = 50;

export interface OpenedPicture {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Lets the user choose pictures and reads them; an empty list where they chose none. */
export async function openPictures(window: BrowserWindow): Promise<OpenedPicture[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import pictures',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Pictures', extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp'] }],
  });
  if (canceled) return [];
  if (filePaths.length > MAX_FILES) {
    throw new StudioError('bad-request', `Please choose at most ${MAX_FILES} pictures at a time.`);
  }
  const pictures: OpenedPicture[] = [];
  for (const file of filePaths) pictures.push(await readPicture(file));
  return pictures;
}

export async function readPicture(file: string): Promise<OpenedPicture> {
  const name = basename(file);
  const bytes = await readChecked(file, name);
  const mediaType = sniffMediaType(bytes);
  if (!mediaType) {
    throw new StudioError(
      'bad-picture',
      `"${name}" is no picture that the studio can read (PNG, JPEG, WebP, GIF, AVIF or BMP).`,
    );
  }
  return { name: name.slice(0, 200), mediaType, bytes };
}

async function readChecked(file: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if ((await stat(file)).size > MAX_FILE_BYTES) {
      throw new StudioError('bad-picture', `"${name}" is larger than 256 MB; please make it smaller first.`);
    }
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError('bad-picture', `"${name}" could not be read from the disk.`, {
      cause,
      detail: String(cause),
    });
  }
}

/** Lets the user choose a place and writes the picture there, whole or not at all. */
export async function savePicture(window: BrowserWindow, suggestedName: string, bytes: Uint8Array): Promise<boolean> {
  const type = sniffMediaType(bytes);
  if (type !== 'image/png') throw new StudioError('bad-picture', 'Only PNG pictures are saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export picture',
    defaultPath: safeName(suggestedName),
    filters: [{ name: 'PNG picture', extensions: ['png'] }],
  });
  if (canceled || !filePath) return false;
  const file = extname(filePath) === '' ? `${filePath}.png` : filePath;
  try {
    await writeAtomically(file, bytes);
  } catch (cause) {
    throw saveFailure(basename(file), cause);
  }
  return true;
}

/** A file name that no system refuses, ending in .png. */
export function safeName(suggested: string): string {
  const stem = suggested
    .replace(/\.png$/i, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 100);
  return `${stem || 'Picture'}.png`;
}

function saveFailure(name: string, cause: unknown): StudioError {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  return full
    ? new StudioError('disk-full', `There is no room on the disk for "${name}". Free some and export again.`, { cause })
    : new StudioError('bad-request', `"${name}" could not be written there. Please choose another place.`, {
        cause,
        detail: String(cause),
      });
}
