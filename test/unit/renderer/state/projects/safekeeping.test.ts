import { beforeEach, expect, it } from 'vitest';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { Recovery, Unsaved } from '../../../../../preload/contract/recovery.ts';
import type { StudioCore } from '../../../../../renderer/editor/studio-core.ts';
import { headlessStudio, picture } from '../../../../helpers/headless-studio.ts';
import { input } from '../../../../helpers/test-studio.ts';
import { makeDataFolder, startStore, type TestStore } from '../../../store/test-store.ts';

const full = new StudioError('disk-full', 'The disk is full.', { retryable: true });

let root: string;
let store: TestStore;
let core: StudioCore;
let refusing: boolean;
let silent: boolean;
let kept: Map<string, Recovery>;
let told: readonly Unsaved[];
let asked: Unsaved[];
let leaves: boolean;

beforeEach(async () => {
  root = makeDataFolder();
  store = startStore(root);
  kept = new Map();
  told = [];
  asked = [];
  leaves = false;
  refusing = false;
  silent = false;
  await start();
});

async function start(): Promise<void> {
  const client = new Proxy(store.client, {
    get: (target, name: 'saveDocument') => {
      if (!['saveDocument', 'commitGeneration'].includes(name)) return target[name];
      return silent ? () => new Promise(() => {}) : refusing ? () => Promise.reject(full) : target[name];
    },
  });
  core = headlessStudio({
    store: client,
    delay: (promise) => promise,
    desktop: {
      keepRecovery: async (copy) => {
        kept.set(copy.projectId, copy);
        return {};
      },
      listRecoveries: async () => [...kept.values()].map((copy) => ({ ...copy, id: copy.projectId })),
      readRecovery: async ({ id }) => {
        const copy = kept.get(id);
        if (copy === undefined) throw new Error('There is no such copy.');
        return copy;
      },
      dropRecovery: async ({ id }) => {
        kept.delete(id);
        return {};
      },
      tellUnsaved: async ({ unsaved }) => {
        told = unsaved;
        return {};
      },
      askToLeave: async (unsaved) => {
        asked.push(unsaved);
        return { leave: leaves };
      },
    },
  });
  await core.open();
}

const app = () => core.studio.app.getState();
const names = () => core.studio.document.getState().document.layers.map(({ name }) => name);
const bringIn = (name: string) => app().importFiles([new File([picture(name)], `${name}.png`)]);

it('a refused document is said, told to main, and kept apart at once; when it is saved, all of that ends', async () => {
  refusing = true;
  await bringIn('boat');
  await expect
    .poll(() => app().unsaved)
    .toMatchObject([{ reasons: [{ message: 'The disk is full.' }], copyKept: true }]);
  expect([...kept.values()]).toMatchObject([{ document: { layers: [{ name: 'boat' }] } }]);
  expect(told).toMatchObject([{ name: app().project?.name, copyKept: true }]);
  await bringIn('mast');
  await expect.poll(() => [...kept.values()][0]?.document.layers.length).toBe(2);
  refusing = false;
  app().retrySaving();
  await expect.poll(() => app().unsaved).toEqual([]);
  await expect.poll(() => [kept.size, told.length]).toEqual([0, 0]);
});

it('a store that does not answer is not waited for: a copy is kept before it has refused anything', async () => {
  silent = true;
  await bringIn('boat');
  expect(app().saving).toBe('saving');
  await expect
    .poll(() => [...kept.values()], { timeout: 10_000 })
    .toMatchObject([{ document: { layers: [{ name: 'boat' }] } }]);
  expect(told).toMatchObject([{ copyKept: true }]);
});

it('a drawing that the store refuses is kept apart at once, and forgotten when it is saved', async () => {
  refusing = true;
  await core.studio.run.getState().run({ ...input, prompt: 'a red circle', count: 2 });
  expect(core.studio.run.getState()).toMatchObject({ phase: 'candidate', unsaved: true });
  await expect
    .poll(() => [...kept.values()][0]?.pictures.map(({ name }) => name))
    .toEqual(Array(2).fill('a red circle'));
  refusing = false;
  await core.studio.run.getState().retry();
  await expect.poll(() => kept.size).toBe(0);
});

it('it is not left without a question; after it, it goes on in the background and is still said', async () => {
  refusing = true;
  const first = app().project?.id;
  await bringIn('boat');
  await expect.poll(() => app().unsaved.length).toBe(1);
  await app().createProject('Second');
  expect(asked).toMatchObject([{ projectId: first, reasons: [{ message: 'The disk is full.' }] }]);
  expect(app().project?.id).toBe(first);
  leaves = true;
  await app().createProject('Second');
  expect(app().project?.name).toBe('Second');
  expect(app().unsaved).toMatchObject([{ projectId: first }]);
  refusing = false;
  app().retrySaving(first);
  await expect.poll(() => app().unsaved).toEqual([]);
});

it('closing saves what can be saved and says what cannot', async () => {
  const importing = bringIn('boat');
  expect(await core.finish()).toEqual([]);
  await importing;
  refusing = true;
  await bringIn('mast');
  expect(await core.finish()).toMatchObject([{ reasons: [{ message: 'The disk is full.' }], copyKept: true }]);
});

it('the copy is offered at the next start and brings the project back as it was', async () => {
  refusing = true;
  await bringIn('boat');
  await bringIn('mast');
  await core.finish();
  // All that was sent before has been done then.
  await store.client.listProjects({});
  await store.close();
  store = startStore(root);
  refusing = false;
  await start();
  expect(names()).toEqual([]);
  const [copy] = app().recoveries;
  await app().restoreRecovery(copy?.id ?? '');
  expect(names()).toEqual(['boat', 'mast']);
  expect([app().recoveries, kept.size, app().saving]).toEqual([[], 0, 'saved']);
});
