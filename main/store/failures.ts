import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { partOf } from '../../preload/contract/error-codes.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { IrregularFile } from '../regular-file.ts';

/**
 * Turns what SQLite and the file system throw into the one sentence that the user reads.
 * It knows the codes of https://sqlite.org/rescode.html and the names of errno, and passes anything else on.
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

/** What a failure is about, as the subject of its sentence. */
export type Subject = 'project' | 'new-project' | 'settings' | 'folder';

/** What was being done when it failed. */
export type Deed = 'saved' | 'opened';

/** @param folder the folder of the subject's files */
export function damaged(subject: Subject, folder: string, cause: unknown): StudioError {
  const params = { subject: partOf(`subject.${subject}`, {}), folder };
  return StudioError.of('store.damaged', params, { cause, detail: detailOf(cause) });
}

function irregular({ message, file, found }: IrregularFile): StudioError {
  const params = { file: basename(file), folder: dirname(file), found: partOf(`found.${found}`, {}) };
  return StudioError.of('store.irregular', params, { detail: message });
}

/**
 * A row that the contract does not know, which a newer studio or another program wrote.
 * @param folder null where it is not known
 */
export function unreadable(subject: Subject, folder: string | null, cause: Error): StudioError {
  const options = { cause, detail: cause instanceof z.ZodError ? z.prettifyError(cause) : cause.message };
  const part = partOf(`subject.${subject}`, {});
  if (folder === null) return StudioError.of('store.odd-record', { subject: part }, options);
  return StudioError.of('store.odd-record-in', { subject: part, folder }, options);
}

/** The failure that a thrown value stands for, or the value itself where it stands for none. */
export function storeFailure(error: unknown, subject: Subject, folder: string, deed: Deed = 'saved'): unknown {
  if (error instanceof StudioError) return error;
  if (error instanceof IrregularFile) return irregular(error);
  if (error instanceof z.ZodError || error instanceof SyntaxError) return unreadable(subject, folder, error);
  const code = codeOf(error);
  const options = { cause: error, detail: detailOf(error), retryable: true };
  if (NO_SPACE.has(code)) {
    return StudioError.of(deed === 'saved' ? 'store.no-room-to-save' : 'store.no-room-to-open', {}, options);
  }
  if (NO_ACCESS.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return StudioError.of('store.no-access', { folder }, options);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return StudioError.of('store.busy', { folder }, options);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'EISDIR') {
    return damaged(subject, folder, error);
  }
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR')) return StudioError.of('store.disk-error', { folder }, options);
  return error;
}
