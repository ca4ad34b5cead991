import { copyFileSync, lstatSync, mkdtempSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { partOf } from '../../preload/contract/error-codes.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { openRegular, statRegular } from '../regular-file.ts';
import {
  closeDatabase,
  type DatabaseKind,
  integrityOf,
  openBytes,
  openForWork,
  type ReadableDB,
  schemaVersion,
  updateSchema,
} from './database.ts';
import { damaged, storeFailure } from './failures.ts';
import { closing } from './folders.ts';
import { latestVersion } from './migrations/index.ts';
import { foreignIn } from './schema.ts';

/**
 * Opens databases. SQLite merges a log, creates files and takes locks by merely opening, so foreign, damaged and newer
 * files are recognised on a private copy. The files themselves are opened only when they are sound.
 */

const HEADER_BYTES = 100;
const UTF8 = 1;
const MAGIC = 'SQLite format 3\0';
/** Larger files are checked as a copy on disk. */
const MOST_BYTES_IN_MEMORY = 512 * 1024 ** 2;

/** Files that SQLite leaves beside a database that was not closed. */
const LOGS = ['-wal', '-journal'] as const;
/** All files that SQLite may keep beside a database. */
export const COMPANIONS = [...LOGS, '-shm'] as const;

/** Reads the header without SQLite. */
function readHeader(file: string): Buffer {
  const descriptor = openRegular(file, dirname(file));
  if (descriptor === undefined) return Buffer.alloc(0);
  return closing(descriptor, () => {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  });
}

/** The size in bytes by page size and number of pages, at offsets 16 and 28. A page size of 65536 is written as 1. */
function sizeIn(header: Buffer): bigint {
  const page = BigInt(header.readUInt16BE(16));
  return (page === 1n ? 65536n : page) * BigInt(header.readUInt32BE(28));
}

/** Whether a file is a database and not shorter than it says. */
export function isWhole(file: string): boolean {
  try {
    const header = readHeader(file);
    if (header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) return false;
    return (statRegular(file, dirname(file))?.size ?? 0n) >= sizeIn(header);
  } catch {
    return false;
  }
}

function refuseFuture(kind: DatabaseKind, version: number): void {
  if (version <= latestVersion(kind.migrations)) return;
  throw StudioError.of(
    'store.from-future',
    { subject: partOf(`subject.${kind.subject}`, {}) },
    { detail: `schema ${version}, this studio knows ${latestVersion(kind.migrations)}` },
  );
}

/** Offsets 56, 60 and 68 of the header hold text encoding, user_version and application_id, big-endian. */
function refuseForeign(file: string, kind: DatabaseKind): void {
  const header = readHeader(file);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) {
    throw damaged(kind.subject, dirname(file), new Error(`${basename(file)} is not an SQLite file`));
  }
  if (header.readInt32BE(68) !== kind.applicationId) {
    const detail = `application_id ${header.readInt32BE(68)}`;
    throw StudioError.of('store.foreign-file', { file: basename(file), folder: dirname(file) }, { detail });
  }
  if (header.readUInt32BE(56) !== UTF8) {
    throw damaged(kind.subject, dirname(file), new Error(`text encoding ${header.readUInt32BE(56)}`));
  }
  refuseFuture(kind, header.readUInt32BE(60));
}

/** The logs that are not empty. @throws IrregularFile where one is no regular file */
function logsOf(file: string): string[] {
  for (const suffix of COMPANIONS) statRegular(file + suffix, dirname(file));
  return LOGS.filter((suffix) => (statRegular(file + suffix, dirname(file))?.size ?? 0n) > 0n);
}

/** Runs `look` on a private copy of the database with its log merged, and removes the copy. */
function withCopy<T>(file: string, look: (copy: ReadableDB) => T): T {
  const logs = logsOf(file);
  const size = statRegular(file, dirname(file))?.size ?? 0n;
  if (logs.length === 0 && size <= MOST_BYTES_IN_MEMORY) {
    return lookAt(openBytes(readFileSync(file)), look);
  }
  const scratch = mkdtempSync(join(tmpdir(), 'dimoo-studio-'));
  try {
    const copy = join(scratch, basename(file));
    for (const suffix of ['', ...logs]) copyFileSync(file + suffix, copy + suffix);
    return lookAt(openForWork(copy), look);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function lookAt<T>(db: ReadableDB, look: (db: ReadableDB) => T): T {
  try {
    return look(db);
  } finally {
    closeDatabase(db);
  }
}

/**
 * Reads a database that is not open. It changes neither the database nor any file beside it.
 * @throws StudioError `store-damaged`, `schema-from-future`, `store-unavailable`, `disk-full`
 */
export function inspectDatabase<T>(file: string, kind: DatabaseKind, read: (db: ReadableDB) => T): T {
  try {
    refuseForeign(file, kind);
    // A file with a log beside it may be shorter than its header says.
    if (logsOf(file).length === 0 && !isWhole(file)) {
      throw damaged(kind.subject, dirname(file), new Error(`${basename(file)} is cut off`));
    }
    return withCopy(file, (db) => {
      // After a crash the header on disk may be older than the write-ahead log, so SQLite is asked as well.
      refuseFuture(kind, schemaVersion(db));
      const complaint = integrityOf(db);
      if (complaint !== 'ok') throw damaged(kind.subject, dirname(file), new Error(complaint));
      const foreign = foreignIn(db, kind);
      if (foreign !== null) throw damaged(kind.subject, dirname(file), new Error(foreign));
      return read(db);
    });
  } catch (error) {
    throw refusal(error, kind, dirname(file));
  }
}

export interface Opening {
  /** Called when the files are sound and not yet opened. @param db a private copy, to be read during the call only */
  readonly inspected?: (db: ReadableDB) => void;
  /** Called before an older schema is brought up to date, which waits for it. */
  readonly outdated?: (db: ReadableDB) => Promise<unknown>;
}

/** Any other error of SQLite while a file is only read means that the file is damaged. */
function refusal(error: unknown, kind: DatabaseKind, folder: string): unknown {
  const known = storeFailure(error, kind.subject, folder, 'opened');
  if (known instanceof StudioError) return known;
  return error instanceof Error && error.name === 'SqliteError' ? damaged(kind.subject, folder, error) : error;
}

/** Migrates the private copy first, so that a failure leaves the project's files untouched. */
function tryUpdate(copy: ReadableDB, kind: DatabaseKind, folder: string): void {
  try {
    updateSchema(copy, kind);
  } catch (error) {
    throw refusal(error, kind, folder);
  }
}

/**
 * Opens an existing database for work and brings an older one up to date. A refused database is not changed.
 * @throws StudioError `store-damaged`, `schema-from-future`, `store-unavailable`, `disk-full`
 */
export async function openDatabase(file: string, kind: DatabaseKind, opening: Opening = {}): Promise<ReadableDB> {
  inspectDatabase(file, kind, (copy) => {
    tryUpdate(copy, kind, dirname(file));
    opening.inspected?.(copy);
  });
  let db: ReadableDB | undefined;
  try {
    db = openForWork(file);
    if (schemaVersion(db) < latestVersion(kind.migrations)) {
      await opening.outdated?.(db);
      updateSchema(db, kind);
    }
    return db;
  } catch (error) {
    if (db !== undefined) closeDatabase(db);
    throw storeFailure(error, kind.subject, dirname(file), 'opened');
  }
}

/** Everything that exists under the names of a database and of its companions, of any type. */
export function filesOf(file: string): string[] {
  return ['', ...COMPANIONS]
    .map((suffix) => file + suffix)
    .filter((name) => lstatSync(name, { throwIfNoEntry: false }) !== undefined);
}
