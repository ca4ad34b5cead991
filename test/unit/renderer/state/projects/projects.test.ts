import { beforeEach, expect, it } from 'vitest';
import type { StudioCore } from '../../../../../renderer/editor/studio-core.ts';
import { inEnglish } from '../../../../helpers/english.ts';
import { headlessStudio, picture } from '../../../../helpers/headless-studio.ts';
import { input, settle } from '../../../../helpers/test-studio.ts';
import { startStore, type TestStore } from '../../../store/test-store.ts';

let store: TestStore;
let core: StudioCore;
/** What the canvas was told to show and to clear. */
let canvas: string[];
/** Drawings wait here until a test lets them through. */
let drawings: (() => void)[];

beforeEach(async () => {
  store = startStore();
  canvas = [];
  drawings = [];
  const wait = <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve) => drawings.push(() => void promise.then(resolve)));
  core = headlessStudio({
    store: store.client,
    delay: (promise, label) => (label === 'draw' ? wait(promise) : promise),
    onCanvas: (call) => canvas.push(call),
  });
  await core.open();
  await core.studio.app.getState().createProject('First');
});

const app = () => core.studio.app.getState();
const layers = () => core.studio.document.getState().document.layers.map(({ name }) => name);
const notices = () => app().notices.map(({ text }) => inEnglish(text));
const file = (name: string) => new File([picture(name)], `${name}.png`);
const listed = () => app().projects.map(({ name }) => name);

async function openProject(name: string): Promise<void> {
  await expect.poll(listed).toContain(name);
  await app().openProject(app().projects.find((project) => project.name === name)?.id ?? '');
}

async function draw(count: number): Promise<void> {
  void core.studio.run.getState().run({ ...input, prompt: 'a red circle', count });
  await expect.poll(() => drawings.length).toBe(1);
}

async function finishDrawing(): Promise<void> {
  await expect.poll(() => drawings.length).toBeGreaterThan(0);
  drawings.shift()?.();
}

it('a drawing goes on in its project, says so, and is there when the project is shown again', async () => {
  await draw(1);
  await app().createProject('Second');
  expect(notices().at(-1)).toBe('The drawing goes on in “First” and will be there.');
  expect(app().drawingElsewhere).toBe('First');
  await finishDrawing();
  await expect.poll(() => notices().at(-1)).toBe('The drawing in “First” is finished.');
  expect(app().drawingElsewhere).toBeNull();
  expect(layers()).toEqual([]);
  await openProject('First');
  expect(layers()).toEqual(['a red circle']);
});

it('all candidates of a run are drawn though another project is shown; none of it is seen there', async () => {
  await draw(2);
  await app().createProject('Second');
  canvas.length = 0;
  await finishDrawing();
  await finishDrawing();
  await expect.poll(() => notices().at(-1)).toBe('The drawing in “First” is finished and waits for you there.');
  expect(core.studio.run.getState().phase).toBe('idle');
  expect(canvas).toEqual([]);
  await openProject('First');
  await expect.poll(() => core.studio.run.getState().candidates.length).toBe(2);
  expect(canvas).toContain('showCandidate');
});

it('a candidate that waits leaves the canvas with its project and comes back with it', async () => {
  await draw(2);
  await finishDrawing();
  await finishDrawing();
  await expect.poll(() => core.studio.run.getState().phase).toBe('candidate');
  canvas.length = 0;
  await app().createProject('Second');
  expect(canvas).toContain('clearCandidate');
  await openProject('First');
  await expect.poll(() => core.studio.run.getState().phase).toBe('candidate');
  expect(canvas).toContain('showCandidate');
});

it('new projects get names that tell them apart', async () => {
  for (const words of ['a harbour', 'a lighthouse', 'a boat']) {
    await app().createProject('Untitled');
    core.studio.prompt.getState().setText(words);
  }
  await app().createProject('Second');
  await expect.poll(() => listed().toSorted()).toEqual(['First', 'Second', 'Untitled', 'Untitled 2', 'Untitled 3']);
});

it('pictures dropped just before another project opens go where they were dropped, and that is said', async () => {
  const first = app().project?.id ?? '';
  const importing = app().importFiles([file('one'), file('two')]);
  await app().createProject('Second');
  await importing;
  expect(layers()).toEqual([]);
  expect(notices().at(-1)).toBe('In “First”: 2 pictures were added.');
  await core.finish();
  const { document } = await store.client.openProject({
    id: first,
    fallback: { name: 'x', document: core.studio.document.getState().document },
  });
  expect(document.layers.map(({ name }) => name)).toEqual(['one', 'two']);
});

const noPicture = (name: string) => new File(['words'], `${name}.txt`);

it('a failure of a project goes with it and waits in it; one of a project that is hidden stands over every other', async () => {
  await app().importFiles([noPicture('here')]);
  expect(notices()).toEqual([expect.stringContaining('“here.txt” is not a')]);
  await app().createProject('Second');
  expect(notices().filter((text) => text.includes('here.txt'))).toEqual([]);
  let letRead = (_: ArrayBuffer) => {};
  const bytes = new Promise<ArrayBuffer>((resolve) => {
    letRead = resolve;
  });
  const importing = app().importFiles([Object.assign(noPicture('hidden'), { arrayBuffer: () => bytes })]);
  await openProject('First');
  letRead(new ArrayBuffer(5));
  await importing;
  expect(notices()).toEqual([
    expect.stringContaining('“here.txt”'),
    expect.stringMatching(/^In “Second”: “hidden.txt”/),
  ]);
  await openProject('Second');
  expect(notices()).toEqual([expect.stringMatching(/^In “Second”: “hidden.txt”/)]);
});

