import { cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { anyDamage } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { emptyPage } from '../requests.ts';
import type { Verdict } from '../rounds.ts';
import { answerOf } from '../sentence.ts';
import { type StoreProcess, startStore } from '../services.ts';
import { makePipe } from '../trees.ts';
import type { Bases } from './base.ts';
import { databaseDamage, strangeFile } from './database-bytes.ts';
import { tryProject } from './trial.ts';

const CALL_MS = 20_000;

/** What was done, and whether the studio may refuse all work because of it. */
interface Done {
  readonly what: string;
  readonly mayRefuse: boolean;
}

/**
 * The studio's own files are damaged, its projects are sound: whatever it is, the projects are listed
 * and open, for the list and the settings can be made anew.
 */
export async function damagedStudio(bases: Bases, chance: Chance, home: string, kept: string): Promise<Verdict> {
  const root = mkdtempSync(join(home, 'studio-'));
  cpSync(bases.studio, root, { recursive: true });
  const { what, mayRefuse } = damage(root, chance);
  const isPlain = (path: string) => lstatSync(path).isFile() || lstatSync(path).isDirectory();
  cpSync(root, join(kept, 'before'), { recursive: true, filter: isPlain });
  const store = startStore(root);
  const { faults, refused } = await work(store, bases, mayRefuse);
  if (!store.alive) faults.push(`the store ended: ${store.log.slice(-400)}`);
  store.quit();
  const late = await Promise.race([store.gone, sleep(10_000, 'late', { ref: false })]);
  if (late === 'late') faults.push('the store does not end');
  if (store.alive) await store.kill();
  rmSync(root, { recursive: true, force: true });
  return {
    what: `the studio's own files; ${what}`,
    outcome: faults.length > 0 ? 'fault' : refused ? 'refused' : 'opened',
    faults,
  };
}

async function work(
  store: StoreProcess,
  bases: Bases,
  mayRefuse: boolean,
): Promise<{ faults: string[]; refused: boolean }> {
  const faults: string[] = [];
  let refused = false;
  const call = async <T>(name: string, promise: Promise<T>): Promise<T | null> => {
    const answer = await answerOf(name, CALL_MS, promise);
    if (answer.ok) return answer.value;
    refused = true;
    if (answer.complaint !== null) faults.push(`${name}: ${answer.complaint}`);
    else if (!mayRefuse) faults.push(`${name} is refused: ${answer.failure.message}`);
    return null;
  };
  const { client } = store;
  try {
    const listed = await call('listProjects', client.listProjects({}));
    const ids = listed?.map(({ id }) => id) ?? [];
    for (const id of bases.projects) {
      if (listed !== null && !ids.includes(id)) faults.push('a sound project is not listed');
      const trial = await tryProject(store, id);
      faults.push(...trial.faults.map((fault) => `a sound project: ${fault}`));
      if (!trial.opened && !mayRefuse) faults.push(`a sound project does not open: ${trial.said}`);
    }
    await call('openProject', client.openProject({ id: null, fallback: { name: 'First', document: emptyPage } }));
    await call('getSettings', client.getSettings({}));
    await call('putSetting', client.putSetting({ key: 'theme', value: 'light' }));
    await call('createProject', client.createProject({ name: 'New', document: emptyPage }));
  } catch (error) {
    faults.push(String(error instanceof Error ? error.message : error));
  }
  return { faults, refused };
}

function damage(root: string, chance: Chance): Done {
  const database = join(root, 'studio.sqlite');
  const bytes = new Uint8Array(readFileSync(database));
  return chance.weighted<() => Done>([
    [5, () => written(database, databaseDamage(bytes, chance))],
    [2, () => written(database, anyDamage(bytes, chance))],
    [2, () => written(database, strangeFile(chance))],
    [4, () => oddRows(database, chance)],
    [2, () => oddKind(database, 'studio.sqlite', chance)],
    [2, () => ({ ...oddKind(join(root, 'studio.lock'), 'studio.lock', chance), mayRefuse: true })],
    [1, () => written(join(root, 'studio.lock'), { bytes: chance.bytes(9000), what: 'the lock is noise' })],
    [1, () => written(join(root, 'studio.sqlite-journal'), { bytes: chance.bytes(5000), what: 'a journal of noise' })],
    [2, () => strangers(root, chance)],
  ])();
}

function written(path: string, { bytes, what }: { readonly bytes: Uint8Array; readonly what: string }): Done {
  writeFileSync(path, bytes);
  return { what, mayRefuse: false };
}

function oddKind(path: string, name: string, chance: Chance): Done {
  const kind =
    process.platform === 'win32'
      ? 'folder'
      : chance.pick(['folder', 'pipe', 'link to itself', 'dangling link', 'link to a device'] as const);
  rmSync(path, { force: true });
  if (kind === 'folder') mkdirSync(path);
  if (kind === 'pipe') makePipe(path);
  if (kind === 'link to itself') symlinkSync(path, path);
  if (kind === 'dangling link') symlinkSync(join(path, 'nowhere'), path);
  if (kind === 'link to a device') symlinkSync('/dev/zero', path);
  return { what: `${name} is a ${kind}`, mayRefuse: false };
}

const statements = [
  "UPDATE recents SET name = ''",
  "UPDATE recents SET name = printf('%.*c', 1000, 'x')",
  "UPDATE recents SET id = '../../outside'",
  'UPDATE recents SET created_at = -1, opened_at = -5',
  'UPDATE recents SET opened_at = 9007199254740992',
  'DELETE FROM recents',
  'DROP TABLE recents',
  'DROP TABLE settings',
  "INSERT INTO settings VALUES ('__proto__', '{\"polluted\":true}')",
  "INSERT INTO settings VALUES (printf('%.*c', 5000, 'k'), '1')",
  "INSERT INTO recents VALUES ('00000000-0000-4000-8000-00000000dead', 'Ghost', 1, 9999999999999)",
  "CREATE TRIGGER no BEFORE INSERT ON recents BEGIN SELECT RAISE(ABORT, 'no'); END",
  'ALTER TABLE recents RENAME TO old; CREATE VIEW recents AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT old.* FROM old, c',
  'PRAGMA user_version = 999',
  'PRAGMA user_version = 0',
] as const;

function oddRows(database: string, chance: Chance): Done {
  const sql = chance.pick(statements);
  const db = new Sqlite(database);
  try {
    db.pragma('ignore_check_constraints = ON');
    db.exec(sql);
  } finally {
    db.close();
  }
  return { what: `studio.sqlite: ${sql.slice(0, 60)}`, mayRefuse: false };
}

/** Things among the projects that are none. */
function strangers(root: string, chance: Chance): Done {
  const projects = join(root, 'projects');
  const id = chance.uuid();
  const kind = chance.pick(['file', 'folder', 'draft', 'link', 'draft that is a link'] as const);
  if (kind === 'file') writeFileSync(join(projects, id), 'x');
  if (kind === 'folder') mkdirSync(join(projects, id));
  if (kind === 'draft') mkdirSync(join(projects, `.new-${id}`));
  if (kind === 'link') symlinkSync(root, join(projects, id));
  if (kind === 'draft that is a link') symlinkSync(root, join(projects, `.new-${id}`));
  return { what: `among the projects: a ${kind}`, mayRefuse: false };
}
