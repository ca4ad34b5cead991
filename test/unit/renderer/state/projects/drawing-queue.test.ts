import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../../../preload/contract/engine.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { StudioCore } from '../../../../../renderer/editor/studio-core.ts';
import { idOf, strokeWith } from '../../../../helpers/documents.ts';
import { inEnglish } from '../../../../helpers/english.ts';
import { headlessStudio } from '../../../../helpers/headless-studio.ts';
import { startStore, type TestStore } from '../../../store/test-store.ts';

let store: TestStore;
let core: StudioCore;

/** A drawing that the engine was asked for. It ends when the test says so. */
interface Asked {
  readonly words: string;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
}
let asked: Asked[];

const dials = { steps: 4, textGuidance: 2, samplingTemperature: 1 };
const model = {
  manifest: {
    name: 'Fake',
    modelHash: 'f'.repeat(64),
    tasks: ['generate', 'retouch'],
    codec: { patchSize: 16 },
    nativeSizes: [{ width: 64, height: 64 }],
    defaults: { textToImage: dials, inpainting: dials },
  },
} as unknown as EngineStatus;

/** The studio as it starts, on the same store. */
async function start(): Promise<void> {
  asked = [];
  core = headlessStudio({
    store: store.client,
    delay: (promise, label) => {
      if (label !== 'draw') return promise;
      return new Promise((resolve, reject) => {
        void promise.then((result) => {
          const words = new TextDecoder().decode((result as { png: Uint8Array }).png.subarray(8));
          asked.push({ words: words.replace(/ \d+$/, ''), finish: () => resolve(result), fail: reject });
        });
      });
    },
  });
  await core.open();
  core.studio.app.setState((now) => ({
    engine: model,
    services: { ...now.services, engine: { service: 'engine', state: 'running', told: null } },
  }));
}

beforeEach(async () => {
  store = startStore();
  await start();
  await core.studio.app.getState().createProject('First');
});

const app = () => core.studio.app.getState();
const queue = () => core.studio.queue.getState();
const run = () => core.studio.run.getState();
const words = () => queue().items.map(({ prompt }) => prompt);
const idOfWords = (prompt: string) => queue().items.find((item) => item.prompt === prompt)?.id ?? '';
const projectId = () => app().project?.id ?? '';
const onDisk = async () => (await store.client.listQueuedJobs({ projectId: projectId() })).jobs;

async function press(prompt: string, front = false): Promise<void> {
  core.studio.prompt.getState().setText(prompt);
  await core.studio.prompt.getState().run(front);
}

/** Begins a drawing and waits until the engine has it. */
async function begin(prompt: string): Promise<void> {
  void press(prompt);
  await expect.poll(() => asked.at(-1)?.words).toBe(prompt);
}

async function finish(prompt: string): Promise<void> {
  await expect.poll(() => asked.at(-1)?.words).toBe(prompt);
  asked.at(-1)?.finish();
}

/** The pictures that were drawn, in the order in which they were recorded. */
async function drawn(): Promise<string[]> {
  const { generations } = await store.client.listGenerations({ projectId: projectId(), before: null, limit: 50 });
  return generations.map(({ prompt }) => prompt).toReversed();
}

it('draws at once where nothing runs, and nothing of it is in the queue', async () => {
  await begin('a');
  expect(words()).toEqual([]);
  expect(await onDisk()).toEqual([]);
});

it('queues while a drawing runs, on disk before the list shows it, the last pressed last', async () => {
  await begin('a');
  for (const prompt of ['b', 'c', 'd']) {
    await press(prompt);
    expect((await onDisk()).map(({ request }) => request.prompt)).toContain(prompt);
  }
  await press('first of all', true);
  expect(words()).toEqual(['first of all', 'b', 'c', 'd']);
  expect(asked).toHaveLength(1);
});

