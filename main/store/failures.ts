import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { IrregularFile } from '../regular-file.ts';

/**
 * What SQLite and the file system throw, turned into the one sentence that the user reads.
 * Codes: https://sqlite.org/rescode.html and errno names; anything unknown is passed on as it is.
 */

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE']);
const NO_ACCESS = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'SQLITE_PERM', 'SQLITE_AUTH']);

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function detailOf(error: unknown): string {
  return error instanceof Error ? `${codeOf(error)} ${error.stack ?? error.message}` : String(error);
}

/** What was being done when it failed: ends "so this was not". */
export type Deed = 'saved' | 'opened';

const fullDisk: Readonly<Record<Deed, string>> = {
  saved: 'The disk is full, so this was not saved. Nothing saved before is touched: free some space and try again.',
  opened: 'The disk is full, so there is no room to open this. Nothing is lost: free some space and try again.',
};

export function diskFull(cause: unknown, deed: Deed = 'saved'): StudioError {
  return new StudioError('disk-full', fullDisk[deed], { cause, detail: detailOf(cause), retryable: true });
}

/** @param what "The project", "The studio's settings": begins the sentence. @param folder where the pictures lie. */
export function damaged(what: string, folder: string, cause: unknown): StudioError {
  return new StudioError(
    'store-damaged',
    `${what} is damaged on disk and was left as it is: restore one of its backups. The files are in ${folder}.`,
    { cause, detail: detailOf(cause) },
  );
}

function irregular({ message, state }: IrregularFile): StudioError {
  const file = message.slice(0, -state.length - 1);
  return new StudioError(
    'store-damaged',
    `${basename(file)} in ${dirname(file)} ${state}, where a file of the studio belongs, and was left as it is: move it away, or restore a backup.`,
    { detail: message },
  );
}

/** A row that the contract does not know: of a newer studio, or changed by another program. */
function unreadable(what: string, folder: string, cause: Error): StudioError {
  return new StudioError(
    'store-damaged',
    `${what} holds a record that this studio can't read, in ${folder}. It was left as it is: update the studio, or restore a backup.`,
    { cause, detail: cause instanceof z.ZodError ? z.prettifyError(cause) : cause.message },
  );
}

export function unwritable(folder: string, cause: unknown): StudioError {
  return new StudioError(
    'store-unavailable',
    `The studio may not write in ${folder}: give your user permission to write there, or choose another folder with DIMOO_HOME.`,
    { cause, detail: detailOf(cause), retryable: true },
  );
}

export function lockedElsewhere(folder: string, cause: unknown): StudioError {
  return new StudioError(
    'store-unavailable',
    `Another DiMOO Studio is already working in ${folder}: close it, or use its window.`,
    { cause, detail: detailOf(cause), retryable: true },
  );
}

/** The failure that a thrown value stands for; `what` and `folder` as for `damaged`. */
export function storeFailure(error: unknown, what: string, folder: string, deed: Deed = 'saved'): unknown {
  if (error instanceof StudioError) return error;
  if (error instanceof IrregularFile) return irregular(error);
  if (error instanceof z.ZodError || error instanceof SyntaxError) return unreadable(what, folder, error);
  const code = codeOf(error);
  if (NO_SPACE.has(code)) return diskFull(error, deed);
  if (NO_ACCESS.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return unwritable(folder, error);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return lockedElsewhere(folder, error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'EISDIR')
    return damaged(what, folder, error);
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR')) {
    return new StudioError(
      'store-unavailable',
      `The disk did not take or give what was asked in ${folder}: check that it is connected and has room, then try again.`,
      { cause: error, detail: detailOf(error), retryable: true },
    );
  }
  return error;
}
