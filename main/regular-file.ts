import { type BigIntStats, constants, lstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * Opens files from untrusted folders. It checks a file before opening it, since opening a FIFO blocks and opening a
 * device may have effects. It takes regular files only and follows links only inside of the folder.
 */

/** What can exist in the place of a regular file, with the end of an English sentence for the log. */
const states = {
  folder: 'is a folder',
  pipe: 'is a pipe',
  socket: 'is a socket',
  device: 'is a device',
  'link-to-nothing': 'is a link to nothing',
  'link-out': 'is a link that leads out of its folder',
  'no-folder': 'is no folder of the project',
} as const;
export type Found = keyof typeof states;

export class IrregularFile extends Error {
  readonly file: string;
  readonly found: Found;

  constructor(file: string, found: Found) {
    super(`${file} ${states[found]}`);
    this.name = 'IrregularFile';
    this.file = file;
    this.found = found;
  }
}

/** The file's status, or undefined where it does not exist, a file blocks its path, or links form a circle. */
function there<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

function kindOf(found: BigIntStats): Found {
  if (found.isDirectory()) return 'folder';
  if (found.isFIFO()) return 'pipe';
  return found.isSocket() ? 'socket' : 'device';
}

/**
 * The status of a regular file.
 * @param within the folder that links may not leave
 * @returns undefined where the file does not exist
 * @throws IrregularFile where something else exists there
 */
export function statRegular(file: string, within: string): BigIntStats | undefined {
  const found = there(() => lstatSync(file, { bigint: true, throwIfNoEntry: false }));
  if (found === undefined) return undefined;
  const target = found.isSymbolicLink() ? there(() => statSync(file, { bigint: true, throwIfNoEntry: false })) : found;
  if (target === undefined) throw new IrregularFile(file, 'link-to-nothing');
  if (!realpathSync(file).startsWith(realpathSync(within) + sep)) {
    throw new IrregularFile(file, 'link-out');
  }
  if (!target.isFile()) throw new IrregularFile(file, kindOf(target));
  return target;
}

/** Whether a folder exists, directly or by a link that stays inside of `within`. */
export function isFolderInside(path: string, within: string): boolean {
  const found = there(() => statSync(path, { throwIfNoEntry: false }));
  return found?.isDirectory() === true && realpathSync(path).startsWith(realpathSync(within) + sep);
}

/** Reading does not block, even where a pipe replaced the file after the check. Windows has no such flag. */
export const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a regular file for reading, by the rules of `statRegular`. */
export function openRegular(file: string, within: string): number | undefined {
  return statRegular(file, within) === undefined ? undefined : openSync(file, READ_AT_ONCE);
}
