import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Subject } from './failures.ts';
import { syncFolder } from './folders.ts';
import { type Migration, pendingMigrations } from './migrations/index.ts';

/**
 * The only file that knows better-sqlite3: it connects, closes, copies and runs statements. `opening.ts` checks a file
 * before it is opened. All other files hold a `ReadableDB`, or a `WritableDB` inside of `writeTransaction`.
 */

declare const readable: unique symbol;
declare const writable: unique symbol;
export type ReadableDB = { readonly [readable]: true };
/** Only `writeTransaction` hands one out, so that no write happens outside of a transaction. */
export type WritableDB = ReadableDB & { readonly [writable]: true };

export type Value = string | number | null | Uint8Array;
export type Values = Readonly<Record<string, Value>>;

/** What one kind of database file is: its mark in the header, its migrations, and what its failures are about. */
export interface DatabaseKind {
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  readonly subject: Subject;
}

const BUSY_MILLISECONDS = 2000;

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

/** All rows of a SELECT. `Row` is the type of the query's columns by their STRICT types. */
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

/** Runs `work` in one transaction. All of it is on disk when this returns, or none where it throws. */
export function writeTransaction<T>(db: ReadableDB, work: (db: WritableDB) => T): T {
  const connection = connectionOf(db);
  return connection.transaction(() => work(db as WritableDB)).immediate();
}

export function schemaVersion(db: ReadableDB): number {
  return Number(connectionOf(db).pragma('user_version', { simple: true }));
}

/** Applies the missing migrations, each in one transaction with its number. */
export function updateSchema(db: ReadableDB, kind: DatabaseKind): void {
  for (const migration of pendingMigrations(kind.migrations, schemaVersion(db))) {
    writeTransaction(db, () => {
      connectionOf(db).exec(migration.sql);
      connectionOf(db).pragma(`user_version = ${migration.version}`);
    });
  }
  connectionOf(db).pragma('optimize');
}

/** SQLite's plan for a query, one line per step, for the tests that hold queries to their indices. */
export function explain(db: ReadableDB, sql: string, values: Values = {}): string[] {
  return readRows<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${sql}`, values).map((row) => row.detail);
}

/** @returns 'ok', or the first complaint of SQLite's own check. */
export function integrityOf(db: ReadableDB): string {
  return String(connectionOf(db).pragma('integrity_check(1)', { simple: true }));
}

function connect(file: string): ReadableDB {
  return register(new Sqlite(file, { timeout: BUSY_MILLISECONDS }));
}

function register(connection: Sqlite.Database): ReadableDB {
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

/** Checkpoints and closes, after which the database's file is whole without its -wal. Safe to call twice. */
export function closeDatabase(db: ReadableDB): void {
  const connection = connections.get(db);
  connections.delete(db);
  connection?.close();
}

/**
 * Makes a new database, which gets its name only when it is complete. A process killed here leaves `<file>.new`, which
 * the next attempt replaces.
 */
export function createDatabase(file: string, kind: DatabaseKind, fill: (db: WritableDB) => void): void {
  const draft = `${file}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  const db = connect(draft);
  try {
    connectionOf(db).pragma(`application_id = ${kind.applicationId}`);
    configure(db);
    updateSchema(db, kind);
    writeTransaction(db, fill);
  } finally {
    closeDatabase(db);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** Opens a whole database in memory, so that nothing is created, recovered or locked beside a file. */
export function openBytes(bytes: Buffer): ReadableDB {
  // Bytes 18 and 19 of the header say that there is a write-ahead log, which memory has none of.
  if (bytes[18] === 2) bytes.fill(1, 18, 20);
  return register(new Sqlite(bytes));
}

/** Everything that is committed as the bytes of one file, even where that file lost its name. */
export function bytesOf(db: ReadableDB): Buffer {
  return connectionOf(db).serialize();
}

/**
 * Copies a database by SQLite's online backup, which is exact while others read and write. The caller gives the copy
 * its final name.
 */
export async function copyDatabase(db: ReadableDB, file: string): Promise<void> {
  await connectionOf(db).backup(file);
}

/** Writes the log back into the file. */
export function checkpoint(db: ReadableDB): void {
  connectionOf(db).pragma('wal_checkpoint(TRUNCATE)');
}

/** Opens a database for work, with its log beside it. */
export function openForWork(file: string): ReadableDB {
  const db = connect(file);
  try {
    configure(db);
    return db;
  } catch (error) {
    closeDatabase(db);
    throw error;
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
    // Otherwise the transaction would leave a -journal beside the file after a kill.
    connectionOf(db).pragma('journal_mode = MEMORY');
    connectionOf(db).exec('BEGIN EXCLUSIVE');
  } catch (error) {
    closeDatabase(db);
    throw error;
  }
  return () => closeDatabase(db);
}
