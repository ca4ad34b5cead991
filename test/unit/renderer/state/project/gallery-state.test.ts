import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ListedGeneration } from '../../../../../preload/contract/records.ts';
import { type ProjectStore, storeOf } from '../../../../../renderer/document/project-store.ts';
import { createGallery, type Gallery, type GalleryParts } from '../../../../../renderer/state/project/gallery-state.ts';
import { merged, withRecords } from '../../../../../renderer/state/project/records.ts';
import { tellingRecords } from '../../../../../renderer/state/project/telling-records.ts';
import { telling } from '../../../../helpers/english.ts';
import { fillProject } from '../../../../helpers/many-pictures.ts';
import { makeCommit, makeDataFolder, startStore } from '../../../store/test-store.ts';

interface Opened {
  readonly store: ProjectStore;
  readonly gallery: Gallery;
  readonly projectId: string;
  /** Calls of the store so far. */
  readonly calls: string[];
  readonly told: string[];
}

/** The gallery on the real store, in a project of so many records. */
async function open(count: number, spoil: (file: string) => void = () => undefined): Promise<Opened> {
  const root = makeDataFolder();
  const projectId = await fillProject(root, count);
  spoil(join(root, 'projects', projectId, 'project.sqlite'));
  const calls: string[] = [];
  const told: string[] = [];
  const counted = Object.entries(storeOf(startStore(root).client, projectId)).map(([name, method]) => [
    name,
    (...params: Parameters<typeof method>) => {
      calls.push(name);
      return (method as (...params: unknown[]) => unknown)(...params);
    },
  ]);
  const store = tellingRecords(Object.fromEntries(counted) as ProjectStore, (records) => gallery.put(records));
  const parts = { store, notify: telling(told) };
  const gallery = createGallery(parts as unknown as GalleryParts);
  await gallery.load();
  return { store, gallery, projectId, calls, told };
}

const numbers = ({ gallery }: Opened) => gallery.state.getState().generations.map(({ seed }) => seed);
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);

test('seven hundred records come page by page, each once, and then nothing more is asked', async () => {
  const opened = await open(703);
  const { gallery, calls } = opened;
  expect(numbers(opened)).toEqual(down(702, 503));
  for (let i = 0; i < 10; i++) await gallery.state.getState().loadMore();
  expect(numbers(opened)).toEqual(down(702, 0));
  expect(calls.filter((name) => name === 'listGenerations')).toHaveLength(4);
  expect(gallery.state.getState().complete).toBe(true);
});

test('a new picture comes to the front and a settled one changes in place, and no page is fetched for it', async () => {
  const opened = await open(450);
  const { gallery, store, calls, projectId } = opened;
  await gallery.state.getState().loadMore();
  calls.length = 0;
  const { projectId: _, ...commit } = makeCommit(projectId, { seed: 9999 });
  await store.commitGeneration(commit);
  expect(numbers(opened).slice(0, 3)).toEqual([9999, 449, 448]);
  expect(numbers(opened)).toHaveLength(401);
  await store.settleGeneration({ id: commit.generation.id, outcome: 'dropped', document: null });
  expect(numbers(opened)).toHaveLength(401);
  expect(gallery.state.getState().generations[0].outcome).toBe('dropped');
  expect(calls).toEqual(['commitGeneration', 'settleGeneration']);
  await gallery.state.getState().loadMore();
  expect(numbers(opened)).toEqual([9999, ...down(449, 0)]);
});

test('however many pictures get a star, they are written by the hundred and shown at once', async () => {
  const { gallery, calls, told } = await open(620);
  const state = () => gallery.state.getState();
  while (!state().complete) await state().loadMore();
  await state().star(state().generations.slice(0, 10), true);
  calls.length = 0;
  let shown = 0;
  const leave = gallery.state.subscribe(() => {
    shown += 1;
  });
  await state().star(state().generations, true);
  leave();
  // Those that have one already are not written again.
  expect(calls).toEqual(['starGenerations', 'starGenerations']);
  expect(shown).toBeLessThan(6);
  expect(state().generations.filter(({ starred }) => starred)).toHaveLength(620);
  expect(told).toEqual([]);
});

test('a page that cannot be had is said once, and asked for again only when the artist or the store says so', async () => {
  const opened = await open(250);
  const { gallery, calls, told } = opened;
  const state = () => gallery.state.getState();
  const list = opened.store.listGenerations;
  (opened.store as { listGenerations: unknown }).listGenerations = () => Promise.reject(new Error('gone'));
  await state().loadMore();
  expect([told.length, state().failed, state().loading]).toEqual([1, true, false]);
  (opened.store as { listGenerations: unknown }).listGenerations = list;
  calls.length = 0;
  await gallery.catchUp();
  expect([numbers(opened).length, state().failed, calls]).toEqual([250, false, ['listGenerations']]);
});

test('what the store wrote unseen is there when it is back, without the pages below', async () => {
  const opened = await open(450);
  const { gallery, calls, projectId } = opened;
  await gallery.state.getState().loadMore();
  calls.length = 0;
  const unseen = makeCommit(projectId, { seed: 7777 });
  const { projectId: _, ...commit } = unseen;
  const silent = { ...gallery, put: () => undefined };
  await tellingRecords(opened.store, silent.put).commitGeneration(commit);
  gallery.state.setState(({ generations }) => ({ generations: generations.filter(({ seed }) => seed !== 7777) }));
  await gallery.catchUp();
  expect(numbers(opened).slice(0, 2)).toEqual([7777, 449]);
  expect(calls).toEqual(['commitGeneration', 'listGenerations']);
});

test('records that cannot be read are counted and leave no gap: the pages go on below them', async () => {
  const opened = await open(450, (file) => {
    const db = new Sqlite(file);
    db.exec(`UPDATE generations SET task = '' WHERE seed IN (440, 300, 5) OR (seed BETWEEN 200 AND 219)`);
    db.close();
  });
  const { gallery } = opened;
  while (!gallery.state.getState().complete) await gallery.state.getState().loadMore();
  expect(numbers(opened)).toHaveLength(450 - 23);
  expect(gallery.state.getState().unreadable).toHaveLength(23);
});

test('lists hold no codes of the token grid: they are most of a record', async () => {
  const { gallery, store } = await open(3);
  const [newest] = gallery.state.getState().generations;
  expect('gridCodes' in newest).toBe(false);
  expect((await store.getGeneration({ id: newest.id })).grid?.codes).toHaveLength(64 * 64 * 4);
});

const record = (sequence: number, seed: number) => ({ id: `id-${sequence}`, sequence, seed }) as ListedGeneration;

test('however pages and new records meet, a list is in order, has each record once, and has the newest word on it', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(numbers, numbers, (page, written) => {
      const list = merged(
        page.map((at) => record(at, 0)),
        written.map((at) => record(at, 1)),
      );
      expect(list.map(({ sequence }) => sequence)).toEqual([...new Set([...page, ...written])].sort((a, b) => b - a));
      for (const { sequence, seed } of list) expect(seed).toBe(written.includes(sequence) ? 1 : 0);
    }),
  );
});

test('a record from below the loaded part is left for its page', () => {
  const list = [record(9, 0), record(8, 0)];
  expect(withRecords(list, [record(3, 1)], false)).toBe(list);
  expect(withRecords(list, [record(3, 1)], true)).toHaveLength(3);
  expect(withRecords(list, [record(8, 1)], false)[1].seed).toBe(1);
  expect(withRecords(list, [record(10, 1)], false)[0].sequence).toBe(10);
  expect(withRecords([], [record(10, 1)], false)).toHaveLength(1);
});
