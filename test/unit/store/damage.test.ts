import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeStroke,
  newestRows,
  newProject,
  startStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

/** Every file under a folder with its content's hash. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

/** A project with enough rows to have pages of every kind, closed. */
async function projectOnDisk(): Promise<{ root: string; id: string; file: string }> {
  const store = startStore();
  const id = await newProject(store);
  for (let index = 0; index < 30; index++) await store.client.commitGeneration(makeCommit(id));
  const mask = Array.from({ length: 40 }, () => makeStroke(200));
  await store.client.saveDocument({ projectId: id, document: { ...emptyDocument, mask } });
  await store.close();
  return { root: store.root, id, file: join(store.root, 'projects', id, 'project.sqlite') };
}

function edit(file: string, sql: string): void {
  const db = new Sqlite(file);
  db.exec(sql);
  db.close();
}

const damages: Record<string, { kind: string; damage: (file: string) => void }> = {
  'an empty file': { kind: 'store-damaged', damage: (file) => truncateSync(file, 0) },
  'half a header': { kind: 'store-damaged', damage: (file) => truncateSync(file, 50) },
  'a file cut off in the middle': {
    kind: 'store-damaged',
    damage: (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  },
  text: { kind: 'store-damaged', damage: (file) => writeFileSync(file, 'this is a letter to my aunt\n'.repeat(500)) },
  'pages overwritten': {
    kind: 'store-damaged',
    damage: (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0xa5, 4096 * 3, 4096 * 9);
      writeFileSync(file, bytes);
    },
  },
  'the database of another program': {
    kind: 'store-damaged',
    damage: (file) => {
      rmSync(file);
      edit(file, 'CREATE TABLE cookies (id); INSERT INTO cookies VALUES (1)');
    },
  },
  'a folder in its place': {
    kind: 'store-damaged',
    damage: (file) => {
      rmSync(file);
      mkdirSync(file);
    },
  },
  'a schema from the future': {
    kind: 'schema-from-future',
    damage: (file) => edit(file, 'CREATE TABLE hologram (id); PRAGMA user_version = 990'),
  },
};

describe('a project file that cannot be used is refused with one sentence and not changed:', () => {
  test.each(Object.entries(damages))('%s', async (_, { kind, damage }) => {
    const { root, id, file } = await projectOnDisk();
    damage(file);
    const before = snapshot(join(root, 'projects'));
    const store = startStore(root);
    const failure = await failureFrom(store.client.openProject({ id, fallback }));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(/^The (project|file) .*left as it is.*\.$/);
    expect(failure.message).not.toContain('\n');
    const save = await failureFrom(store.client.saveDocument({ projectId: id, document: emptyDocument }));
    expect(save.kind).toBe(kind);
    // The rest of the studio works.
    await store.client.createProject({ name: 'Another', document: emptyDocument });
    await store.close();
    const after = snapshot(join(root, 'projects'));
    expect(Object.fromEntries(Object.entries(after).filter(([path]) => path.includes(id)))).toEqual(before);
  });

  test('a missing project.sqlite', async () => {
    const { root, id, file } = await projectOnDisk();
    rmSync(file);
    const store = startStore(root);
    expect(await failureFrom(store.client.openProject({ id, fallback }))).toMatchObject({
      kind: 'store-damaged',
      message: expect.stringContaining('project.sqlite is missing'),
    });
  });

  test('a repaired file opens without a restart of the store', async () => {
    const { root, id, file } = await projectOnDisk();
    copyFileSync(file, `${file}.good`);
    truncateSync(file, 5000);
    const store = startStore(root);
    expect((await failureFrom(store.client.openProject({ id, fallback }))).kind).toBe('store-damaged');
    copyFileSync(`${file}.good`, file);
    expect(await newestRows(store, id, 500)).toHaveLength(30);
  });
});

describe('studio.sqlite', () => {
  test.each(['text', 'the database of another program', 'a schema from the future'])('%s', async (name) => {
    const root = makeDataFolder();
    const store = startStore(root);
    await newProject(store);
    await store.close();
    const damage = damages[name];
    damage?.damage(join(root, 'studio.sqlite'));
    const before = snapshot(root);
    const again = startStore(root);
    expect((await failureFrom(again.client.getSettings({}))).kind).toBe(damage?.kind);
    await again.close();
    expect(snapshot(root)).toEqual(before);
  });
});

test('a file where the data folder should be is refused with a sentence', async () => {
  const root = join(makeDataFolder(), 'data');
  writeFileSync(root, '');
  const failure = await failureFrom(startStore(root).client.listProjects({}));
  expect(failure).toMatchObject({ kind: 'store-unavailable', message: expect.stringContaining(root) });
});
