/** Reads a picture's bytes from the disk. It takes only regular files of a reasonable size. */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { StudioError } from '../../preload/contract/errors.ts';
import { mostBytesOf } from '../../preload/contract/layered-formats.ts';
import { irregular, tooManyBytes, unread } from '../../preload/contract/picture-refusals.ts';

/** Opening does not wait for the other end of a pipe. Windows has no such flag and no such pipes. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file. Links are followed, since the user named the path.
 * @param name for the sentence of an error
 * @throws StudioError 'not-found', 'bad-picture'
 */
export async function readPictureFile(path: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  // The check comes before opening, since opening a device may have effects.
  if (!(await stat(path).catch((cause) => missing(name, cause))).isFile()) throw irregular(name);
  const handle = await open(path, AT_ONCE).catch((cause) => missing(name, cause));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw irregular(name);
    if (found.size > mostBytesOf(path)) throw tooManyBytes(name);
    return await readAll(handle, found.size);
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    return missing(name, cause);
  } finally {
    await handle.close();
  }
}

/** Reads no more than the size at the check, even where the file grows. */
async function readAll(handle: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(bytes, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

function missing(name: string, cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') throw StudioError.of('pictures.absent', { file: name }, { cause });
  throw unread(name, cause, String(code));
}
