import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Aged, outlived } from '../../../main/store/backup-ages.ts';
import { DAY, namedBackups } from '../../../main/store/backups.ts';
import { projectFolderAt } from '../../../main/store/folders.ts';
import { blobsOfLayer } from '../../../preload/contract/layer-blobs.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeLayer,
  makePicture,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

async function addLayer(store: TestStore, projectId: string, name: string) {
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const { document } = await store.client.openProject({ id: projectId, fallback });
  const layers = [...document.layers, makeLayer(hash, { name })];
  await store.client.saveDocument({ projectId, document: { ...document, layers } });
}

const names = async (store: TestStore, id: string) =>
  (await store.client.openProject({ id, fallback })).document.layers.map((layer) => layer.name);

describe('a backup', () => {
  test('made by hand is a whole project again, with every picture, while the project is open', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    await addLayer(store, projectId, 'one');
    const drawn = await store.client.commitGeneration(makeCommit(projectId));
    const backup = await store.client.backUpProject({ projectId });
    expect(backup).toMatchObject({ reason: 'asked', layers: 1, generations: 1 });
    await addLayer(store, projectId, 'two');
    await store.client.saveDocument({ projectId, document: emptyDocument });
    await store.client.commitGeneration(makeCommit(projectId));

    const restored = await store.client.restoreBackup({ projectId, backupId: backup.id });
    expect(restored.document.layers.map((layer) => layer.name)).toEqual(['one']);
    expect(restored.warnings).toEqual([]);
    expect(await newestRows(store, projectId)).toEqual([drawn]);
    for (const hash of restored.document.layers.flatMap(blobsOfLayer)) await store.client.getBlob({ projectId, hash });
    await store.client.getBlob({ projectId, hash: drawn.picture });
    // Work goes on, and what was replaced is a backup itself.
    await addLayer(store, projectId, 'three');
    expect(await names(store, projectId)).toEqual(['one', 'three']);
    const [replaced] = await store.client.listBackups({ projectId });
    expect(replaced).toMatchObject({ reason: 'restore', layers: 0, generations: 2 });
    await store.close();
    const again = startStore(store.root);
    expect(await names(again, projectId)).toEqual(['one', 'three']);
  });

  const broken: Record<string, (file: string) => void> = {
    damaged: (file) => truncateSync(file, 5000),
    missing: (file) => rmSync(file),
    'no database at all': (file) => writeFileSync(file, 'a letter'),
  };
  test.each(Object.entries(broken))(
    'brings a project back that is %s, and what was there is set aside',
    async (_, damage) => {
      const store = startStore();
      const projectId = await newProject(store);
      await addLayer(store, projectId, 'one');
      const backup = await store.client.backUpProject({ projectId });
      await store.close();
      const folder = join(store.root, 'projects', projectId);
      const file = join(folder, 'project.sqlite');
      damage(file);
      const bytes = existsSync(file) ? readFileSync(file) : null;
      const again = startStore(store.root);
      expect((await failureFrom(again.client.openProject({ id: projectId, fallback }))).kind).toBe('store-damaged');
      expect(await again.client.listBackups({ projectId })).toEqual([backup]);
      const restored = await again.client.restoreBackup({ projectId, backupId: backup.id });
      expect([restored.document.layers.length, restored.warnings]).toEqual([1, []]);
      const aside = join(folder, 'set-aside');
      const kept = existsSync(aside) ? readdirSync(aside).map((name) => join(aside, name, 'project.sqlite')) : [];
      expect(kept.map((name) => readFileSync(name))).toEqual(bytes === null ? [] : [bytes]);
    },
  );

  test('that is damaged itself is not offered, and restoring it changes nothing', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const backup = await store.client.backUpProject({ projectId });
    await addLayer(store, projectId, 'one');
    truncateSync(join(store.root, 'projects', projectId, 'backups', `${backup.id}.sqlite`), 3000);
    expect(await store.client.listBackups({ projectId })).toEqual([]);
    const failure = await failureFrom(store.client.restoreBackup({ projectId, backupId: backup.id }));
    expect(failure.kind).toBe('store-damaged');
    expect(await names(store, projectId)).toEqual(['one']);
    const path = '../../../x';
    expect((await failureFrom(store.client.restoreBackup({ projectId, backupId: path }))).kind).toBe('bad-request');
  });

  test('is made once a day, by the work itself', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const reasons = () => store.client.listBackups({ projectId }).then((list) => list.map(({ reason }) => reason));
    await addLayer(store, projectId, 'today');
    expect(await reasons()).toEqual([]);
    const clock = vi.spyOn(Date, 'now');
    try {
      for (const days of [1, 2]) {
        clock.mockReturnValue(Date.now() + DAY + 1);
        await addLayer(store, projectId, 'later');
        await addLayer(store, projectId, 'the same day');
        await expect.poll(reasons).toEqual(Array.from({ length: days }, () => 'daily'));
      }
    } finally {
      clock.mockRestore();
    }
  });

  test('in the middle of work never holds half of a change', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const pair = (name: string) => ({
      ...emptyDocument,
      layers: [makeLayer(hash, { name }), makeLayer(hash, { name })],
    });
    const work = Array.from({ length: 30 }, (_, i) => store.client.saveDocument({ projectId, document: pair(`${i}`) }));
    const backups = await Promise.all(Array.from({ length: 4 }, () => store.client.backUpProject({ projectId })));
    await Promise.all(work);
    for (const { id } of backups) {
      const { document } = await store.client.restoreBackup({ projectId, backupId: id });
      expect(new Set(document.layers.map((layer) => layer.name)).size).toBeLessThanOrEqual(1);
    }
  });
});

