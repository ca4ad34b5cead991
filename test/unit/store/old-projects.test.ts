import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaVersion } from '../../../main/store/database.ts';
import { dataFolderAt, projectFolder } from '../../../main/store/folders.ts';
import { projectKind } from '../../../main/store/kinds.ts';
import { latestVersion, projectMigrations } from '../../../main/store/migrations/index.ts';
import { inspectDatabase } from '../../../main/store/opening.ts';
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
      expect(document.mask).toMatchObject([{ size: 12.5, erase: false, points: [1, 2.5, 3, 4] }]);

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
        await store.client.getBlob({ projectId: id, hash: row.picture });
        await store.client.getGeneration({ projectId: id, id: row.id });
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

  test('there is a project of the schema before every new one, from the first that landed', () => {
    const kept = new Set(names.map(versionOf));
    const landed = projectMigrations.map(({ version }) => version).filter((version) => version >= 30);
    expect([...kept].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining(landed.slice(0, -1)));
  });
});
