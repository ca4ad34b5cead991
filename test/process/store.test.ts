import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scrubbed } from '../../main/processes/environment.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { Supervisor } from '../../main/processes/supervisor.ts';
import { storeService } from '../../preload/contract/store.ts';
import { connect } from '../../preload/rpc/connect.ts';
import { mainPortPair } from '../helpers/port-pair.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  newestRows,
  startStore,
} from '../unit/store/test-store.ts';
import { ENTRY, forkStore } from './store-process.ts';

const fallback = { name: 'First', document: emptyDocument };

describe('the store as a process', () => {
  test('told to end, it finishes what it was asked and leaves whole files', async () => {
    const root = makeDataFolder();
    const store = forkStore(root);
    const { project } = await store.client.openProject({ id: null, fallback });
    const commits = Array.from({ length: 20 }, () => store.client.commitGeneration(makeCommit(project.id)));
    await commits[0];
    store.child.kill('SIGTERM');
    const ends = await Promise.allSettled(commits);
    expect(await store.gone).toBe(0);
    const database = join(root, 'projects', project.id, 'project.sqlite');
    expect([existsSync(`${database}-wal`), existsSync(join(root, 'studio.sqlite-wal'))]).toEqual([false, false]);
    const answered = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.id] : []));
    expect(answered.length).toBeGreaterThan(0);
    const rows = await newestRows(startStore(root), project.id);
    expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(answered));
  }, 30_000);

  test('quitting lets it finish and leaves no log of SQLite beside any database, as a plain process too', async () => {
    const root = makeDataFolder();
    const supervisor = new Supervisor({ service: 'store', onState: () => {}, log: () => {} });
    const environment = scrubbed(process.env, { DIMOO_DATA: root });
    supervisor.start(plainService(process.execPath, { entry: ENTRY, environment }));
    const [end, page] = mainPortPair();
    supervisor.connect(end);
    const client = connect(storeService, page);
    const { project } = await client.createProject({ name: 'Test', document: emptyDocument });
    const commits = Array.from({ length: 20 }, () => client.commitGeneration(makeCommit(project.id)));
    await commits[0];
    await supervisor.stop();
    const ends = await Promise.allSettled(commits);
    const answered = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.id] : []));
    const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /-(wal|shm)$/.test(name));
    expect(left).toEqual([]);
    const rows = await newestRows(startStore(root), project.id);
    expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(answered));
  }, 30_000);

  test('its channel breaks in the middle of calls: it finishes them and ends in order', async () => {
    const root = makeDataFolder();
    const store = forkStore(root);
    const { project } = await store.client.createProject({ name: 'Test', document: emptyDocument });
    const calls = Array.from({ length: 60 }, () => store.client.commitGeneration(makeCommit(project.id)));
    const ends = Promise.allSettled(calls);
    await calls[0];
    store.child.disconnect();
    expect(await store.gone).toBe(0);
    expect(store.log()).not.toMatch(/Error|rpc:/);
    const answered = (await ends).flatMap((end) => (end.status === 'fulfilled' ? [end.value.id] : []));
    expect(answered.length).toBeLessThan(60);
    const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /-(wal|shm)$/.test(name));
    expect(left).toEqual([]);
    const rows = await newestRows(startStore(root), project.id);
    expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(answered));
  }, 30_000);

  test('it ends, checkpointed, when the process that started it is gone', async () => {
    const root = makeDataFolder();
    const store = forkStore(root);
    await store.client.putSetting({ key: 'theme', value: 'dark' });
    expect(existsSync(join(root, 'studio.sqlite-wal'))).toBe(true);
    store.child.disconnect();
    expect(await store.gone).toBe(0);
    expect(existsSync(join(root, 'studio.sqlite-wal'))).toBe(false);
  }, 30_000);

  test('a second one on the same folder says so to every call, and takes over when the first is killed', async () => {
    const root = makeDataFolder();
    const first = forkStore(root);
    const { project } = await first.client.openProject({ id: null, fallback });
    const second = forkStore(root);
    const calls = [second.client.listProjects({}), second.client.openProject({ id: project.id, fallback })];
    for (const failure of await Promise.all(calls.map(failureFrom))) {
      expect(failure.message).toMatch(/^Another DiMOO Studio is already working in /);
    }
    first.child.kill('SIGKILL');
    await first.gone;
    expect(await second.client.listProjects({})).toEqual([project]);
  }, 30_000);

  test('without a data folder it does not start', async () => {
    const store = forkStore(undefined);
    expect(await store.gone).toBe(2);
    expect(store.log()).toBe('DIMOO_DATA must name the data folder.\n');
  }, 30_000);
});
