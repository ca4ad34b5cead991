import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { deleteProject } from '../../../main/store/deleting.ts';
import { dataFolderAt } from '../../../main/store/folders.ts';
import { closeStudio, openStudio } from '../../../main/store/studio.ts';
import { DAYS_KEPT, trashedNames } from '../../../main/store/trash.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Untitled', document: emptyDocument };
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-12-01T12:00:00Z');

const projectsOf = async ({ client }: TestStore) => (await client.listProjects({})).map(({ id }) => id);
const folders = (root: string, name: 'projects' | 'trash') =>
  existsSync(join(root, name)) ? readdirSync(join(root, name)).filter((one) => !one.endsWith('.json')) : [];

/** All files below a folder with their content, by their paths. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length), readFileSync(file, 'base64')];
    }),
  );
}

async function drawn(store: TestStore): Promise<string> {
  const projectId = await newProject(store);
  const kept = await store.client.commitGeneration(makeCommit(projectId));
  const document = { ...emptyDocument, layers: [makeLayer(kept.picture)] };
  await store.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
  await store.client.backUpProject({ projectId });
  return projectId;
}

test('a deleted project goes whole into the trash, and comes back as it was', async () => {
  const store = startStore();
  const other = await newProject(store);
  const projectId = await drawn(store);
  const before = await store.client.openProject({ id: projectId, fallback });
  const rows = await newestRows(store, projectId);
  const backups = await store.client.listBackups({ projectId });
  await store.client.putSetting({ key: `prompt:${projectId}`, value: 'a harbour' });

  const { trashedId } = await store.client.deleteProject({ projectId });
  expect(await projectsOf(store)).toEqual([other]);
  expect(folders(store.root, 'projects')).toEqual([other]);
  expect(folders(store.root, 'trash')).toEqual([trashedId]);
  const [trashed, ...rest] = await store.client.listTrash({});
  expect(rest).toEqual([]);
  expect(trashed).toMatchObject({ id: trashedId, project: { id: projectId, name: 'Test' }, daysLeft: DAYS_KEPT });
  expect(Math.abs((trashed?.deletedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  expect((await failureFrom(store.client.openProject({ id: projectId, fallback }))).kind).toBe('not-found');

  expect(await store.client.bringBack({ trashedId })).toMatchObject({ id: projectId, name: 'Test' });
  expect(await store.client.listTrash({})).toEqual([]);
  expect(await projectsOf(store)).toEqual(expect.arrayContaining([other, projectId]));
  const after = await store.client.openProject({ id: projectId, fallback });
  expect(after.document).toEqual(before.document);
  expect(await newestRows(store, projectId)).toEqual(rows);
  expect(await store.client.listBackups({ projectId })).toEqual(backups);
  expect(await store.client.getSettings({})).toHaveProperty([`prompt:${projectId}`], 'a harbour');
});

test('nothing in the folder changes by its way into the trash and back, once it is closed', async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const projectId = await drawn(first);
  await first.close();
  const before = contentOf(join(root, 'projects', projectId));
  const store = startStore(root);
  const { trashedId } = await store.client.deleteProject({ projectId });
  expect(contentOf(join(root, 'trash', trashedId))).toEqual(before);
  await store.client.listTrash({});
  await store.client.getCard({ of: trashedId });
  await store.client.bringBack({ trashedId });
  expect(contentOf(join(root, 'projects', projectId))).toMatchObject(before);
});

test('a project that cannot be read can be deleted and brought back, too', async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const projectId = await drawn(first);
  await first.close();
  rmSync(join(root, 'projects', projectId, 'backups'), { recursive: true });
  truncateSync(join(root, 'projects', projectId, 'project.sqlite'), 3000);
  const store = startStore(root);
  const { trashedId } = await store.client.deleteProject({ projectId });
  const [trashed] = await store.client.listTrash({});
  // The studio knows what it was called.
  expect(trashed?.project.name).toBe('Test');
  expect(await store.client.getCard({ of: trashedId })).toEqual({ pictures: null, thumbnail: null });
  expect((await store.client.bringBack({ trashedId })).id).toBe(projectId);
  expect(folders(root, 'projects')).toEqual([projectId]);
});

test('where the id is taken by now, the project comes back under another one, and both are there', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  const { trashedId } = await store.client.deleteProject({ projectId });
  cpSync(join(store.root, 'trash', trashedId), join(store.root, 'projects', projectId), { recursive: true });
  const back = await store.client.bringBack({ trashedId });
  expect(back.id).not.toBe(projectId);
  expect((await projectsOf(store)).sort()).toEqual([projectId, back.id].sort());
  for (const id of [projectId, back.id]) {
    expect((await store.client.openProject({ id, fallback })).document.layers).toHaveLength(1);
  }
});

test('what the list shows lies beside a project of the trash; without it the project itself is read', async () => {
  const root = makeDataFolder();
  const store = startStore(root);
  const projectId = await drawn(store);
  await store.client.renameProject({ id: projectId, name: 'Harbour' });
  const { trashedId } = await store.client.deleteProject({ projectId });
  const note = join(root, 'trash', `${trashedId}.json`);
  for (const text of [null, '{', JSON.stringify({ id: projectId, name: 7 })]) {
    if (text !== null) writeFileSync(note, text);
    expect((await store.client.listTrash({}))[0]?.project.name).toBe('Harbour');
  }
  rmSync(note);
  expect((await store.client.listTrash({}))[0]?.project.name).toBe('Harbour');
  const loose = join(root, 'trash', `2026-12-01T11-24-45-591Z.1.${projectId}.json`);
  for (const file of [note, loose]) writeFileSync(file, '{}');
  await store.close();
  await startStore(root).client.listTrash({});
  expect([existsSync(note), existsSync(loose)]).toEqual([true, false]);
});

test('two deletions of one project in one moment are one deletion, and a strange name is nothing of the trash', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  const outcomes = await Promise.allSettled([
    store.client.deleteProject({ projectId }),
    store.client.deleteProject({ projectId }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  mkdirSync(join(store.root, 'trash', '..hidden'));
  writeFileSync(join(store.root, 'trash', `2026-12-01T11-24-45-591Z.1.${projectId}`), 'a file');
  expect(await store.client.listTrash({})).toHaveLength(1);
});

test('what is saved while a project is deleted is in the trash with it, or answers that the project is gone', async () => {
  const store = startStore();
  for (let round = 0; round < 12; round += 1) {
    const projectId = await newProject(store);
    const works = Array.from({ length: 4 }, () =>
      store.client.putBlob({ projectId, bytes: makePicture(20_000), mediaType: 'image/png' }),
    );
    if (round % 2 === 0) await works[0];
    const { trashedId } = await store.client.deleteProject({ projectId });
    const answered = (await Promise.allSettled(works)).flatMap((one) => {
      if (one.status === 'fulfilled') return [one.value.hash];
      expect(String(one.reason)).toContain('not there any more');
      return [];
    });
    expect(existsSync(join(store.root, 'projects', projectId))).toBe(false);
    await store.client.bringBack({ trashedId });
    for (const hash of answered) await store.client.getBlob({ projectId, hash });
  }
});

test('deleted for good, it is gone from the disk with its settings', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  await store.client.putSetting({ key: `prompt:${projectId}`, value: 'a harbour' });
  const { trashedId } = await store.client.deleteProject({ projectId });
  await store.client.deleteForGood({ trashedId });
  expect(folders(store.root, 'trash')).toEqual([]);
  expect(await store.client.getSettings({})).toEqual({});
  expect((await failureFrom(store.client.bringBack({ trashedId }))).kind).toBe('not-found');
  expect((await failureFrom(store.client.deleteForGood({ trashedId }))).kind).toBe('not-found');
});

test('a project whose data folder was lost has a trash beside it', async () => {
  const store = startStore();
  const projectId = await drawn(store);
  const recovered = join(store.root, 'recovered');
  mkdirSync(recovered);
  await store.close();
  cpSync(join(store.root, 'projects', projectId), join(recovered, projectId), { recursive: true });
  rmSync(join(store.root, 'projects', projectId), { recursive: true });
  const again = startStore(store.root);
  const { trashedId } = await again.client.deleteProject({ projectId });
  expect(readdirSync(join(recovered, 'trash'))).toContain(trashedId);
  expect(await again.client.listTrash({})).toHaveLength(1);
  await again.client.bringBack({ trashedId });
  expect(readdirSync(recovered).sort()).toEqual([projectId, 'trash'].sort());
});

describe('after thirty days of use', () => {
  /** Starts and ends the studio at that time. Returns what is in the trash then. */
  async function startAt(root: string, now: number): Promise<number> {
    const studio = await openStudio(dataFolderAt(root), undefined, now);
    const left = trashedNames(studio.data).length;
    closeStudio(studio);
    return left;
  }

  async function deletedAt(now: number): Promise<string> {
    const root = makeDataFolder();
    const store = startStore(root);
    const projectId = await drawn(store);
    await store.client.putSetting({ key: `prompt:${projectId}`, value: 'a harbour' });
    await deleteProject(await store.studio(), projectId, now);
    await store.close();
    return root;
  }

  test('it goes at the start that follows, with its files and its settings, and not a day before', async () => {
    const root = await deletedAt(NOW);
    for (let day = 1; day <= DAYS_KEPT; day += 1) expect(await startAt(root, NOW + day * DAY)).toBe(1);
    expect(await startAt(root, NOW + (DAYS_KEPT + 1) * DAY)).toBe(0);
    await vi.waitFor(() => expect(folders(root, 'trash')).toEqual([]));
    expect(await startStore(root).client.getSettings({})).toEqual({});
  });

  test.each([
    ['ahead', 10 * 365 * DAY],
    ['back', -10 * 365 * DAY],
  ])('a clock that jumped %s by ten years removes nothing early', async (_, jump) => {
    const root = await deletedAt(NOW);
    for (let start = 0; start < 100; start += 1) expect(await startAt(root, NOW + jump)).toBe(1);
    // It jumps to and fro between any two starts.
    for (let day = 1; day <= DAYS_KEPT; day += 1) {
      for (const by of [0, jump]) expect(await startAt(root, NOW + day * DAY + by)).toBe(1);
    }
    // It stays wrong, and the days go on from there.
    for (let day = 1; day < DAYS_KEPT; day += 1) expect(await startAt(root, NOW + 2 * jump + day * DAY)).toBe(1);
    for (let day = DAYS_KEPT; day < DAYS_KEPT + 3; day += 1) await startAt(root, NOW + 2 * jump + day * DAY);
    expect(await startAt(root, NOW)).toBe(0);
  });

  test('deleted while the clock was wrong, it stays for as long', async () => {
    const root = await deletedAt(NOW - 30 * 365 * DAY);
    expect(await startAt(root, NOW)).toBe(1);
    expect(await startAt(root, NOW + DAY)).toBe(1);
  });

  test('a lost or damaged count of days removes nothing', async () => {
    const root = await deletedAt(NOW);
    for (let day = 1; day <= DAYS_KEPT; day += 1) await startAt(root, NOW + day * DAY);
    for (const text of ['', '{"count":-1,"seen":[]}', '{"count":1e300,"seen":[]}', null]) {
      if (text === null) rmSync(join(root, 'trash', 'days.json'));
      else writeFileSync(join(root, 'trash', 'days.json'), text);
      expect(await startAt(root, NOW + (DAYS_KEPT + 1) * DAY)).toBe(1);
    }
  });

  test('the list tells the days that are left', async () => {
    const root = await deletedAt(NOW);
    for (let day = 1; day <= 5; day += 1) await startAt(root, NOW + day * DAY);
    // The list counts the day on which the test runs, too.
    const [trashed] = await startStore(root).client.listTrash({});
    expect(trashed?.daysLeft).toBeLessThanOrEqual(DAYS_KEPT - 5);
    expect(trashed?.daysLeft).toBeGreaterThanOrEqual(DAYS_KEPT - 6);
  });
});