it('a failure that was dismissed does not come back with its project', async () => {
  await app().importFiles([noPicture('here')]);
  for (const { id } of app().notices) app().dismissNotice(id);
  await app().createProject('Second');
  await openProject('First');
  expect(notices()).toEqual([]);
});

it('projects of an earlier day that were made and never used go at the next start, and no others', async () => {
  const page = { width: 1024, height: 1024, layers: [], region: [] };
  const make = async (name: string) => (await store.client.createProject({ name, document: page })).project.id;
  const [words, used] = [await make('Untitled 3'), await make('Untitled 4')];
  for (const name of ['Untitled 2', 'Unbenannt', 'Harbour']) await make(name);
  await store.client.putSetting({ key: `prompt:${words}`, value: { text: 'a cup', settings: {}, seed: 1 } });
  await store.client.putBlob({ projectId: used, bytes: picture('used'), mediaType: 'image/png' });
  await store.client.openProject({ id: await make('Untitled'), fallback: { name: 'x', document: page } });
  const next = headlessStudio({ store: store.client, delay: (promise) => promise });
  await next.open();
  const names = () =>
    next.studio.app
      .getState()
      .projects.map(({ name }) => name)
      .toSorted();
  // The one that was open last stays, too: it is on the screen.
  await expect.poll(names).toEqual(['First', 'Harbour', 'Untitled', 'Untitled 3', 'Untitled 4']);
  expect(next.studio.app.getState().project?.name).toBe('Untitled');
});

it('a project in which nothing was ever done is not kept when it is left', async () => {
  await app().createProject('Untitled');
  const { id = '' } = app().project ?? {};
  await openProject('First');
  await expect.poll(listed).not.toContain('Untitled 2');
  await expect.poll(async () => (await store.client.listProjects({})).map((one) => one.id)).not.toContain(id);
});

it('a project is kept for its words, a name, a reference, a step to be taken back, or a drawing that is on its way', async () => {
  const { prompt, document } = core.studio;
  const done: Record<string, () => unknown> = {
    words: () => prompt.getState().setText('a harbour at dusk'),
    negative: () => prompt.getState().setSettings('generate', { negativePrompt: 'boats' }),
    name: () => app().renameProject('Harbour'),
    step: () => {
      document
        .getState()
        .addRegionStep({ kind: 'stroke', id: crypto.randomUUID(), size: 9, operation: 'add', points: [1, 1] });
      document.getState().undo();
    },
    drawing: () => core.studio.run.getState().run({ ...input, prompt: 'a red circle', count: 1 }),
  };
  for (const [what, work] of Object.entries(done)) {
    await app().createProject('Untitled');
    const { id = '' } = app().project ?? {};
    void work();
    await openProject('First');
    await settle();
    const ids = (await store.client.listProjects({})).map((one) => one.id);
    expect(ids, what).toContain(id);
  }
  await finishDrawing();
});

it('a project that is opened again while it is being discarded is there, or says that it is gone', async () => {
  await app().createProject('Untitled');
  const { id = '' } = app().project ?? {};
  await app().openProject(app().projects.find(({ name }) => name === 'First')?.id ?? '');
  await app().openProject(id);
  await settle();
  const there = (await store.client.listProjects({})).some((one) => one.id === id);
  expect(app().project?.id === id).toBe(there);
  if (!there) expect(notices().at(-1)).toContain('not there any more');
});

it('a project whose prompt could not be read is kept: there may be words', async () => {
  await app().createProject('Untitled');
  const { id = '' } = app().project ?? {};
  core.studio.prompt.getState().setText('a harbour at dusk');
  await core.finish();
  const deaf = new Proxy(store.client, {
    get: (target, name: 'getSettings') =>
      name === 'getSettings' ? () => Promise.reject(new Error('away')) : target[name],
  });
  core = headlessStudio({ store: deaf, delay: (promise) => promise });
  await core.open();
  expect(app().project?.id).toBe(id);
  await openProject('First');
  await settle();
  expect((await store.client.listProjects({})).map((one) => one.id)).toContain(id);
});

it('of two new projects asked for at once the last one is shown', async () => {
  await Promise.all([app().createProject('Second'), app().createProject('Third')]);
  await settle();
  expect(app().project?.name).toBe('Third');
  await expect.poll(listed).toContain('Second');
});

it('each project has its own words, seed and brush; a new one begins afresh', async () => {
  core.studio.prompt.getState().setText('a harbour at dusk');
  core.studio.prompt.getState().setSeed(42);
  core.studio.prompt.getState().setKeepSeed(true);
  core.studio.toolbox.getState().select('brush');
  core.studio.toolbox.getState().setBrushSize(527);
  await app().createProject('Second');
  expect(core.studio.prompt.getState()).toMatchObject({ text: '', keepSeed: false });
  expect(core.studio.toolbox.getState()).toMatchObject({ tool: 'move', brushSize: 96 });
  await openProject('First');
  await expect.poll(() => core.studio.prompt.getState().text).toBe('a harbour at dusk');
  expect(core.studio.prompt.getState()).toMatchObject({ seed: 42, keepSeed: true });
  expect(core.studio.toolbox.getState()).toMatchObject({ tool: 'brush', brushSize: 527 });
});

it('an action taken before another project is shown acts where it was taken', async () => {
  const { renameProject } = app();
  const { addRegionStep } = core.studio.document.getState();
  const renaming = renameProject('First, renamed');
  await app().createProject('Second');
  await renaming;
  addRegionStep({ kind: 'stroke', id: crypto.randomUUID(), size: 5, operation: 'add', points: [1, 1] });
  expect(app().project?.name).toBe('Second');
  await expect.poll(listed).toContain('First, renamed');
  expect(core.studio.document.getState().document.region).toEqual([]);
});
