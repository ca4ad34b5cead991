import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import {
  emptyDocument,
  makeCommit,
  makeLayer,
  makePicture,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

/** A project with a layer, a record and a note's worth of work, open. */
async function openWork(store: TestStore) {
  const id = await newProject(store);
  const kept = await store.client.commitGeneration({ ...makeCommit(id), mask: makePicture(90) });
  const bytes = makePicture(3000);
  const { hash } = await store.client.putBlob({ projectId: id, bytes, mediaType: 'image/png' });
  const document: PictureDocument = { ...emptyDocument, layers: [makeLayer(hash), makeLayer(kept.picture)] };
  await store.client.saveDocument({ projectId: id, document });
  return { id, root: join(store.root, 'projects', id), document, kept, hash, bytes };
}

type Loss = (root: string) => void;
const losses: Record<string, Loss> = {
  deleted: (root) => rmSync(root, { recursive: true }),
  renamed: (root) => renameSync(root, `${root} moved`),
  'moved elsewhere': (root) => {
    mkdirSync(join(root, '../../other'));
    renameSync(root, join(root, '../../other/work'));
  },
  'replaced by a copy of itself': (root) => {
    cpSync(root, `${root} copy`, { recursive: true });
    rmSync(root, { recursive: true });
    renameSync(`${root} copy`, root);
  },
  'robbed of its database': (root) => unlinkSync(join(root, 'project.sqlite')),
};

describe('the folder goes away while the project is open:', () => {
  test.each(Object.entries(losses))('%s: the next change is kept, in a project that is whole', async (_, lose) => {
    const store = startStore();
    const { id, root, document, kept, hash, bytes } = await openWork(store);
    lose(root);
    const changed = { ...document, layers: [...document.layers, makeLayer(hash, { name: 'After' })] };
    const { recovery } = await store.client.saveDocument({ projectId: id, document: changed });
    expect(recovery?.project.name).toBe('Test (recovered)');
    expect(recovery?.message).toMatch(/^The folder of “Test” is gone from .* goes on there\.$/);
    const recoveredId = recovery?.project.id ?? '';
    expect(recoveredId).not.toBe(id);
    // Calls that are still on their way to the old one arrive, too.
    const late = await store.client.commitGeneration(makeCommit(id));
    await store.close();
    if (!existsSync(root)) {
      // A store that is started anew still knows which project took its place.
      const next = startStore(store.root);
      const saved = await next.client.saveDocument({ projectId: id, document: changed });
      expect(saved.recovery?.project.id).toBe(recoveredId);
      await next.close();
    }
    expect(existsSync(join(root, 'project.sqlite'))).toBe(_ === 'replaced by a copy of itself');

    const again = startStore(store.root);
    const found = await again.client.openProject({ id: recoveredId, fallback });
    expect([found.document, found.warnings]).toEqual([changed, []]);
    expect((await newestRows(again, recoveredId)).map((row) => row.id)).toEqual([late.id, kept.id]);
    expect(Buffer.compare((await again.client.getBlob({ projectId: recoveredId, hash })).bytes, bytes)).toBe(0);
    for (const picture of [kept.picture, kept.mask, late.picture]) {
      await again.client.getBlob({ projectId: recoveredId, hash: picture ?? '' });
    }
  });

  test('whatever is done next, nothing is made again where the folder was', async () => {
    const store = startStore();
    const { id, root } = await openWork(store);
    rmSync(root, { recursive: true });
    const bytes = makePicture();
    const calls = await Promise.all([
      store.client.putBlob({ projectId: id, bytes, mediaType: 'image/png' }),
      store.client.putBlob({ projectId: id, bytes: makePicture(), mediaType: 'image/png' }),
      store.client.commitGeneration(makeCommit(id)),
    ]);
    expect(existsSync(root)).toBe(false);
    const { recovery } = await store.client.checkProject({ projectId: id });
    const there = recovery?.project.id ?? '';
    expect(Buffer.compare((await store.client.getBlob({ projectId: there, hash: calls[0].hash })).bytes, bytes)).toBe(
      0,
    );
    expect(readdirSync(join(store.root, 'projects'))).toEqual([there]);
  });

  test('with the whole data folder: the work is kept outside of it', async () => {
    const store = startStore();
    const { id, document } = await openWork(store);
    renameSync(store.root, `${store.root}-unplugged`);
    const { recovery } = await store.client.saveDocument({ projectId: id, document });
    expect(recovery?.message).toContain(join(store.root, 'recovered'));
    await store.close();
    rmSync(`${store.root}-unplugged`, { recursive: true });
    const again = startStore(store.root);
    expect((await again.client.listProjects({})).map(({ name }) => name)).toEqual(['Test (recovered)']);
    expect((await again.client.openProject({ id: null, fallback })).document).toEqual(document);
  });

  test('the log alone loses its name: the database takes in what it held, and nothing has to move', async () => {
    const store = startStore();
    const { id, root, document, hash } = await openWork(store);
    unlinkSync(join(root, 'project.sqlite-wal'));
    const changed = { ...document, layers: [makeLayer(hash)] };
    expect((await store.client.saveDocument({ projectId: id, document: changed })).recovery).toBeNull();
    // As a kill leaves it.
    const copy = join(store.root, 'copy');
    mkdirSync(join(copy, 'projects'), { recursive: true });
    cpSync(root, join(copy, 'projects', id), { recursive: true });
    const again = startStore(copy);
    const found = await again.client.openProject({ id, fallback });
    expect([found.document, found.warnings]).toEqual([changed, []]);
  });

  test('asking about a project whose folder is there changes nothing', async () => {
    const store = startStore();
    const { id, root } = await openWork(store);
    const before = statSync(join(root, 'project.sqlite-wal')).size;
    expect(await store.client.checkProject({ projectId: id })).toEqual({ recovery: null });
    expect(statSync(join(root, 'project.sqlite-wal')).size).toBe(before);
  });

  test('at any moment of any work: all that was answered is in one project afterwards', async () => {
    const step = fc.constantFrom('put', 'commit', 'save', 'note', 'deleted', 'renamed', 'robbed of its database');
    const work = fc.array(step, { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(work, async (steps) => {
        const store = startStore();
        const { id, hash } = await openWork(store);
        let now = id;
        const blobs = new Set([hash]);
        const records: string[] = [];
        let document = emptyDocument;
        for (const step of steps) {
          const root = join(store.root, 'projects', now);
          if (step === 'put') {
            const params = { projectId: id, bytes: makePicture(), mediaType: 'image/png' } as const;
            blobs.add((await store.client.putBlob(params)).hash);
          } else if (step === 'commit') records.unshift((await store.client.commitGeneration(makeCommit(id))).id);
          else if (step === 'save') {
            document = { ...document, layers: [...blobs].map((blob) => makeLayer(blob)) };
            await store.client.saveDocument({ projectId: id, document });
          } else if (step === 'note') await store.client.checkProject({ projectId: id });
          else if (existsSync(root)) losses[step]?.(root);
          now = (await store.client.checkProject({ projectId: id })).recovery?.project.id ?? id;
        }
        await store.close();
        const again = startStore(store.root);
        const found = await again.client.openProject({ id: now, fallback });
        if (document !== emptyDocument) expect(found.document).toEqual(document);
        const rows = await newestRows(again, now);
        expect(rows.map((row) => row.id).slice(0, records.length)).toEqual(records);
        for (const blob of blobs) await again.client.getBlob({ projectId: now, hash: blob });
        await again.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
