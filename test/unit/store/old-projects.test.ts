import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaVersion } from '../../../main/store/database.ts';
import { dataFolderAt, projectFolder } from '../../../main/store/folders.ts';
import { projectKind } from '../../../main/store/kinds.ts';
import { latestVersion, projectMigrations } from '../../../main/store/migrations/index.ts';
import { inspectDatabase, openDatabase } from '../../../main/store/opening.ts';
import { emptyDocument, makeCommit, makeDataFolder, newestRows, startStore } from './test-store.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/projects');
const names = readdirSync(FIXTURES).filter((name) => name.startsWith('schema-'));
const id = '00000000-0000-4000-8000-00000000000a';
const fallback = { name: 'Test', document: emptyDocument };

/** A data folder with a copy of the fixture as its project. */
function dataWith(name: string): string {
  const root = makeDataFolder();
  mkdirSync(join(root, 'projects'));
  cpSync(join(FIXTURES, name), join(root, 'projects', id), { recursive: true });
  return root;
}

const versionOf = (name: string) =>
  inspectDatabase(projectFolder(dataFolderAt(dataWith(name)), id).database, projectKind, schemaVersion);

describe('a project of every schema that ever landed', () => {
  test.each(names)(
    '%s: every layer, stroke, record, note and picture is read, and new ones come after',
    async (name) => {
      const store = startStore(dataWith(name));
      const { project, document, warnings } = await store.client.openProject({ id, fallback });
      expect(warnings).toEqual([]);
      expect(project.name).toMatch(/^Of /);
      expect(document.layers).toMatchObject([
        { name: 'Sky', x: 1.5, y: -2, scaleX: 0.5, scaleY: 2, angle: 30, opacity: 0.25, visible: true },
        { visible: false, mediaType: 'image/webp', generationId: null },
      ]);
      for (const layer of document.layers) {
        expect(layer).toMatchObject({ kind: 'picture', parentId: null, blendMode: 'normal', mask: null });
      }
      const stroke = { kind: 'stroke', operation: 'add', size: 12.5, points: [1, 2.5, 3, 4] };
      expect(document.region[0]).toMatchObject(stroke);

      const page = await store.client.listGenerations({ projectId: id, before: null, limit: 500 });
      expect([page.unreadable, page.next]).toEqual([[], null]);
      const rows = page.generations.toReversed();
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
      expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted());
      expect(rows.slice(0, 2)).toMatchObject([
        { task: 'generate', outcome: 'accepted', prompt: 'a red circle 1 “naïve” 🙂', seed: 0xffff_ffff },
        { task: 'retouch', outcome: 'dropped', parentId: rows[0]?.id },
      ]);
      for (const row of rows) {
        expect(row).toMatchObject({ artifacts: [], modelFamily: null, modelPrecision: null, elementTypes: null });
        expect(row.grid).toEqual({ columns: 2, rows: 1 });
        await store.client.getBlob({ projectId: id, hash: row.picture });
        const { grid } = await store.client.getGeneration({ projectId: id, id: row.id });
        expect(grid?.codes).toHaveLength(8);
      }
      const notes = await store.client.listNotes({ projectId: id });
      expect(notes.unreadable).toEqual([]);
      expect(notes.notes.map(({ text }) => text)).toContain('A circle.');

      await store.client.saveDocument({ projectId: id, document });
      const added = await store.client.commitGeneration(makeCommit(id));
      expect((await newestRows(store, id))[0]?.id).toBe(added.id);
      const updated = versionOf(name) < latestVersion(projectMigrations);
      const backups = await store.client.listBackups({ projectId: id });
      expect(backups.map(({ reason }) => reason)).toEqual(updated ? ['update'] : []);
    },
  );

  test('the cache’s dials of the first day come out as those of today', async () => {
    const store = startStore(dataWith('schema-30-early-dials'));
    const { generations } = await store.client.listGenerations({ projectId: id, before: null, limit: 9 });
    const caches = generations.toReversed().flatMap(({ settings }) => settings.cache ?? []);
    expect(caches).toEqual([
      { cacheRatio: 0.9, warmupRatio: 0.3, refreshInterval: 5, knownInterval: null, choice: 'least-sure' },
      { cacheRatio: 0.9, warmupRatio: 0.3, refreshInterval: 5, knownInterval: 1, choice: 'least-sure' },
    ]);
  });

  test('runs are told apart: the candidates of one that waits, of decided ones, and the same words drawn again', async () => {
    const store = startStore(dataWith('schema-70-runs'));
    const { generations } = await store.client.listGenerations({ projectId: id, before: null, limit: 500 });
    const runs = new Map<string, number[]>();
    for (const { runId, sequence } of generations.toReversed()) {
      runs.set(runId, [...(runs.get(runId) ?? []), sequence]);
    }
    // 10 and 11 have other words, and yet were offered together with those after them: a mix waits there.
    expect([...runs.values()]).toEqual([[1], [2], [3, 4, 5], [6, 7], [8], [9], [10, 11, 12, 13, 14, 15, 16]]);
  });

  test('a page without paper stays without, and what was erased of the region stays erased', async () => {
    const store = startStore(dataWith('schema-70-runs'));
    const { document } = await store.client.openProject({ id, fallback });
    expect(document.paper).toBe(false);
    expect(document.region).toMatchObject([{ operation: 'add' }, { operation: 'subtract', size: 0.7, points: [2, 2] }]);
  });

  test('a deleted caption stays deleted, no caption is accepted yet, and none waits', async () => {
    const store = startStore(dataWith('schema-210'));
    const { notes } = await store.client.listNotes({ projectId: id });
    expect(notes.map(({ text, acceptedAt }) => [text, acceptedAt])).toContainEqual([
      'A caption of a picture.',
      undefined,
    ]);
    expect(notes.map(({ text }) => text)).not.toContain('A caption that was deleted.');
    expect(await store.client.listQueuedCaptions({ projectId: id })).toEqual({ captions: [], unreadable: [] });
  });

  test('a project of this schema is refused by an older studio in one sentence, and stays as it is', async () => {
    const root = dataWith('schema-70');
    const store = startStore(root);
    await store.client.openProject({ id, fallback });
    await store.close();
    const { database } = projectFolder(dataFolderAt(root), id);
    const bytes = readFileSync(database);
    const older = { ...projectKind, migrations: projectMigrations.filter(({ version }) => version < 80) };
    await expect(openDatabase(database, older)).rejects.toMatchObject({
      failure: {
        kind: 'schema-from-future',
        message: 'The project was saved by a newer DiMOO Studio and was left as it is: update the studio to open it.',
      },
    });
    expect(readFileSync(database).equals(bytes)).toBe(true);
  });

  test('there is a project of the schema before every new one, from the first that landed', () => {
    const kept = new Set(names.map(versionOf));
    const landed = projectMigrations.map(({ version }) => version).filter((version) => version >= 30);
    expect([...kept].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining(landed.slice(0, -1)));
  });
});
