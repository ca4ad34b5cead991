import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scrubbed } from '../../main/processes/environment.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { Supervisor, usualPolicy } from '../../main/processes/supervisor.ts';
import type { ServiceState } from '../../preload/contract/desktop.ts';
import { storeService } from '../../preload/contract/store.ts';
import { connect } from '../../preload/rpc/connect.ts';
import { mainPortPair } from '../helpers/port-pair.ts';
import { emptyDocument, makeDataFolder, startStore } from '../unit/store/test-store.ts';
import { ENTRY, forkStore } from './store-process.ts';

const fallback = { name: 'First', document: emptyDocument };

/** What SQLite has left beside the databases, and beside which. */
function logsIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-wal'));
}

/** @returns the ids of two projects that a store had open when it was killed */
async function killedWithTwo(root: string): Promise<[string, string]> {
  const store = forkStore(root);
  const one = await store.client.createProject({ name: 'One', document: emptyDocument });
  const two = await store.client.createProject({ name: 'Two', document: emptyDocument });
  for (const { project } of [one, two]) {
    await store.client.openProject({ id: project.id, fallback });
    await store.client.renameProject({ id: project.id, name: `${project.name}, renamed` });
  }
  store.child.kill('SIGKILL');
  await store.gone;
  expect(logsIn(root)).toHaveLength(3);
  return [one.project.id, two.project.id];
}

const namesIn = async (root: string) =>
  (await startStore(root).client.listProjects({})).map((project) => project.name).sort();

test('a store that ends writes back the logs of one that was killed, also of projects that nobody has opened since', async () => {
  const root = makeDataFolder();
  const [one] = await killedWithTwo(root);
  const store = forkStore(root);
  await store.client.openProject({ id: one, fallback });
  store.child.kill('SIGTERM');
  expect(await store.gone).toBe(0);
  expect(logsIn(root)).toEqual([]);
  expect(await namesIn(root)).toEqual(['One, renamed', 'Two, renamed']);
}, 30_000);

test('so does one that nobody has called', async () => {
  const root = makeDataFolder();
  await killedWithTwo(root);
  const store = forkStore(root);
  // As main asks for it; it is read when the store has loaded.
  store.child.send({ kind: 'end' });
  expect(await store.gone).toBe(0);
  expect(logsIn(root)).toEqual([]);
  expect(await namesIn(root)).toEqual(['One, renamed', 'Two, renamed']);
}, 30_000);

test('a project whose work was rolled back keeps its log until somebody is told', async () => {
  const root = makeDataFolder();
  const [one, two] = await killedWithTwo(root);
  writeFileSync(join(root, 'projects', two, 'commits'), `${'9'.padStart(15, '0')}\n`);
  const store = forkStore(root);
  await store.client.openProject({ id: one, fallback });
  store.child.kill('SIGTERM');
  expect(await store.gone).toBe(0);
  expect(logsIn(root)).toEqual([join('projects', two, 'project.sqlite-wal')]);
  const { warnings } = await startStore(root).client.openProject({ id: two, fallback });
  expect(warnings.map(({ kind }) => kind)).toEqual(['rolled-back']);
}, 30_000);

test('a quit between the death of the store and its next life leaves no log', async () => {
  const root = makeDataFolder();
  const states: ServiceState['state'][] = [];
  const supervisor = new Supervisor({
    service: 'store',
    leavesFiles: true,
    // Its next life would not begin within this test.
    policy: { ...usualPolicy, firstDelayMs: 30_000 },
    onState: ({ state }) => states.push(state),
    log: () => {},
  });
  const environment = scrubbed(process.env, { DIMOO_DATA: root });
  supervisor.start(plainService(process.execPath, { entry: ENTRY, environment }));
  const [end, page] = mainPortPair();
  supervisor.connect(end);
  await connect(storeService, page).createProject({ name: 'Test', document: emptyDocument });
  process.kill(supervisor.pid ?? 0, 'SIGKILL');
  await expect.poll(() => states.at(-1)).toBe('restarting');
  expect(logsIn(root)).not.toEqual([]);
  await supervisor.stop();
  expect(logsIn(root)).toEqual([]);
}, 30_000);
