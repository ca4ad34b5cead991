/** Moves models to another folder, which may lie on another disk. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StudioError } from '../../../preload/contract/errors.ts';
import { READ_AT_ONCE } from '../../regular-file.ts';
import { fingerprintOf } from './check-hashes.ts';
import { type ModelFolder, readModelFolder, verifyModelFolder } from './folder.ts';

const MANIFEST = 'manifest.json';
const PIECE = 4 * 1024 * 1024;
/** What a file system takes for itself. */
const MARGIN_BYTES = 64 * 1024 * 1024;

/** A model that was moved. */
export interface Moved {
  /** Names sizes and times of its files, as `fingerprintOf` does. */
  readonly files: string;
  /** Whether all bytes were read on the way, and are those that were written once. */
  readonly isChecked: boolean;
}

/**
 * Moves a model into a folder that is not there yet. On one disk it is renamed. To another disk it is copied, compared with its
 * hashes, and only then taken away where it was. What does not belong to the model stays there.
 * @param onBytes receives how many bytes of how many were copied
 * @param renames the system's own way, which fails between disks
 * @throws StudioError 'model-missing', 'model-invalid', 'disk-full', 'bad-request'; the model then is where it was
 */
export async function moveModel(
  from: string,
  to: string,
  onBytes: (done: number, of: number) => void = () => undefined,
  renames: typeof rename = rename,
): Promise<Moved> {
  const model = await readModelFolder(from);
  await mkdir(dirname(to), { recursive: true }).catch((cause: unknown) => {
    throw StudioError.of('adding.no-writing', { path: dirname(to) }, { cause });
  });
  // It fails where the model lies on another disk, or where a program holds a file of it open.
  const isRenamed = await renames(from, to).then(
    () => true,
    () => false,
  );
  if (isRenamed) return { files: fingerprintOf({ ...model, path: to }), isChecked: false };
  const needed = model.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  await checkRoom(dirname(to), needed);
  const copy = `${to}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await copyModel(model, copy, (done) => onBytes(done, needed));
    await rename(copy, to);
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw toldError(error, from, to);
  }
  await removeModel(model);
  return { files: fingerprintOf({ ...model, path: to }), isChecked: true };
}

function toldError(error: unknown, from: string, to: string): unknown {
  if (error instanceof StudioError || !(error instanceof Error) || !('code' in error)) return error;
  return StudioError.of('adding.not-moved', { path: from, to, code: String(error.code) }, { cause: error });
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const [needed, free] = [bytes + MARGIN_BYTES, bavail * bsize];
  if (needed <= free) return;
  throw StudioError.of('convert.disk-short', {
    needed: Math.ceil(needed / 1e8) / 10,
    free: Math.floor(free / 1e8) / 10,
  });
}

async function copyModel(model: ModelFolder, copy: string, onBytes: (done: number) => void): Promise<void> {
  const { path, manifest } = model;
  // A link in the place of a file would bring what lies elsewhere.
  await verifyModelFolder(model, { quick: true });
  await mkdir(copy);
  let done = 0;
  for (const { name, sha256 } of manifest.files) {
    const hash = await copyFile(join(path, name), join(copy, name), (bytes) => {
      done += bytes;
      onBytes(done);
    });
    if (hash !== sha256) throw StudioError.of('model.file-changed', { path, file: name });
  }
  await copyFile(join(path, MANIFEST), join(copy, MANIFEST), () => undefined);
}

/** Copies a file, waits for the disk, and returns its sha256. */
async function copyFile(from: string, to: string, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const [source, target] = [await open(from, READ_AT_ONCE), await open(to, 'wx')];
  try {
    for await (const chunk of source.createReadStream({ highWaterMark: PIECE, autoClose: false })) {
      const bytes = chunk as Uint8Array;
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += (await target.write(bytes, at)).bytesWritten;
      onBytes(bytes.length);
    }
    await target.sync();
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
  return hash.digest('hex');
}

/** Removes the files that the manifest names, and the folder where nothing else is in it. */
async function removeModel({ path, manifest }: ModelFolder): Promise<void> {
  for (const name of [...manifest.files.map((file) => file.name), MANIFEST])
    await rm(join(path, name), { force: true });
  await rmdir(path).catch(() => undefined);
}
