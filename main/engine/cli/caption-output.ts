/** Where the captions of a folder go. Nothing that is there is changed, unless that is asked for. */
import {
  appendFile,
  link,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Captioned,
  METADATA,
  metadataLine,
  type SidecarFormat,
  sidecarText,
} from '../../../preload/contract/caption-files.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { isAlive } from '../../is-alive.ts';
import { type CaptionFormat, metadataLinesBut, metadataNames, sidecarsOf } from './caption-files.ts';
import { UNKNOWN } from './options.ts';

/** Takes the words about pictures. */
export interface CaptionOutput {
  /** Those of the pictures that have none yet. */
  readonly missing: readonly string[];
  /**
   * Writes the words about a picture. What another program has written meanwhile stays.
   * @returns the file, or null where another program has written it
   * @throws StudioError 'disk-full', 'bad-request'
   */
  readonly write: (picture: string, words: Captioned) => Promise<string | null>;
  /** Called once nothing is missing but what failed. */
  readonly finish: () => Promise<void>;
}

/**
 * The output for the pictures of a folder.
 * @param pictures paths in it, with slashes
 * @param overwrites whether words that are there are replaced
 * @throws StudioError 'bad-request' where it cannot be read or written
 */
export async function captionOutput(
  folder: string,
  pictures: readonly string[],
  format: CaptionFormat,
  overwrites: boolean,
): Promise<CaptionOutput> {
  return format === 'jsonl'
    ? oneFile(folder, pictures, overwrites)
    : besidePictures(folder, pictures, format, overwrites);
}

async function besidePictures(
  folder: string,
  pictures: readonly string[],
  format: SidecarFormat,
  overwrites: boolean,
): Promise<CaptionOutput> {
  const sidecars = sidecarsOf(pictures, format);
  const pathOf = (picture: string) => join(folder, sidecars.get(picture) ?? '');
  await Promise.all([...new Set(pictures.map((picture) => dirname(pathOf(picture))))].map(removeLeftOver));
  const isThere = async (picture: string) => (await stat(pathOf(picture)).catch(() => null)) !== null;
  const there = new Map(await Promise.all(pictures.map(async (one) => [one, await isThere(one)] as const)));
  const missing = overwrites ? pictures : pictures.filter((picture) => there.get(picture) !== true);
  for (const within of new Set(missing.map((picture) => dirname(pathOf(picture))))) await tryToWrite(within);
  return {
    missing,
    write: async (picture, words) => {
      const path = pathOf(picture);
      const isWritten = await writing(path, () => writeWhole(path, sidecarText(words, format), overwrites));
      return isWritten ? path : null;
    },
    finish: async () => undefined,
  };
}

/** Where lines are to be replaced, they are written into a file beside the old one, which takes its place at the end. */
async function oneFile(folder: string, pictures: readonly string[], overwrites: boolean): Promise<CaptionOutput> {
  const last = join(folder, METADATA);
  const path = overwrites ? join(folder, `.${METADATA}.dimoo-new`) : last;
  const bytes = await writing(path, () => readOrNothing(path));
  const { names, wholeBytes } = metadataNames(bytes);
  // The next line would otherwise go on where a torn one ends.
  if (wholeBytes < bytes.length) await writing(path, () => truncate(path, wholeBytes));
  // A last line of another program may have no line break at its end.
  let between = wholeBytes > 0 && bytes[wholeBytes - 1] !== 0x0a ? '\n' : '';
  const missing = pictures.filter((picture) => !names.has(picture));
  if (missing.length > 0) await tryToWrite(folder);
  return {
    missing,
    write: async (picture, words) => {
      await writing(path, () => appendFile(path, `${between}${metadataLine(picture, words)}\n`));
      between = '';
      return last;
    },
    finish: async () => {
      if (overwrites) await writing(last, () => takePlace(path, last));
    },
  };
}

/** Puts the new lines into the place of the old ones. Old lines about other pictures stay, and so do those of pictures that failed. */
async function takePlace(path: string, last: string): Promise<void> {
  const bytes = await readOrNothing(path);
  if (bytes.length === 0) return;
  const kept = metadataLinesBut(await readOrNothing(last), metadataNames(bytes).names);
  if (kept.length > 0) await appendFile(path, `${kept.join('\n')}\n`, { flush: true });
  await rename(path, last);
}

async function readOrNothing(path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    unlessAbsent(error);
    return Buffer.alloc(0);
  });
}

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/**
 * Files on their way carry the id of their process, so that two of them never write into one. A process writes one at a time.
 * The name of the picture is not in theirs, since the whole might be longer than names may be.
 */
const PART = /^\.(\d+)\.dimoo-part$/;
const partOf = (path: string) => join(dirname(path), `.${process.pid}.dimoo-part`);

/**
 * Writes a file as a whole: after a kill it is there with all of its words, or not at all.
 * @returns false where it is there already and must not be replaced
 */
async function writeWhole(path: string, text: string, overwrites: boolean): Promise<boolean> {
  const part = partOf(path);
  try {
    await writeFile(part, text, { flush: true });
    if (overwrites) await rename(part, path);
    else await link(part, path).catch((error) => withoutLinks(error, path, text));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(part).catch(() => undefined);
  }
}

/** Some file systems have no links. */
async function withoutLinks(error: NodeJS.ErrnoException, path: string, text: string): Promise<void> {
  if (error.code === 'EEXIST') throw error;
  const file = await open(path, 'wx');
  await file.writeFile(text).finally(() => file.close());
}

/**
 * Writes into a folder and takes it back, so that one which takes nothing is named before the model has worked. Asking for the
 * rights does not say enough: a disk may be read-only, or full.
 */
async function tryToWrite(folder: string): Promise<void> {
  const part = partOf(join(folder, 'any'));
  await writing(folder, () => writeFile(part, '\n', { flush: true })).finally(() =>
    unlink(part).catch(() => undefined),
  );
}

/** Removes what processes that were killed have left. */
async function removeLeftOver(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const id = Number(PART.exec(name)?.[1]);
    if (id > 0 && !isAlive(id)) await rm(join(folder, name), { force: true });
  }
}

async function writing<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const { code = UNKNOWN } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw StudioError.of('cli.disk-full', { path }, { cause });
    throw StudioError.of('cli.unwritten', { path, code }, { cause });
  }
}
