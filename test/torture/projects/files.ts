import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { anyDamage, type ByteMutation } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { changing, type Damage, type FolderDamage, harmless, type Outside } from './damage.ts';
import { databaseDamage, logDamage, strangeFile, wholeFramesCutOff } from './database-bytes.ts';
import { anyRows } from './rows.ts';
import { strangeKind } from './strange-kinds.ts';

function damageFile(path: string, mutation: ByteMutation, chance: Chance): string {
  const { bytes, what } = mutation(new Uint8Array(readFileSync(path)), chance);
  writeFileSync(path, bytes);
  return what;
}

const databaseBytes: FolderDamage = (folder, _outside, chance) =>
  harmless(`database: ${damageFile(join(folder, 'project.sqlite'), databaseDamage, chance)}`);

const otherDatabase: FolderDamage = (folder, outside, chance) => {
  const path = join(folder, 'project.sqlite');
  if (chance.happens(0.5)) {
    const { bytes, what } = strangeFile(chance);
    writeFileSync(path, bytes);
    return changing(`database: ${what}`);
  }
  if (chance.happens(0.5)) {
    writeFileSync(path, readFileSync(join(outside.project, 'project.sqlite')));
    return changing("database: another project's");
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const db = new Sqlite(path);
  db.exec('CREATE TABLE contacts (name TEXT); INSERT INTO contacts VALUES (1)');
  db.close();
  return changing("database: another program's");
};

const logFile: FolderDamage = (folder, outside, chance) => {
  const log = join(folder, 'project.sqlite-wal');
  if (!existsSync(log)) {
    const from = chance.happens(0.5)
      ? chance.bytes(6000)
      : readFileSync(join(outside.project, 'project.sqlite')).subarray(0, 9000);
    writeFileSync(log, from);
    return changing('log: noise where none was');
  }
  if (chance.happens(0.2)) {
    rmSync(log);
    return harmless('log: gone');
  }
  if (chance.happens(0.3)) {
    return harmless(damageFile(log, wholeFramesCutOff, chance));
  }
  return harmless(damageFile(log, logDamage, chance));
};

const sharedMemory: FolderDamage = (folder, _outside, chance) => {
  const shm = join(folder, 'project.sqlite-shm');
  if (existsSync(shm) && chance.happens(0.7)) return harmless(`shared memory: ${damageFile(shm, anyDamage, chance)}`);
  rmSync(shm, { force: true });
  if (chance.happens(0.5)) return harmless('shared memory: gone');
  writeFileSync(shm, chance.bytes(32_768));
  return harmless('shared memory: noise');
};

const rows: FolderDamage = (folder, _outside, chance) => {
  const db = new Sqlite(join(folder, 'project.sqlite'));
  try {
    db.unsafeMode(true);
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    db.pragma('legacy_alter_table = ON');
    // Many a statement asks for what the tables' types forbid: the next one may not.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const { what, sql, changesRows } = anyRows(chance);
      if (!runAll(db, sql)) continue;
      db.pragma('wal_checkpoint(TRUNCATE)');
      return { what: `rows: ${what}`, changesRows };
    }
    return harmless('rows: nothing');
  } finally {
    db.close();
  }
};

function runAll(db: Sqlite.Database, statements: readonly string[]): boolean {
  try {
    db.exec('BEGIN');
    for (const statement of statements) {
      if (statement.startsWith('PRAGMA')) db.pragma(statement.slice('PRAGMA '.length));
      else db.exec(statement);
    }
    db.exec('COMMIT');
    return true;
  } catch {
    if (db.inTransaction) db.exec('ROLLBACK');
    return false;
  }
}

/** Files of pictures, anywhere below. */
function blobsIn(folder: string): string[] {
  const blobs = join(folder, 'blobs');
  return readdirSync(blobs, { recursive: true, encoding: 'utf8' })
    .map((name) => join(blobs, name))
    .filter((path) => /[0-9a-f]{64}$/.test(path) && lstatSync(path).isFile());
}

const pictures: FolderDamage = (folder, outside, chance) => {
  const files = blobsIn(folder).sort();
  const path = chance.pick(files);
  const how = chance.pick(['gone', 'damaged', 'swapped', 'large', 'all gone', 'folder'] as const);
  if (how === 'gone') rmSync(path);
  if (how === 'damaged') return harmless(`picture: ${damageFile(path, anyDamage, chance)}`);
  if (how === 'swapped') writeFileSync(path, readFileSync(chance.pick(files)));
  if (how === 'large') writeFileSync(path, new Uint8Array(40 * 1024 * 1024));
  if (how === 'all gone') rmSync(join(folder, 'blobs'), { recursive: true });
  if (how === 'folder') {
    rmSync(join(folder, 'blobs'), { recursive: true });
    if (chance.happens(0.5)) writeFileSync(join(folder, 'blobs'), 'a file');
    else symlinkSync(outside.folder, join(folder, 'blobs'));
  }
  return harmless(`picture: ${how}`);
};

/** Files that are neither the database nor pictures: counters, backups, whatever a studio keeps beside them. */
const besides: FolderDamage = (folder, outside, chance) => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => !/^project\.sqlite(-wal|-shm)?$|[0-9a-f]{64}$/.test(name) && lstatSync(join(folder, name)).isFile(),
    )
    .sort();
  if (names.length === 0) return journal(folder, outside, chance);
  const name = chance.pick(names);
  if (chance.happens(0.3)) {
    rmSync(join(folder, name));
    return harmless(`${name}: gone`);
  }
  return harmless(`${name}: ${damageFile(join(folder, name), anyDamage, chance)}`);
};

/** What an interrupted program of another kind would leave: SQLite rolls a hot journal back, whatever it holds. */
const journal: FolderDamage = (folder, _outside, chance) => {
  const path = join(folder, chance.pick(['project.sqlite-journal', 'project.sqlite.new', 'project.sqlite.new-wal']));
  const head = Buffer.from('d9d505f920a163d7', 'hex');
  const bytes = Buffer.concat([
    head,
    Buffer.from(chance.bytes(20)),
    Buffer.alloc(484),
    Buffer.from(chance.bytes(4104)),
  ]);
  if (chance.happens(0.5)) bytes.writeUInt32BE(1, 8);
  bytes.writeUInt32BE(512, 20);
  bytes.writeUInt32BE(4096, 24);
  writeFileSync(path, bytes);
  return changing(`${path.slice(folder.length + 1)}: a journal of nobody's`);
};

export function damageProject(folder: string, outside: Outside, chance: Chance): Damage {
  return chance.weighted<FolderDamage>([
    [24, databaseBytes],
    [5, otherDatabase],
    [20, logFile],
    [4, sharedMemory],
    [25, rows],
    [8, pictures],
    [10, strangeKind],
    [6, besides],
    [3, journal],
  ])(folder, outside, chance);
}
