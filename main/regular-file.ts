import { type BigIntStats, constants, lstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * Files that may come from strangers: looked at before they are opened, since opening a FIFO waits for
 * ever and opening a device does things. Regular files only; links are followed only inside of the folder.
 */

export class IrregularFile extends Error {
  /** What lies there instead, as the end of a sentence: "is a folder". */
  readonly state: string;

  constructor(file: string, state: string) {
    super(`${file} ${state}`);
    this.name = 'IrregularFile';
    this.state = state;
  }
}

/** Undefined as well where a file stands in the way to it, or links go round in circles. */
function there<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

function kindOf(found: BigIntStats): string {
  if (found.isDirectory()) return 'is a folder';
  if (found.isFIFO()) return 'is a pipe';
  if (found.isSocket()) return 'is a socket';
  return 'is a device';
}

/**
 * @param within the folder that links may not lead out of
 * @returns what is known of the file; undefined where there is nothing of that name
 * @throws IrregularFile where something else lies there
 */
export function statRegular(file: string, within: string): BigIntStats | undefined {
  const found = there(() => lstatSync(file, { bigint: true, throwIfNoEntry: false }));
  if (found === undefined) return undefined;
  const target = found.isSymbolicLink() ? there(() => statSync(file, { bigint: true, throwIfNoEntry: false })) : found;
  if (target === undefined) throw new IrregularFile(file, 'is a link to nothing');
  if (!realpathSync(file).startsWith(realpathSync(within) + sep)) {
    throw new IrregularFile(file, 'is a link that leads out of its folder');
  }
  if (!target.isFile()) throw new IrregularFile(file, kindOf(target));
  return target;
}

/** Whether a folder is there, in itself or by a link that stays inside of `within`. */
export function isFolderInside(path: string, within: string): boolean {
  const found = there(() => statSync(path, { throwIfNoEntry: false }));
  return found?.isDirectory() === true && realpathSync(path).startsWith(realpathSync(within) + sep);
}

/** Never waits, also where a pipe has taken the file's place since it was looked at. Windows knows no such flag. */
export const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** As `statRegular`, and opened for reading. */
export function openRegular(file: string, within: string): number | undefined {
  return statRegular(file, within) === undefined ? undefined : openSync(file, READ_AT_ONCE);
}