describe('backups are kept by age', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  const aged = fc.array(
    fc.record({
      madeAt: fc.integer({ min: now - 900 * DAY, max: now }),
      reason: fc.constantFrom('daily', 'asked', 'update', 'restore', 'repair'),
      bytes: fc.constantFrom(1e5, 1e6),
    }),
    { maxLength: 120 },
  );

  test('the newest and those of two days all stay; of every month something stays; thinning twice is thinning once', () => {
    fc.assert(
      fc.property(aged, (list) => {
        const backups: readonly Aged[] = list;
        const gone = new Set(outlived(backups, now));
        const kept = backups.filter((backup) => !gone.has(backup));
        const newest = Math.max(...backups.map(({ madeAt }) => madeAt));
        if (backups.length > 0) expect(kept.some(({ madeAt }) => madeAt === newest)).toBe(true);
        if (kept.length < 100) {
          const young = ({ madeAt }: Aged) => now - madeAt < 2 * DAY;
          expect(kept.filter(young)).toEqual(backups.filter(young));
          const months = (some: readonly Aged[]) =>
            new Set(some.map(({ madeAt, reason }) => `${reason} ${Math.floor(madeAt / (30 * DAY))}`));
          expect(months(kept)).toEqual(months(backups));
        }
        expect(outlived(kept, now)).toEqual([]);
        expect(kept.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('a year of daily ones comes to about sixty', () => {
    let kept: Aged[] = [];
    for (let day = 0; day < 365; day++) {
      const madeAt = now + day * DAY;
      kept = [...kept, { madeAt, reason: 'daily', bytes: 1e6 }];
      const gone = outlived(kept, madeAt);
      kept = kept.filter((backup) => !gone.includes(backup));
    }
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(70);
  });

  test('large ones are fewer, but never less than three', () => {
    const large = (bytes: number) =>
      Array.from({ length: 20 }, (_, i): Aged => ({ madeAt: now - i, reason: 'asked', bytes }));
    expect(20 - outlived(large(200 * 2 ** 20), now).length).toBe(10);
    expect(20 - outlived(large(10 * 2 ** 30), now).length).toBe(3);
  });

  test('names that are none are no backups', () => {
    const store = startStore();
    const folder = projectFolderAt(join(store.root, 'p'));
    expect(namedBackups(folder)).toEqual([]);
  });
});
