import { closeSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { StudioError } from '../../preload/contract/errors.ts';
import { damaged, storeFailure } from './failures.ts';
import { syncFolder } from './folders.ts';
import { latestVersion, type Migration, pendingMigrations } from './migrations/index.ts';

/**
 * The only file that knows better-sqlite3: opening, checking, closing, and running statements.
 * Everything else holds a `ReadableDB`, or inside `writeTransaction` a `WritableDB`.
 */

declare const readable: unique symbol;
declare const writable: unique symbol;
export type ReadableDB = { readonly [readable]: true };
/** Only `writeTransaction` hands one out, so that no write happens outside a transaction. */
export type WritableDB = ReadableDB & { readonly [writable]: true };

export type Value = string | number | null | Uint8Array;
export type Values = Readonly<Record<string, Value>>;

/** What one kind of database file is: its mark in the header, its migrations, its name in sentences. */
export interface DatabaseKind {
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** Begins a sentence: "The project". */
  readonly title: string;
}

const BUSY_MILLISECONDS = 2000;
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

const connections = new WeakMap<ReadableDB, Sqlite.Database>();
const statements = new WeakMap<Sqlite.Database, Map<string, Sqlite.Statement>>();

function connectionOf(db: ReadableDB): Sqlite.Database {
  const connection = connections.get(db);
  if (connection === undefined) throw new Error('This database is not open.');
  return connection;
}

function statementOf(db: ReadableDB, sql: string): Sqlite.Statement {
  const connection = connectionOf(db);
  const known = statements.get(connection) ?? new Map<string, Sqlite.Statement>();
  statements.set(connection, known);
  const statement = known.get(sql) ?? connection.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** All rows of a SELECT. `Row` is what the query's columns are, by their STRICT types. */
export function readRows<Row>(db: ReadableDB, sql: string, values: Values = {}): Row[] {
  const statement = statementOf(db, sql);
  if (!statement.readonly) throw new Error(`A read must not write: ${sql}`);
  return statement.all(values) as Row[];
}

export function readRow<Row>(db: ReadableDB, sql: string, values: Values = {}): Row | undefined {
  return readRows<Row>(db, sql, values)[0];
}

/** @returns how many rows the statement changed. */
export function writeRow(db: WritableDB, sql: string, values: Values = {}): number {
  return statementOf(db, sql).run(values).changes;
}

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it. */
export function writeTransaction<T>(db: ReadableDB, work: (db: WritableDB) => T): T {
  const connection = connectionOf(db);
  return connection.transaction(() => work(db as WritableDB)).immediate();
}

export function schemaVersion(db: ReadableDB): number {
  return Number(connectionOf(db).pragma('user_version', { simple: true }));
}

/** Applies what is missing, each migration in a transaction together with its number. */
function update(db: ReadableDB, kind: DatabaseKind): void {
  for (const migration of pendingMigrations(kind.migrations, schemaVersion(db))) {
    writeTransaction(db, () => {
      connectionOf(db).exec(migration.sql);
      connectionOf(db).pragma(`user_version = ${migration.version}`);
    });
  }
  connectionOf(db).pragma('optimize');
}

/** SQLite's plan for a query, a line a step: for the tests that hold queries to their indices. */
export function explain(db: ReadableDB, sql: string, values: Values = {}): string[] {
  return readRows<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${sql}`, values).map((row) => row.detail);
}

/** @returns 'ok', or the first complaint of SQLite's own check. */
export function integrityOf(db: ReadableDB): string {
  return String(connectionOf(db).pragma('integrity_check(1)', { simple: true }));
}

function connect(file: string): ReadableDB {
  const connection = new Sqlite(file, { timeout: BUSY_MILLISECONDS });
  const db = Object.freeze({}) as ReadableDB;
  connections.set(db, connection);
  return db;
}

function configure(db: ReadableDB): void {
  const connection = connectionOf(db);
  connection.pragma('journal_mode = WAL');
  // FULL: a commit that was answered survives a power cut, not only a crash of the process.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
}

/** Checkpoints and closes; a closed database's file is whole without its -wal. Safe to call twice. */
export function closeDatabase(db: ReadableDB): void {
  const connection = connections.get(db);
  connections.delete(db);
  connection?.close();
}

/**
 * Makes a new database that appears under its name only when it is complete: a process killed
 * here leaves `<file>.new`, which the next attempt replaces.
 */
export function createDatabase(file: string, kind: DatabaseKind, fill: (db: WritableDB) => void): void {
  const draft = `${file}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  const db = connect(draft);
  try {
    connectionOf(db).pragma(`application_id = ${kind.applicationId}`);
    configure(db);
    update(db, kind);
    writeTransaction(db, fill);
  } finally {
    closeDatabase(db);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** Reads the header without SQLite, which would recover, create or lock something beside the file. */
function readHeader(file: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    const bytes = readSync(descriptor, header, 0, HEADER_BYTES, 0);
    return header.subarray(0, bytes);
  } finally {
    closeSync(descriptor);
  }
}

function refuseFuture(kind: DatabaseKind, version: number): void {
  if (version <= latestVersion(kind.migrations)) return;
  throw new StudioError(
    'schema-from-future',
    `${kind.title} was saved by a newer DiMOO Studio and was left as it is: update the studio to open it.`,
    { detail: `schema ${version}, this studio knows ${latestVersion(kind.migrations)}` },
  );
}

/** Offsets 60 and 68 of the header hold user_version and application_id, big-endian. */
function refuseForeign(file: string, kind: DatabaseKind): void {
  const header = readHeader(file);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) {
    throw damaged(kind.title, dirname(file), new Error(`${basename(file)} is not an SQLite file`));
  }
  if (header.readInt32BE(68) !== kind.applicationId) {
    throw new StudioError(
      'store-damaged',
      `The file ${basename(file)} in ${dirname(file)} belongs to another program and was left as it is: move it away, or restore the right one from a backup.`,
      { detail: `application_id ${header.readInt32BE(68)}` },
    );
  }
  refuseFuture(kind, header.readUInt32BE(60));
}

/** SQLite's online backup: exact while others read and write. Named for the version it holds. */
async function backUp(db: ReadableDB, file: string): Promise<string> {
  const copy = `${file}.before-update-from-${schemaVersion(db)}`;
  await connectionOf(db).backup(`${copy}.new`);
  renameSync(`${copy}.new`, copy);
  syncFolder(dirname(file));
  return copy;
}

function checkIntegrity(db: ReadableDB, file: string, kind: DatabaseKind): void {
  const complaint = integrityOf(db);
  if (complaint !== 'ok') throw damaged(kind.title, dirname(file), new Error(complaint));
}

/**
 * Opens an existing database: refuses foreign, damaged and newer files without changing them,
 * and brings older ones up to date after a backup.
 * @throws StudioError `store-damaged`, `schema-from-future`, `store-unavailable`, `disk-full`
 */
export async function openDatabase(file: string, kind: DatabaseKind): Promise<ReadableDB> {
  let db: ReadableDB | undefined;
  try {
    refuseForeign(file, kind);
    db = connect(file);
    // The header on disk may lag behind the write-ahead log after a crash: ask SQLite as well.
    refuseFuture(kind, schemaVersion(db));
    checkIntegrity(db, file, kind);
    configure(db);
    if (schemaVersion(db) < latestVersion(kind.migrations)) {
      await backUp(db, file);
      update(db, kind);
    }
    return db;
  } catch (error) {
    if (db !== undefined) closeDatabase(db);
    throw storeFailure(error, kind.title, dirname(file));
  }
}

/** Reads something small out of a database that nobody has open for work; changes nothing. */
export function peekDatabase<T>(file: string, kind: DatabaseKind, read: (db: ReadableDB) => T): T {
  refuseForeign(file, kind);
  const db = connect(file);
  try {
    return read(db);
  } finally {
    closeDatabase(db);
  }
}

/**
 * Takes a lock that the operating system releases with the process, however it dies: an
 * exclusive transaction on an empty database that is never written.
 * @throws SQLITE_BUSY where another process holds it for longer than the busy timeout.
 */
export function takeLock(file: string): () => void {
  const db = connect(file);
  try {
    // Else the transaction would leave a -journal beside the file after a kill.
    connectionOf(db).pragma('journal_mode = MEMORY');
    connectionOf(db).exec('BEGIN EXCLUSIVE');
  } catch (error) {
    closeDatabase(db);
    throw error;
  }
  return () => closeDatabase(db);
}
