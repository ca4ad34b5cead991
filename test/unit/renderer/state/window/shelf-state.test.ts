import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { leavePlace } from '../../../../../main/exchange.ts';
import type { StudioCore } from '../../../../../renderer/editor/studio-core.ts';
import { inEnglish } from '../../../../helpers/english.ts';
import { headlessStudio, picture } from '../../../../helpers/headless-studio.ts';
import { input } from '../../../../helpers/test-studio.ts';
import { makeDataFolder, startStore, type TestStore } from '../../../store/test-store.ts';

let store: TestStore;
let core: StudioCore;
/** Drawings wait here until a test lets them through. */
let drawings: (() => void)[];
/** Where the system's dialogs say that a file is. */
let chosen: string;

beforeEach(async () => {
  store = startStore();
  drawings = [];
  chosen = join(makeDataFolder(), 'a.dimoo');
  const wait = <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve) => drawings.push(() => void promise.then(resolve)));
  core = headlessStudio({
    store: store.client,
    delay: (promise, label) => (label === 'draw' ? wait(promise) : promise),
    desktop: {
      chooseArchive: async () => ({ place: leavePlace(store.root, { purpose: 'write', path: chosen }) }),
      openArchive: async () => ({ place: leavePlace(store.root, { purpose: 'read', path: chosen }) }),
    },
  });
  await core.open();
  await app().createProject('First');
  await app().importFiles([file('sky')]);
});

const app = () => core.studio.app.getState();
const shelf = () => core.studio.shelf.getState();
const file = (name: string) => new File([picture(name)], `${name}.png`);
const layers = () => core.studio.document.getState().document.layers.map(({ name }) => name);
const notices = () => app().notices.map(({ text }) => inEnglish(text));
const listed = async () => (await store.client.listProjects({})).map(({ name }) => name).sort();
const trashed = async () => (await store.client.listTrash({})).map(({ project }) => project.name);
const undo = () => app().notices.at(-1)?.actions[0]?.run();

it('the shown project goes to the trash with what was changed last, and undo shows it again', async () => {
  await app().importFiles([file('sea')]);
  await shelf().remove(null);
  expect(app().project?.name).not.toBe('First');
  expect(await trashed()).toEqual(['First']);
  undo();
  await expect.poll(() => app().project?.name).toBe('First');
  expect(layers()).toEqual(['sky', 'sea']);
  expect(await trashed()).toEqual([]);
});

it('a project in which nothing was done goes to the trash, too, when it is asked for', async () => {
  await app().createProject('Empty');
  await shelf().remove(null);
  expect(await trashed()).toEqual(['Empty']);
  expect(app().project?.name).toBe('First');
});

it('a project in which a drawing runs stays, and says why', async () => {
  void core.studio.run.getState().run({ ...input, prompt: 'a red circle', count: 1 });
  await expect.poll(() => drawings.length).toBe(1);
  await shelf().remove(null);
  expect(notices().at(-1)).toMatch('The studio is still at work in “First”, so the project stays as it is');
  expect(app().project?.name).toBe('First');
  expect(await trashed()).toEqual([]);
  drawings.shift()?.();
});

it('a project whose last changes cannot be saved is not deleted, copied or exported without them', async () => {
  const id = app().project?.id ?? '';
  const lock = new Sqlite(join(store.root, 'projects', id, 'project.sqlite'));
  lock.exec('BEGIN IMMEDIATE');
  core.studio.document.getState().clearRegion();
  await app().importFiles([file('sea')]);
  for (const act of [() => shelf().remove(null), () => shelf().duplicate(null), () => shelf().exportProject(null)]) {
    await act();
    expect(notices().at(-1)).toMatch('The last changes of “First” are not saved yet');
  }
  lock.exec('ROLLBACK');
  lock.close();
  expect(await trashed()).toEqual([]);
  await shelf().duplicate(null);
  expect(await listed()).toContain('First copy');
}, 60_000);

it('one that is deleted while another is shown leaves the window as it is', async () => {
  const id = app().project?.id ?? '';
  await app().createProject('Second');
  await app().importFiles([file('sea')]);
  await shelf().remove(id);
  expect(app().project?.name).toBe('Second');
  expect(await trashed()).toEqual(['First']);
  expect(app().projects.map(({ name }) => name)).not.toContain('First');
});

it('a duplicate holds what was changed last, under a name that is free', async () => {
  await app().importFiles([file('sea')]);
  await shelf().duplicate(null);
  await shelf().duplicate(null);
  expect(await listed()).toEqual(expect.arrayContaining(['First', 'First copy', 'First copy 2']));
  undo();
  await expect.poll(() => app().project?.name).toBe('First copy 2');
  expect(layers()).toEqual(['sky', 'sea']);
});

it('an exported project holds what was changed last, and comes in as a copy that is shown', async () => {
  await app().importFiles([file('sea')]);
  await shelf().exportProject(null);
  expect(notices().at(-1)).toBe('“First” is exported.');
  await shelf().importProject();
  expect(app().project?.name).toBe('First (brought in)');
  expect(layers()).toEqual(['sky', 'sea']);
  expect(shelf().work).toBeNull();
  chosen = join(makeDataFolder(), 'none.dimoo');
  await shelf().importProject();
  expect(notices().at(-1)).toMatch('“none.dimoo” can’t be read');
  expect(app().project?.name).toBe('First (brought in)');
});