it('presses that follow one another at once keep their order', async () => {
  await begin('a');
  await Promise.all([press('b'), press('c'), press('d'), press('e')]);
  expect(words()).toEqual(['b', 'c', 'd', 'e']);
});

it('draws one after the other, while earlier results wait, and offers them in their order', async () => {
  await begin('a');
  for (const prompt of ['b', 'c']) await press(prompt);
  await finish('a');
  // The first picture of an empty page becomes a layer, so the next one lies over the page.
  await finish('b');
  await expect.poll(() => run().phase).toBe('candidate');
  await finish('c');
  await expect.poll(words).toEqual([]);
  expect(await onDisk()).toEqual([]);
  expect(run().candidate?.prompt).toBe('b');
  await run().accept();
  await expect.poll(() => run().candidate?.prompt).toBe('c');
  await run().drop();
  expect(await drawn()).toEqual(['a', 'b', 'c']);
  await expect.poll(() => core.studio.document.getState().document.layers.map(({ name }) => name)).toEqual(['a', 'b']);
});

it('draws what is begun while results wait, and offers it after them', async () => {
  await begin('a');
  await press('b');
  await finish('a');
  await finish('b');
  await expect.poll(() => run().phase).toBe('candidate');
  await press('c');
  await finish('c');
  await expect.poll(() => run().later).toBe(1);
  expect(run().candidate?.prompt).toBe('b');
  await run().drop();
  await expect.poll(() => run().candidate?.prompt).toBe('c');
});

it('moves, cancels and empties the queue on disk as in the list', async () => {
  await begin('a');
  for (const prompt of ['b', 'c', 'd']) await press(prompt);
  await queue().move(idOfWords('d'), 0);
  expect(words()).toEqual(['d', 'b', 'c']);
  expect((await onDisk()).map(({ request }) => request.prompt)).toEqual(['d', 'b', 'c']);
  await queue().cancel(idOfWords('b'));
  expect(words()).toEqual(['d', 'c']);
  expect((await onDisk()).map(({ request }) => request.prompt)).toEqual(['d', 'c']);
  await queue().cancelAll();
  expect(words()).toEqual([]);
  expect(await onDisk()).toEqual([]);
  // The drawing that began at once goes on.
  expect(run().phase).toBe('running');
});

it('cancels the drawing that runs, and goes on with the next', async () => {
  await begin('a');
  for (const prompt of ['b', 'c']) await press(prompt);
  await finish('a');
  await expect.poll(() => asked.at(-1)?.words).toBe('b');
  await queue().cancel(idOfWords('b'));
  await expect.poll(() => asked.at(-1)?.words).toBe('c');
  await expect.poll(words).toEqual(['c']);
  expect((await onDisk()).map(({ request }) => request.prompt)).toEqual(['c']);
});

it('stops all, the one that runs too, without beginning another', async () => {
  await begin('a');
  for (const prompt of ['b', 'c', 'd']) await press(prompt);
  await finish('a');
  await expect.poll(() => asked.at(-1)?.words).toBe('b');
  await queue().cancelAll();
  await expect.poll(words).toEqual([]);
  expect(asked.map((one) => one.words)).toEqual(['a', 'b']);
  await expect.poll(onDisk).toEqual([]);
});

it('begins nothing further while it is paused, and a press draws at once once the engine is free', async () => {
  await begin('a');
  await press('b');
  queue().pause();
  await finish('a');
  await expect.poll(() => run().phase).toBe('idle');
  expect(asked).toHaveLength(1);
  await begin('by hand');
  await finish('by hand');
  await expect.poll(() => run().phase).toBe('candidate');
  queue().goOn();
  await finish('b');
  await expect.poll(words).toEqual([]);
});

