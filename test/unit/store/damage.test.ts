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
  makeLayer,
  makePicture,
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
  const region = Array.from({ length: 40 }, () => makeStroke(200));
  await store.client.saveDocument({ projectId: id, document: { ...emptyDocument, region } });
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
  'a file cut off by less than a page': {
    kind: 'store-damaged',
    damage: (file) => truncateSync(file, statSync(file).size - 1800),
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
  'a schema format that never was': {
    kind: 'store-damaged',
    damage: (file) => {
      const bytes = readFileSync(file);
      bytes.writeUInt32BE(0x7fff_ffff, 44);
      writeFileSync(file, bytes);
    },
  },
  'another text encoding': {
    kind: 'store-damaged',
    damage: (file) => {
      const bytes = readFileSync(file);
      bytes.writeUInt32BE(0x8000_0000, 56);
      writeFileSync(file, bytes);
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
    expect(note?.message).toMatch(/^The studio’s own file .* kept in .*\.$/);
    const kept = readdirSync(join(root, 'set-aside'), { recursive: true, encoding: 'utf8' });
    const [set = ''] = kept.filter((name) => name.endsWith('studio.sqlite'));
    if (broken !== null) expect(readFileSync(join(root, 'set-aside', set))).toEqual(broken);
    await again.close();
    const third = startStore(root);
    expect((await third.client.status({})).notes).toEqual([]);
    expect(await third.client.getSettings({})).toEqual({ theme: 'dark' });
  });
});

describe('with the studio.sqlite and a project damaged at once', () => {
  async function damagedWith(backUp: boolean) {
    const root = makeDataFolder();
    const store = startStore(root);
    await store.client.createProject({ name: 'Sound', document: emptyDocument });
    const { project } = await store.client.createProject({ name: 'Harbour', document: emptyDocument });
    if (backUp) await store.client.backUpProject({ projectId: project.id });
    await store.close();
    truncateSync(join(root, 'projects', project.id, 'project.sqlite'), 5000);
    writeFileSync(join(root, 'studio.sqlite'), 'a letter to my aunt'.repeat(300));
    return { again: startStore(root), id: project.id };
  }

  test('the damaged project is named as its newest backup has it, and nobody says that all are here', async () => {
    const { again, id } = await damagedWith(true);
    const { notes, damaged } = await again.client.status({});
    expect(notes).toMatchObject([{ message: expect.stringContaining('Your other projects are all here') }]);
    expect(damaged).toMatchObject([
      { project: { id, name: 'Harbour' }, code: 'store.damaged', message: expect.stringContaining('is damaged') },
    ]);
    expect((await again.client.listProjects({})).map(({ name }) => name)).toEqual(['Sound', 'Harbour']);
    expect((await again.client.openProject({ id: null, fallback })).project.name).toBe('Sound');
  });

  test('without a backup it is named by its folder', async () => {
    const { again, id } = await damagedWith(false);
    const { damaged } = await again.client.status({});
    expect(damaged.map(({ project }) => project.name)).toEqual([`Unreadable project ${id.slice(0, 8)}`]);
  });
});

test('a file where the data folder should be is refused with a sentence', async () => {
  const root = join(makeDataFolder(), 'data');
  writeFileSync(root, '');
  const failure = await failureFrom(startStore(root).client.listProjects({}));
  expect(failure).toMatchObject({ kind: 'store-unavailable', message: expect.stringContaining(root) });
});

