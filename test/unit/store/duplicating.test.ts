import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { MOST_CARD_BYTES } from '../../../preload/contract/projects.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  makeQueuedJob,
  makeStroke,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Untitled', document: emptyDocument };

async function drawn(store: TestStore): Promise<string> {
  const projectId = await newProject(store);
  const kept = await store.client.commitGeneration({ ...makeCommit(projectId), mask: makePicture(100) });
  const document = { ...emptyDocument, layers: [makeLayer(kept.picture)], region: [makeStroke()] };
  await store.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
  return projectId;
}

const blobsOf = ({ root }: TestStore, id: string) =>
  readdirSync(join(root, 'projects', id, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, inode: statSync(join(parentPath, name)).ino }));

test('a duplicate holds all of a project under its own id and name, and the two go their own ways', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  await store.client.queueJob({ projectId, job: makeQueuedJob() });
  const picture = (await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' })).hash;
  const caption = { id: randomUUID(), task: 'caption', question: '', picture } as const;
  await store.client.queueCaptions({ projectId, captions: [caption] });
  await store.client.putSetting({ key: `prompt:${projectId}`, value: 'a harbour' });
  const twin = await store.client.duplicateProject({ projectId, name: 'Twin' });
  expect(twin.id).not.toBe(projectId);
  expect((await store.client.listProjects({}))[0]).toEqual(twin);
  const [one, other] = [
    await store.client.openProject({ id: projectId, fallback }),
    await store.client.openProject({ id: twin.id, fallback }),
  ];
  expect(other.project.name).toBe('Twin');
  expect(other.document).toEqual(one.document);
  expect(await newestRows(store, twin.id)).toEqual(await newestRows(store, projectId));
  const [layer] = other.document.layers;
  const hash = layer?.kind === 'picture' ? layer.blob : '';
  expect(await store.client.getBlob({ projectId: twin.id, hash })).toEqual(
    await store.client.getBlob({ projectId, hash }),
  );
  // The drawing that waits is drawn once.
  expect((await store.client.listQueuedJobs({ projectId })).jobs).toHaveLength(1);
  expect((await store.client.listQueuedJobs({ projectId: twin.id })).jobs).toEqual([]);
  expect((await store.client.listQueuedCaptions({ projectId })).captions).toHaveLength(1);
  expect((await store.client.listQueuedCaptions({ projectId: twin.id })).captions).toEqual([]);
  expect(await store.client.getSettings({})).toMatchObject({ [`prompt:${twin.id}`]: 'a harbour' });
  // The pictures take no room twice.
  expect(blobsOf(store, twin.id)).toEqual(blobsOf(store, projectId));

  await store.client.saveDocument({ projectId: twin.id, document: emptyDocument });
  expect((await store.client.openProject({ id: projectId, fallback })).document).toEqual(one.document);
  const { trashedId } = await store.client.deleteProject({ projectId });
  await store.client.deleteForGood({ trashedId });
  expect((await store.client.getBlob({ projectId: twin.id, hash })).bytes.length).toBeGreaterThan(0);
});

test('a picture that is missing in the one is missing in the other, and all others are there', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  // A store that starts again holds no file open.
  await store.close();
  rmSync(join(store.root, 'projects', projectId, 'blobs', hash.slice(0, 2), hash));
  const again = startStore(store.root);
  const twin = await again.client.duplicateProject({ projectId, name: 'Twin' });
  expect(blobsOf(again, twin.id)).toEqual(blobsOf(again, projectId));
});

test('the copy of a project that is not there is refused, and leaves nothing', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  const { trashedId } = await store.client.deleteProject({ projectId });
  expect((await failureFrom(store.client.duplicateProject({ projectId, name: 'Twin' }))).kind).toBe('not-found');
  expect(readdirSync(join(store.root, 'projects'))).toEqual([]);
  await store.client.bringBack({ trashedId });
});

const png = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#3366cc' } })
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes));

test('a card shows the page as the window kept it, the uppermost picture before that, and counts pictures', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  expect(await store.client.getCard({ of: projectId })).toEqual({ pictures: 0, thumbnail: null });
  const picture = await png(100);
  const { hash } = await store.client.putBlob({ projectId, bytes: picture, mediaType: 'image/png' });
  const layers = [makeLayer(hash), makeLayer(hash)];
  await store.client.saveDocument({ projectId, document: { ...emptyDocument, layers } });
  await store.client.commitGeneration(makeCommit(projectId));
  const before = await store.client.getCard({ of: projectId });
  expect(before.pictures).toBe(3);
  expect(before.thumbnail?.length).toBeGreaterThan(0);
  const page = await png(300);
  await store.client.keepCard({ projectId, bytes: page });
  expect(await store.client.getCard({ of: projectId })).toEqual({ pictures: 3, thumbnail: page });
  await store.close();
  const again = startStore(store.root);
  expect(await again.client.getCard({ of: projectId })).toEqual({ pictures: 3, thumbnail: page });
  const twin = await again.client.duplicateProject({ projectId, name: 'Twin' });
  expect(await again.client.getCard({ of: twin.id })).toEqual({ pictures: 3, thumbnail: page });
  const { trashedId } = await again.client.deleteProject({ projectId });
  // In the trash nothing is counted, and no database is read.
  expect(await again.client.getCard({ of: trashedId })).toEqual({ pictures: null, thumbnail: page });
});

test('what was counted once is not counted again, also by the next store, until the project changes', async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const projectId = await drawn(first);
  await first.close();
  const count = async (store: TestStore) => (await store.client.getCard({ of: projectId })).pictures;
  const second = startStore(root);
  expect(await count(second)).toBe(2);
  const file = join(root, 'cards.json');
  const known = readFileSync(file, 'utf8');
  await second.close();
  const again = startStore(root);
  expect(await count(again)).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe(known);
  await again.client.commitGeneration(makeCommit(projectId));
  await again.close();
  const last = startStore(root);
  expect(await count(last)).toBe(3);
  await last.close();
  writeFileSync(file, '[["a", 7');
  expect(await count(startStore(root))).toBe(3);
});

test('nothing but a small picture is kept for a card, and an empty project with one still goes by itself', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const card = join(store.root, 'projects', projectId, 'thumbnails', 'page.card');
  for (const bytes of [makePicture(500), await png(2000)]) await store.client.keepCard({ projectId, bytes });
  expect(existsSync(card)).toBe(false);
  const large = store.client.keepCard({ projectId, bytes: new Uint8Array(MOST_CARD_BYTES + 1) });
  expect((await failureFrom(large)).kind).toBe('bad-request');
  await store.client.keepCard({ projectId, bytes: await png(64) });
  expect(existsSync(card)).toBe(true);
  expect(await store.client.discardProject({ projectId })).toEqual({ discarded: true });
});