it('keeps a failed drawing with its reason, goes on with the next, and tries it again in its place', async () => {
  await begin('a');
  for (const prompt of ['b', 'c']) await press(prompt);
  await finish('a');
  await expect.poll(() => asked.at(-1)?.words).toBe('b');
  asked.at(-1)?.fail(new StudioError('out-of-memory', 'There is not enough memory.'));
  await expect.poll(() => asked.at(-1)?.words).toBe('c');
  expect(queue().items).toMatchObject([{ prompt: 'b', state: 'failed', failure: { kind: 'out-of-memory' } }, {}]);
  expect(await onDisk()).toMatchObject([{ failure: { kind: 'out-of-memory' } }, { failure: null }]);
  await queue().retry(idOfWords('b'));
  await finish('c');
  await finish('b');
  await expect.poll(words).toEqual([]);
});

it('pauses where the engine is lost, so that the others do not fail one after the other', async () => {
  await begin('a');
  for (const prompt of ['b', 'c']) await press(prompt);
  await finish('a');
  await expect.poll(() => asked.at(-1)?.words).toBe('b');
  asked.at(-1)?.fail(new StudioError('service-lost', 'The engine is gone.'));
  await expect.poll(() => queue().paused).toBe(true);
  expect(queue().items.map(({ state }) => state)).toEqual(['failed', 'waiting']);
});

it('draws for the project in which a drawing was queued, and keeps that project open', async () => {
  await begin('a');
  await press('b');
  const first = projectId();
  await app().createProject('Second');
  await finish('a');
  await finish('b');
  await expect.poll(words).toEqual([]);
  const rows = await store.client.listGenerations({ projectId: first, before: null, limit: 9 });
  expect(rows.generations.map(({ prompt }) => prompt)).toEqual(['b', 'a']);
  expect(await drawn()).toEqual([]);
});