describe('a project whose content is not as the studio writes it', () => {
  const strange: Record<string, string> = {
    'a trigger that empties the page': `CREATE TRIGGER sly AFTER UPDATE ON project BEGIN DELETE FROM layers; END`,
    'a view in place of a table': `DROP TABLE region_steps; CREATE VIEW region_steps AS SELECT 1 AS id`,
    'a table of its own': 'CREATE TABLE theirs (id)',
    'a missing table': 'DROP TABLE notes',
    'a renamed column': 'ALTER TABLE layers RENAME COLUMN angle TO tilt',
    'a version that never was': 'PRAGMA user_version = 25',
    'no project in it': 'DELETE FROM project',
    'a page of no size': 'UPDATE project SET page_width = 0',
    'a name that is none': `UPDATE project SET name = ''`,
  };
  test.each(Object.entries(strange))('%s: refused, and not touched', async (_, sql) => {
    const { root, id, file } = await projectOnDisk();
    edit(file, `PRAGMA foreign_keys = OFF; ${sql}`);
    const before = snapshot(join(root, 'projects'));
    const store = startStore(root);
    const failure = await failureFrom(store.client.openProject({ id, fallback }));
    expect(failure).toMatchObject({ kind: 'store-damaged', message: expect.stringMatching(/left as it (is|was)/) });
    await store.close();
    expect(snapshot(join(root, 'projects'))).toEqual(before);
  });

  const rows: Record<string, { sql: string; says: string }> = {
    'a layer of no width': { sql: `UPDATE layers SET scale_x = 0 WHERE name = 'bad'`, says: 'the layer “bad”' },
    'a layer whose picture is not known': {
      sql: `UPDATE layers SET blob = '${'0'.repeat(64)}' WHERE name = 'bad'`,
      says: 'the layer “bad”',
    },
    'a layer that is no uuid': { sql: `UPDATE layers SET id = 'me' WHERE name = 'bad'`, says: 'the layer “bad”' },
    'a stroke of half a number': {
      sql: `UPDATE region_steps SET points = x'0011'`,
      says: 'a part of the region',
    },
  };
  test.each(Object.entries(rows))('%s: left out, told, and kept in a backup', async (_, { sql, says }) => {
    const store = startStore();
    const id = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId: id, bytes: makePicture(), mediaType: 'image/png' });
    const layers = [makeLayer(hash, { name: 'good' }), makeLayer(hash, { name: 'bad' })];
    await store.client.saveDocument({ projectId: id, document: { ...emptyDocument, layers, region: [makeStroke()] } });
    await store.close();
    edit(join(store.root, 'projects', id, 'project.sqlite'), `PRAGMA foreign_keys = OFF; ${sql}`);
    const again = startStore(store.root);
    const { document, warnings } = await again.client.openProject({ id, fallback });
    expect(document.layers.length + document.region.length).toBe(2);
    expect(warnings).toMatchObject([{ kind: 'left-out', message: expect.stringContaining(says) }]);
    await again.client.saveDocument({ projectId: id, document });
    expect((await again.client.openProject({ id, fallback })).warnings).toEqual([]);
    const [backup] = await again.client.listBackups({ projectId: id });
    expect(backup).toMatchObject({ reason: 'repair', layers: 2 });
  });

  test('20,000 layers: a page as large as one can be, and the others in a backup', async () => {
    const store = startStore();
    const id = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId: id, bytes: makePicture(), mediaType: 'image/png' });
    await store.client.saveDocument({ projectId: id, document: { ...emptyDocument, layers: [makeLayer(hash)] } });
    await store.close();
    const others = `kind, name, parent_id, visible, opacity, blend_mode, locked, locked_position, locked_transparency,
      protected, generation_id, width, height, x, y, scale_x, scale_y, angle, blob, mask, mask_enabled, mask_x, mask_y,
      mask_width, mask_height, data, data_version`;
    const copies = `WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO layers (id, ordinal, ${others})
      SELECT printf('00000000-0000-4000-8000-%012d', i), i, ${others} FROM layers, n`;
    edit(join(store.root, 'projects', id, 'project.sqlite'), copies);
    const again = startStore(store.root);
    const { document, warnings } = await again.client.openProject({ id, fallback });
    expect(document.layers).toHaveLength(1000);
    expect(warnings[0]?.message).toContain('19,000 layers more than a page can have');
    expect((await again.client.listBackups({ projectId: id }))[0]?.layers).toBe(20_000);
  });
});
