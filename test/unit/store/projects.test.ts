import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyDocument, failureFrom, makeDataFolder, makeLayer, newProject, startStore } from './test-store.ts';

const fallback = { name: 'First', document: emptyDocument };
const nowhere = '00000000-0000-4000-8000-000000000000';

describe('projects', () => {
  test('the first opening makes a project, the next ones find it', async () => {
    const root = makeDataFolder();
    const first = startStore(root);
    const made = await first.client.openProject({ id: null, fallback });
    expect(made.project.name).toBe('First');
    expect(made.document).toEqual(emptyDocument);
    await first.close();
    const second = startStore(root);
    const found = await second.client.openProject({ id: null, fallback: { ...fallback, name: 'Other' } });
    expect(found.project.id).toBe(made.project.id);
    expect(await second.client.listProjects({})).toEqual([found.project]);
  });

  test('the list begins with the project opened last, which is also the one that comes back', async () => {
    const store = startStore();
    const ids = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push((await store.client.createProject({ name, document: emptyDocument })).project.id);
    }
    await store.client.openProject({ id: ids[0] ?? nowhere, fallback });
    expect((await store.client.listProjects({})).map((project) => project.name)).toEqual(['a', 'c', 'b']);
    expect((await store.client.openProject({ id: null, fallback })).project.name).toBe('a');
  });

  test('a new name is in the list and in the project itself', async () => {
    const store = startStore();
    const id = await newProject(store);
    expect((await store.client.renameProject({ id, name: 'Harbour' })).name).toBe('Harbour');
    await store.close();
    rmSync(join(store.root, 'studio.sqlite'));
    const again = startStore(store.root);
    expect((await again.client.listProjects({})).map((project) => project.name)).toEqual(['Harbour']);
  });

  test('the list is rebuilt from the folders when studio.sqlite is lost, in the same order', async () => {
    const store = startStore();
    for (const name of ['a', 'b', 'c']) await store.client.createProject({ name, document: emptyDocument });
    const before = await store.client.listProjects({});
    await store.close();
    for (const name of readdirSync(store.root)) if (name.startsWith('studio.')) rmSync(join(store.root, name));
    const again = startStore(store.root);
    expect(await again.client.listProjects({})).toEqual(before);
  });

  test('a project folder copied in from elsewhere is listed; one taken away is not', async () => {
    const here = startStore();
    const there = startStore();
    const id = await newProject(there);
    const gone = await newProject(here);
    await there.close();
    cpSync(join(there.root, 'projects', id), join(here.root, 'projects', id), { recursive: true });
    rmSync(join(here.root, 'projects', gone), { recursive: true });
    expect((await here.client.listProjects({})).map((project) => project.id)).toEqual([id]);
  });

  test('a project that cannot be read stays in the list, and opening it says what is wrong', async () => {
    const store = startStore();
    const id = await newProject(store);
    await store.close();
    rmSync(join(store.root, 'studio.sqlite'));
    writeFileSync(join(store.root, 'projects', id, 'project.sqlite'), 'not a database');
    const again = startStore(store.root);
    expect((await again.client.listProjects({})).map((project) => project.name)).toEqual([
      `Unreadable project ${id.slice(0, 8)}`,
    ]);
    const failure = await failureFrom(again.client.openProject({ id, fallback }));
    expect(failure).toMatchObject({ kind: 'store-damaged', message: expect.stringContaining(id) });
  });

  test('what a killed process left of a new project is removed, other folders are not touched', async () => {
    const root = makeDataFolder();
    const draft = join(root, 'projects', `.new-${nowhere}`);
    const other = join(root, 'projects', 'my own notes');
    mkdirSync(join(draft, 'blobs'), { recursive: true });
    mkdirSync(other);
    const store = startStore(root);
    expect(await store.client.listProjects({})).toEqual([]);
    expect([existsSync(draft), existsSync(other)]).toEqual([false, true]);
  });

  test('a project that is not there is not found', async () => {
    const store = startStore();
    expect((await failureFrom(store.client.openProject({ id: nowhere, fallback }))).kind).toBe('not-found');
    expect((await failureFrom(store.client.listNotes({ projectId: nowhere }))).kind).toBe('not-found');
  });

  test('a new project with layers is refused and leaves nothing behind', async () => {
    const store = startStore();
    const document = { ...emptyDocument, layers: [makeLayer('b'.repeat(64))] };
    expect((await failureFrom(store.client.createProject({ name: 'x', document }))).kind).toBe('bad-request');
    expect(readdirSync(join(store.root, 'projects'))).toEqual([]);
  });
});

describe('settings', () => {
  test('values come back as they were put, also after a restart', async () => {
    const store = startStore();
    await store.client.putSetting({ key: 'theme', value: 'dark' });
    await store.client.putSetting({ key: 'theme', value: { name: 'light', sizes: [1, null, true] } });
    await store.client.putSetting({ key: 'seed', value: 7 });
    await store.close();
    const again = startStore(store.root);
    expect(await again.client.getSettings({})).toEqual({ theme: { name: 'light', sizes: [1, null, true] }, seed: 7 });
  });
});
