import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import {
  type Captioned,
  captionLine,
  type ExportedCaption,
  isSidecar,
  lineFiles,
  metadataLine,
  type SidecarFormat,
  sidecarText,
} from '../../preload/contract/caption-files.ts';
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
  readonly #stems = new Map<string, Promise<Set<string>>>();

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
   * Writes a PNG file, whole or not at all. Where the name is taken, the file gets a number. With a file of words beside
   * it, the name without its extension is taken by any file: the words of `a.png` would be those of `a.jpg`, too.
   * @returns the name of the file
   */
  async write(place: string, name: string, png: Uint8Array, words?: ExportedCaption): Promise<string> {
    const folder = this.#paths.get(place);
    if (folder === undefined || sniffMediaType(png) !== 'image/png') throw StudioError.of('desktop.not-chosen', {});
    const stem = safeStem(name, 'Picture');
    try {
      if (words === undefined) return await writeFree(folder, stem, [{ suffix: 'png', bytes: png }]);
      const { format, said } = words;
      if (isSidecar(format)) {
        const taken = await this.#stemsOf(place, folder);
        const files = [{ suffix: 'png', bytes: png }, ...sidecarFilesOf(format, said)];
        return await writeFree(folder, stem, files, taken);
      }
      const file = await writeFree(folder, stem, [{ suffix: 'png', bytes: png }]);
      await appendLine(
        join(folder, lineFiles[format]),
        format === 'metadata' ? metadataLine(file, said) : captionLine(file, words),
      );
      return file;
    } catch (cause) {
      throw saveFailure(`${stem}.png`, cause);
    }
  }

  /** The names in the folder without their extensions, as they were when the first picture was written there. */
  async #stemsOf(place: string, folder: string): Promise<Set<string>> {
    const known = this.#stems.get(place) ?? readdir(folder).then((names) => new Set(names.flatMap(stemsIn)));
    this.#stems.set(place, known);
    // A folder that could not be read may be read the next time.
    known.catch(() => this.#stems.delete(place));
    return known;
  }
}

interface NewFile {
  /** What comes after the name and a dot. */
  readonly suffix: string;
  readonly bytes: Uint8Array;
}

/** The file of words beside a picture; none where nothing was said about it. */
function sidecarFilesOf(format: SidecarFormat, said: Captioned): NewFile[] {
  if (said.caption === '' && said.answers.length === 0) return [];
  // Photo managers add to the whole name.
  const suffix = format === 'xmp' ? 'png.xmp' : format;
  return [{ suffix, bytes: new TextEncoder().encode(sidecarText(said, format)) }];
}

/** Names that are alike for some system. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase();

/** A name without each of its extensions: `a.png.xmp` is a file of `a.png` and of `a`. */
function stemsIn(name: string): string[] {
  const parts = folded(name).split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}

/**
 * Writes files that have one name and different suffixes.
 * @param taken names that they must not have
 * @returns the name of the first
 */
async function writeFree(
  folder: string,
  stem: string,
  files: readonly NewFile[],
  taken: Set<string> = new Set(),
): Promise<string> {
  const unfinished = files.map(() => join(folder, `.${randomBytes(6).toString('hex')}.tmp`));
  try {
    for (const [at, { bytes }] of files.entries()) await writeSynced(unfinished[at] ?? '', bytes);
    for (let number = 1; number < MOST_TRIES; number++) {
      const free = number === 1 ? stem : numberedStem(stem, number);
      if (taken.has(folded(free))) continue;
      const paths = files.map(({ suffix }) => join(folder, `${free}.${suffix}`));
      if (!(await areGiven(unfinished, paths))) continue;
      taken.add(folded(free));
      return basename(paths[0] ?? '');
    }
    throw new Error(`${MOST_TRIES} files have this name`);
  } finally {
    for (const file of unfinished) await rm(file, { force: true });
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives finished files their names, all of them or none. Returns false where another file has one of them. */
async function areGiven(unfinished: readonly string[], paths: readonly string[]): Promise<boolean> {
  for (const [at, path] of paths.entries()) {
    if (await isGiven(unfinished[at] ?? '', path)) continue;
    for (const [before, given] of paths.slice(0, at).entries()) {
      // On disks without links the file has moved. Where both names lead to it, moving does nothing.
      await rename(given, unfinished[before] ?? '');
      await rm(given, { force: true });
    }
    return false;
  }
  return true;
}

/** Adds a line to a file, on the disk before it returns. A last line of another program may have no line break. */
async function appendLine(path: string, line: string): Promise<void> {
  const handle = await open(path, 'a+');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    await handle.appendFile(`${size > 0 && last[0] !== LINE_BREAK ? '\n' : ''}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const LINE_BREAK = 0x0a;

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
