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
      bytes.fill(0xa5, 4096 * 2, Math.min(4096 * 9, bytes.length));
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
    expect(failure.message).toMatch(/^(The (project|file)|project\.sqlite) .*left as it (is|was).*\.$/);
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

describe('a studio.sqlite that cannot be used locks nobody out: it is set aside, and rebuilt from the folders:', () => {
  test.each(Object.entries(damages))('%s', async (_, { damage }) => {
    const root = makeDataFolder();
    const store = startStore(root);
    for (const name of ['a', 'b', 'c']) await store.client.createProject({ name, document: emptyDocument });
    const projects = await store.client.listProjects({});
    await store.close();
    const file = join(root, 'studio.sqlite');
    damage(file);
    const broken = statSync(file).isFile() ? readFileSync(file) : null;
    const again = startStore(root);
    expect(await again.client.listProjects({})).toEqual(projects);
    expect((await again.client.openProject({ id: null, fallback })).project.name).toBe('c');
    await again.client.putSetting({ key: 'theme', value: 'dark' });
    const [note] = (await again.client.status({})).notes;
    expect(note).toMatch(/^The studio's own file .* kept in .*\.$/);
    const kept = readdirSync(join(root, 'set-aside'), { recursive: true, encoding: 'utf8' });
    const [set = ''] = kept.filter((name) => name.endsWith('studio.sqlite'));
    if (broken !== null) expect(readFileSync(join(root, 'set-aside', set))).toEqual(broken);
    await again.close();
    const third = startStore(root);
    expect((await third.client.status({})).notes).toEqual([]);
    expect(await third.client.getSettings({})).toEqual({ theme: 'dark' });
  });
});

test('a file where the data folder should be is refused with a sentence', async () => {
  const root = join(makeDataFolder(), 'data');
  writeFileSync(root, '');
  const failure = await failureFrom(startStore(root).client.listProjects({}));
  expect(failure).toMatchObject({ kind: 'store-unavailable', message: expect.stringContaining(root) });
});
