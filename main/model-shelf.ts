import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../preload/contract/errors.ts';
import { commitSchema, repositorySchema, revisionSchema } from '../preload/contract/hub.ts';
import { precisionSchema } from '../preload/contract/manifest.ts';

/**
 * What is kept of the models on this computer, as `models.json` in the data folder. The window and the command line both
 * read and write it. The models themselves lie in the folder of models, or wherever the artist has them.
 */
const shelfSchema = z.object({
  version: z.literal(1),
  /** The studio's model. Null means the bundled one. */
  chosen: z.string().nullable(),
  /** Where new models go, and after it where they went before. Empty means `models` in the data folder. */
  folders: z.array(z.string()),
  /** Models that lie elsewhere and are used there. */
  elsewhere: z.array(z.string()),
  /** By path: the last look at every byte of a model. `files` names sizes and times as they were then. */
  checks: z.record(z.string(), z.object({ files: z.string(), at: z.number(), damaged: z.string().nullable() })),
  /** By path: which checkpoint a model was made of, and how. */
  about: z.record(z.string(), z.object({ checkpoint: z.string(), precision: precisionSchema })),
  /** A conversion that has begun and is not done. */
  unfinished: z
    .object({ name: z.string(), checkpoint: z.string(), precision: precisionSchema, out: z.string() })
    .nullable(),
  /** A checkpoint that is fetched from the hub, until its model is made. Older studios did not write it. */
  download: z
    .object({
      repository: repositorySchema,
      revision: revisionSchema,
      commit: commitSchema,
      folder: z.string(),
      precision: precisionSchema,
      /** Whether the checkpoint stays once the model is made. */
      keeps: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Shelf = z.infer<typeof shelfSchema>;

const emptyShelf: Shelf = {
  version: 1,
  chosen: null,
  folders: [],
  elsewhere: [],
  checks: {},
  about: {},
  unfinished: null,
  download: null,
};

const fileIn = (data: string) => join(data, 'models.json');

/** A file that cannot be read counts as empty. The next change sets it aside. */
export function readShelf(data: string): Shelf {
  try {
    return shelfSchema.parse(JSON.parse(readFileSync(fileIn(data), 'utf8')));
  } catch {
    return emptyShelf;
  }
}

/**
 * Changes the file as it is at this moment. Window and command line wait for one another, so that no change is lost. It is on
 * disk when this returns.
 * @throws the file system's error
 */
export function changeShelf(data: string, change: (shelf: Shelf) => Shelf): Shelf {
  const file = fileIn(data);
  mkdirSync(dirname(file), { recursive: true });
  const unlock = lockFile(`${file}.lock`);
  try {
    setDamagedAside(file);
    return write(file, change(readShelf(data)));
  } finally {
    unlock();
  }
}

function write(file: string, next: Shelf): Shelf {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = openSync(temporary, 'wx');
    try {
      writeFileSync(handle, `${JSON.stringify(next, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return next;
}

/** A change takes some milliseconds. A lock that is older than this was left by a process that was killed. */
const LOCK_MS = 5000;
const WAIT_MS = 5;

/** Waits until no other process has the lock, and returns what gives it back. */
function lockFile(file: string): () => void {
  for (;;) {
    try {
      closeSync(openSync(file, 'wx'));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > LOCK_MS) rmSync(file, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
}

/** A file that a newer studio wrote, or that was damaged, is kept under another name. */
function setDamagedAside(file: string): void {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  try {
    shelfSchema.parse(JSON.parse(content));
  } catch {
    renameSync(file, file.replace(/\.json$/, `-damaged-${Date.now()}.json`));
  }
}

/** The folders in which the studio puts models. New ones go into the first. */
export function modelFolders(shelf: Shelf, data: string): readonly [string, ...string[]] {
  const usual = join(data, 'models');
  const [first = usual, ...others] = shelf.folders;
  return [first, ...new Set([...others, usual].filter((one) => one !== first))];
}

/** The shelf without anything about this model. */
export function withoutModel(shelf: Shelf, path: string): Shelf {
  const { [path]: _check, ...checks } = shelf.checks;
  const { [path]: _about, ...about } = shelf.about;
  return {
    ...shelf,
    chosen: shelf.chosen === path ? null : shelf.chosen,
    elsewhere: shelf.elsewhere.filter((one) => one !== path),
    checks,
    about,
  };
}

/**
 * The shelf with a model in another place.
 * @param check its last check; absent means that the one of before still holds
 */
export function withModelMoved(shelf: Shelf, from: string, to: string, check = shelf.checks[from]): Shelf {
  const { [from]: _check, ...checks } = shelf.checks;
  const { [from]: made, ...about } = shelf.about;
  return {
    ...shelf,
    chosen: shelf.chosen === from ? to : shelf.chosen,
    checks: check === undefined ? checks : { ...checks, [to]: check },
    about: made === undefined ? about : { ...about, [to]: made },
  };
}

/**
 * The shelf with another folder for new models. Models of earlier folders that are gone there and lie in this one were moved
 * along by hand.
 */
export function withFolder(shelf: Shelf, data: string, folder: string): Shelf {
  const folders = modelFolders(shelf, data);
  const known = [
    ...Object.keys(shelf.about),
    ...Object.keys(shelf.checks),
    ...(shelf.chosen === null ? [] : [shelf.chosen]),
  ];
  const isThere = (path: string) => existsSync(join(path, 'manifest.json'));
  let next: Shelf = { ...shelf, folders: [folder, ...folders.filter((one) => one !== folder)] };
  for (const path of new Set(known)) {
    const moved = join(folder, basename(path));
    const isOfFolder = folders.includes(dirname(path)) && dirname(path) !== folder;
    if (isOfFolder && !isThere(path) && isThere(moved)) next = withModelMoved(next, path, moved);
  }
  return next;
}

/** A place in a folder that is free. */
export function freePlace(folder: string, name: string): string {
  let free = name;
  for (let number = 2; existsSync(join(folder, free)); number += 1) free = `${name}-${number}`;
  return join(folder, free);
}

/**
 * Whether the folder for new models is there, or can be made. One that was chosen is not made anew: its disk may be away.
 */
export function isFolderThere(shelf: Shelf, data: string): boolean {
  const [folder] = modelFolders(shelf, data);
  return folder === join(data, 'models') || existsSync(folder);
}

/** The shelf with a model that lies outside of the studio's folders. */
export function withModelElsewhere(shelf: Shelf, data: string, folder: string): Shelf {
  const path = resolve(folder);
  const isOwn = modelFolders(shelf, data).includes(dirname(path));
  return isOwn || shelf.elsewhere.includes(path) ? shelf : { ...shelf, elsewhere: [...shelf.elsewhere, path] };
}

interface Asked {
  readonly name: string;
  readonly checkpoint: string;
  readonly precision: z.infer<typeof precisionSchema>;
}

/**
 * The folder that a conversion writes to. A checkpoint that was converted before, in the same precision, goes where it went
 * then: the converter finds it there and says so, or replaces what an older one has made.
 * @throws StudioError where the folder for new models is out of reach
 */
export function placeFor(shelf: Shelf, data: string, { name, checkpoint, precision }: Asked): string {
  const earlier = Object.entries(shelf.about).find(
    ([path, about]) => about.checkpoint === checkpoint && about.precision === precision && isReplaceable(path),
  );
  if (earlier !== undefined) return earlier[0];
  if (!isFolderThere(shelf, data)) {
    throw StudioError.of('adding.folder-gone', { path: modelFolders(shelf, data)[0] });
  }
  return freePlace(modelFolders(shelf, data)[0], `${folderName(name)}-${precision}`);
}

/** Whether the converter can tell that a folder is a model, and that its files may go. */
function isReplaceable(path: string): boolean {
  try {
    JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
    return true;
  } catch {
    return false;
  }
}

/** A model's name as the name of a folder on every system. */
export function folderName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 60)
    .replace(/^[.-]+|[.-]+$/g, '');
  return plain === '' ? 'model' : plain;
}
