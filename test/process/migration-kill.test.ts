import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { latestVersion, projectMigrations } from '../../main/store/migrations/index.ts';
import { emptyDocument, makeDataFolder } from '../unit/store/test-store.ts';
import { forkStore } from './store-process.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/projects/schema-70-runs');
const ID = '00000000-0000-4000-8000-00000000000a';
const fallback = { name: 'Test', document: emptyDocument };
/** Records with grids of a model of 1024 pixels: bringing them over takes a while. */
const RECORDS = 1200;
/** Megabytes of the log at which the store is killed. The whole step writes about twenty. */
const KILLS = [1, 6, 12];

/** A project of schema 70 that is too large to be brought up to date in a moment. */
function makeLarge(root: string): string {
  const folder = join(root, 'projects', ID);
  mkdirSync(join(root, 'projects'), { recursive: true });
  cpSync(FIXTURE, folder, { recursive: true });
  const db = new Sqlite(join(folder, 'project.sqlite'));
  db.exec(`
    CREATE TEMP TABLE one AS SELECT * FROM generations WHERE sequence = 1;
    UPDATE one SET grid_columns = 64, grid_rows = 64, grid_codes = zeroblob(16384);
    CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY);
    WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ${1000 + RECORDS})
      INSERT INTO numbers SELECT i FROM n`);
  const names = db.prepare(`SELECT name FROM pragma_table_info('generations')`).pluck().all() as string[];
  const others = names.filter((name) => !['id', 'sequence', 'seed', 'prompt'].includes(name)).join(', ');
  db.exec(`
    INSERT INTO generations (id, sequence, seed, prompt, ${others})
      SELECT printf('10000000-0000-4000-8000-%012d', n), n, n, 'picture ' || n, ${others} FROM one, numbers;
    INSERT INTO strokes (id, ordinal, size, erase, digest, points)
      SELECT printf('20000000-0000-4000-8000-%012d', n), n, n / 7.0, n % 2, digest, points FROM strokes, numbers
      WHERE ordinal = 1`);
  db.close();
  return folder;
}

interface Content {
  readonly version: number;
  readonly records: readonly unknown[];
  readonly painted: readonly unknown[];
}

/** What lies on the disk, read from a copy so that nothing is tidied up. */
function contentOf(folder: string): Content {
  const copy = makeDataFolder();
  for (const name of readdirSync(folder).filter((one) => /^project\.sqlite(-wal)?$/.test(one))) {
    cpSync(join(folder, name), join(copy, name));
  }
  const db = new Sqlite(join(copy, 'project.sqlite'));
  const version = Number(db.pragma('user_version', { simple: true }));
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const records = db
    .prepare('SELECT id, sequence, seed, prompt, settings, length(grid_codes) FROM generations ORDER BY sequence')
    .raw()
    .all();
  const painted =
    version < 80
      ? db.prepare(`SELECT id, ordinal, size, iif(erase, 'subtract', 'add'), points FROM strokes ORDER BY ordinal`)
      : db.prepare(`SELECT id, ordinal, data ->> '$.size', operation, points FROM region_steps ORDER BY ordinal`);
  const content = { version, records, painted: painted.raw().all() };
  db.close();
  return content;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function killAt(root: string, log: string, bytes: number): Promise<'killed' | 'opened'> {
  const store = forkStore(root);
  const opened = store.client.openProject({ id: ID, fallback }).then(
    () => 'opened' as const,
    () => 'killed' as const,
  );
  for (;;) {
    const waited = await Promise.race([opened, new Promise<null>((resolve) => setTimeout(resolve, 1, null))]);
    if (waited === 'opened') break;
    if (sizeOf(log) < bytes) continue;
    store.child.kill('SIGKILL');
    break;
  }
  await store.gone;
  return opened;
}

test('a store that is killed while it brings a project up to date leaves all of the old one, and the next start all of the new one', async () => {
  const root = makeDataFolder();
  const folder = makeLarge(root);
  const before = contentOf(folder);
  expect(before).toMatchObject({ version: 70 });
  expect(before.records).toHaveLength(RECORDS + 17);
  for (const megabytes of KILLS) {
    expect(await killAt(root, join(folder, 'project.sqlite-wal'), megabytes * 1024 * 1024)).toBe('killed');
    expect(contentOf(folder)).toEqual(before);
  }
  const store = forkStore(root);
  const { document, warnings } = await store.client.openProject({ id: ID, fallback });
  expect(warnings).toEqual([]);
  expect(document.region).toHaveLength(before.painted.length);
  const { generations } = await store.client.listGenerations({ projectId: ID, before: null, limit: 500 });
  expect(new Set(generations.map(({ runId }) => runId)).size).toBeGreaterThan(490);
  store.client.close();
  store.child.kill();
  await store.gone;
  expect(contentOf(folder)).toEqual({ ...before, version: latestVersion(projectMigrations) });
  rmSync(root, { recursive: true, force: true });
}, 120_000);