describe('a retouch that waits', () => {
  beforeEach(async () => {
    await begin('a');
    await finish('a');
    await expect.poll(() => core.studio.document.getState().document.layers.length).toBe(1);
    await begin('runs');
    core.studio.document.getState().addRegionStep(strokeWith({ id: idOf(0x51) }));
    await press('queued');
  });

  it('holds the picture and the region as they were', async () => {
    const [job] = await onDisk();
    expect(job).toMatchObject({ request: { task: 'retouch' }, regionMask: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { bytes } = await store.client.getBlob({ projectId: projectId(), hash: job?.picture ?? '' });
    expect(new TextDecoder().decode(bytes)).toContain('page of a');
    core.studio.document.getState().clearRegion();
    core.studio.document.getState().removeLayers(core.studio.document.getState().document.layers.map(({ id }) => id));
    await finish('runs');
    await finish('queued');
    await expect.poll(() => run().candidate?.recordedTask).toBe('retouch');
  });

  it('says that the page has changed since, and no longer when the change is taken back', async () => {
    queue().show(true);
    await expect.poll(() => queue().items[0]?.pageChanged).toBe(false);
    const [layer] = core.studio.document.getState().document.layers;
    core.studio.document.getState().setVisible(layer?.id ?? '', false);
    await expect.poll(() => queue().items[0]?.pageChanged).toBe(true);
    core.studio.document.getState().undo();
    await expect.poll(() => queue().items[0]?.pageChanged).toBe(false);
    core.studio.document.getState().renameLayer(layer?.id ?? '', 'Another name');
    core.studio.document.getState().clearRegion();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(queue().items[0]?.pageChanged).toBe(false);
  });

  it('leaves a region that was painted since in its place when it is accepted', async () => {
    core.studio.document.getState().clearRegion();
    core.studio.document.getState().addRegionStep(strokeWith({ id: idOf(0x52) }));
    await finish('runs');
    await expect.poll(() => run().phase).toBe('candidate');
    await run().drop();
    await finish('queued');
    await expect.poll(() => run().candidate?.prompt).toBe('queued');
    await run().accept();
    expect(core.studio.document.getState().document.region.map(({ id }) => id)).toEqual([idOf(0x52)]);
  });

  it('goes to the gallery where the page has another size by then', async () => {
    core.studio.document.getState().resizePage(100, 100);
    await finish('runs');
    await expect.poll(() => run().phase).toBe('candidate');
    await run().drop();
    await finish('queued');
    await expect.poll(words).toEqual([]);
    await expect
      .poll(() =>
        app()
          .notices.map(({ text }) => inEnglish(text))
          .at(-1),
      )
      .toMatch(/is in the gallery/);
    expect(run().phase).toBe('idle');
    expect(await drawn()).toEqual(['a', 'runs', 'queued']);
  });
});

describe('after a restart', () => {
  beforeEach(async () => {
    await begin('a');
    core.studio.prompt.getState().setCount(2);
    for (const prompt of ['b', 'c']) await press(prompt);
    await finish('a');
    await finish('b');
    // One of two pictures of the drawing is recorded.
    await expect.poll(async () => (await onDisk())[0]?.drawn).toBe(1);
    await start();
    await expect.poll(words).toEqual(['b', 'c']);
  });

  it('what waited is there and waits for the artist to go on', async () => {
    expect(queue()).toMatchObject({ paused: true, left: 2 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toEqual([]);
  });

  it('going on draws the rest with the seeds that were meant, and nothing twice', async () => {
    const seeds = (await onDisk()).map(({ request }) => request.seed);
    queue().goOn();
    await finish('b');
    await expect.poll(async () => (await onDisk()).length).toBe(1);
    await expect.poll(() => asked.at(-1)?.words).toBe('c');
    asked.at(-1)?.finish();
    await expect.poll(() => asked.length).toBe(3);
    asked.at(-1)?.finish();
    await expect.poll(words).toEqual([]);
    const { generations } = await store.client.listGenerations({ projectId: projectId(), before: null, limit: 50 });
    const made = generations.toReversed().map(({ prompt, seed }) => [prompt, seed]);
    const [b = 0, c = 0] = seeds;
    expect(made).toEqual([
      ['a', expect.anything()],
      ['b', b],
      ['b', b + 1],
      ['c', c],
      ['c', c + 1],
    ]);
  });

  it('a press draws at once, as the queue is paused', async () => {
    await expect.poll(() => run().phase).toBe('candidate');
    await run().drop();
    await begin('by hand');
    expect(words()).toEqual(['b', 'c']);
  });
});

describe('a series', () => {
  const series = { prompts: '{red|blue} cat', seeds: 1, setting: 'none', from: 0, to: 0, values: 1 } as const;
  const begin = () => core.studio.prompt.getState().runSeries(series);

  it('waits in the queue as one run, and its pictures wait for one decision after the last', async () => {
    await begin();
    expect(new Set((await onDisk()).map(({ runId }) => runId)).size).toBe(1);
    await finish('red cat');
    await expect.poll(() => asked.length).toBe(2);
    expect(run().phase).toBe('idle');
    await finish('blue cat');
    await expect.poll(() => run().phase).toBe('candidate');
    expect(run().candidates.map(({ prompt }) => prompt)).toEqual(['red cat', 'blue cat']);
    await run().show(1);
    await run().accept();
    expect(core.studio.document.getState().document.layers).toHaveLength(1);
    expect(await drawn()).toEqual(['red cat', 'blue cat']);
  });

  it('offers what was drawn where the rest is cancelled', async () => {
    await begin();
    await finish('red cat');
    await expect.poll(() => asked.length).toBe(2);
    await queue().cancelAll();
    await expect.poll(() => run().phase).toBe('candidate');
    expect(run().candidates.map(({ prompt }) => prompt)).toEqual(['red cat']);
  });

  it('is one run again after a restart in the middle of it', async () => {
    await begin();
    await expect.poll(() => asked.length).toBe(1);
    await start();
    queue().goOn();
    await finish('red cat');
    await expect.poll(() => asked.length).toBe(2);
    expect(run().phase).toBe('idle');
    await finish('blue cat');
    await expect.poll(() => run().candidates.length).toBe(2);
  });
});
