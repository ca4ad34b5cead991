import { beforeEach, expect, it } from 'vitest';
import type { EngineStatus } from '../../../../../preload/contract/engine.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { StudioCore } from '../../../../../renderer/editor/studio-core.ts';
import { inEnglish } from '../../../../helpers/english.ts';
import { headlessStudio } from '../../../../helpers/headless-studio.ts';
import { makePicture, startStore, type TestStore } from '../../../store/test-store.ts';

let store: TestStore;
let core: StudioCore;

/** What the engine was asked for. It ends when the test says so. */
interface Asked {
  readonly what: 'draw' | 'describe';
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
}
let asked: Asked[];
/** Ends what is asked for at once, as often as that. */
let atOnce: number;

const dials = { steps: 4, textGuidance: 2, samplingTemperature: 1 };
const model = {
  manifest: {
    name: 'Fake',
    modelHash: 'f'.repeat(64),
    tasks: ['generate', 'caption', 'ask'],
    codec: { patchSize: 16 },
    nativeSizes: [{ width: 64, height: 64 }],
    defaults: { textToImage: dials, inpainting: dials },
  },
} as unknown as EngineStatus;

/** The studio as it starts, on the same store. */
async function start(): Promise<void> {
  asked = [];
  atOnce = 0;
  core = headlessStudio({
    store: store.client,
    delay: (promise, label) => {
      if (label !== 'draw' && label !== 'describe') return promise;
      if (label === 'describe' && atOnce > 0) {
        atOnce -= 1;
        return promise;
      }
      return new Promise((resolve, reject) => {
        void promise.then((result) => asked.push({ what: label, finish: () => resolve(result), fail: reject }));
      });
    },
  });
  await core.open();
  core.studio.app.setState((now) => ({
    engine: model,
    services: { ...now.services, engine: { service: 'engine', state: 'running', told: null } },
  }));
}

const captions = () => core.studio.captions.getState();
const projectId = () => core.studio.app.getState().project?.id ?? '';
const notes = async () => (await store.client.listNotes({ projectId: projectId() })).notes.toReversed();
const waiting = async () => (await store.client.listQueuedCaptions({ projectId: projectId() })).captions;
const notices = () => core.studio.app.getState().notices.map(({ text }) => inEnglish(text));

/** Hashes of so many pictures of the project. */
async function pictures(count: number): Promise<string[]> {
  const hashes: string[] = [];
  for (let i = 0; i < count; i++) {
    const params = { projectId: projectId(), bytes: makePicture(), mediaType: 'image/png' } as const;
    hashes.push((await store.client.putBlob(params)).hash);
  }
  return hashes;
}

const wish = (hashes: readonly string[], questions: readonly string[] = []) => ({
  pictures: hashes,
  caption: true,
  questions,
  again: false,
});

async function next(what: Asked['what']): Promise<Asked> {
  await expect.poll(() => asked.at(-1)?.what).toBe(what);
  const [last] = asked.splice(-1);
  if (last === undefined) throw new Error('Nothing was asked for.');
  return last;
}

beforeEach(async () => {
  store = startStore();
  await start();
  await core.studio.app.getState().createProject('First');
});

it('writes one after the other, each on disk before it is counted, and says when all are', async () => {
  const hashes = await pictures(3);
  expect(captions().countOf(wish(hashes, ['What is it?']))).toBe(6);
  expect(await captions().begin(wish(hashes, ['What is it?']))).toBe(true);
  expect(await waiting()).toHaveLength(6);
  const seen: [number, number, number][] = [];
  core.studio.captions.subscribe(async ({ done }, before) => {
    if (done === before.done) return;
    const [made, left] = await Promise.all([notes(), waiting()]);
    seen.push([done, made.length, left.length]);
  });
  for (let i = 0; i < 6; i++) {
    expect(captions()).toMatchObject({ phase: 'running', done: i, of: 6 });
    (await next('describe')).finish();
    await expect.poll(() => captions().done).toBe(i + 1);
  }
  expect(captions()).toMatchObject({ phase: 'none', done: 6 });
  const made = (await notes()).map(({ picture, task, question }) => [picture, task, question]);
  expect(made).toEqual(
    hashes.flatMap((hash) => [
      [hash, 'caption', ''],
      [hash, 'ask', 'What is it?'],
    ]),
  );
  await expect.poll(() => seen.length).toBe(6);
  for (const [done, made, left] of seen) expect([made >= done, made + left]).toEqual([true, 6]);
  expect(notices()).toContain('6 captions are written.');
  // What was said is not said again, unless that is asked for.
  expect(captions().countOf(wish(hashes, ['What is it?', 'Why?']))).toBe(3);
  expect(captions().countOf({ ...wish(hashes), again: true })).toBe(3);
});

it('gives the model to a drawing at once, and writes the caption anew after it', async () => {
  await captions().begin(wish(await pictures(2)));
  const first = await next('describe');
  core.studio.prompt.getState().setText('a castle');
  void core.studio.prompt.getState().run();
  const drawing = await next('draw');
  expect(captions()).toMatchObject({ phase: 'yields', done: 0, of: 2 });
  // Too late: it was stopped.
  first.finish();
  expect(await notes()).toEqual([]);
  atOnce = 2;
  drawing.finish();
  await expect.poll(() => captions().phase).toBe('none');
  expect(await notes()).toHaveLength(2);
});

it('pauses at once and goes on, and cancels what is left', async () => {
  await captions().begin(wish(await pictures(3)));
  (await next('describe')).finish();
  await next('describe');
  captions().pause();
  await expect.poll(() => captions()).toMatchObject({ phase: 'paused', done: 1, of: 3 });
  captions().goOn();
  (await next('describe')).finish();
  await next('describe');
  await captions().cancel();
  await expect.poll(() => captions().phase).toBe('none');
  expect([(await notes()).length, await waiting()]).toEqual([2, []]);
});

it('after a restart it offers to go on, and makes none twice and misses none', async () => {
  const hashes = await pictures(4);
  await captions().begin(wish(hashes));
  (await next('describe')).finish();
  await expect.poll(() => captions().done).toBe(1);
  await next('describe');
  // The studio is killed here.
  const [first] = await notes();
  if (first === undefined) throw new Error('Nothing is written.');
  await store.client.putNote({ projectId: projectId(), note: { ...first, text: 'by hand', editedAt: 5 } });
  await start();
  await expect.poll(() => captions().phase).toBe('left');
  expect(captions()).toMatchObject({ done: 0, of: 3 });
  expect(notices()).toContain('3 captions were not written yet when the studio closed.');
  expect(asked).toEqual([]);
  // What waits is not asked for a second time.
  expect(captions().countOf(wish(hashes))).toBe(0);
  atOnce = 3;
  captions().goOn();
  // What was offered is not offered any more.
  expect(notices()).not.toContain('3 captions were not written yet when the studio closed.');
  await expect.poll(() => captions().phase).toBe('none');
  const made = await notes();
  expect(made.map(({ picture }) => picture)).toEqual(hashes);
  expect(made[0]?.text).toBe('by hand');
});

it('passes over a picture that cannot be read, and stops where the fault is another one', async () => {
  await captions().begin(wish(await pictures(3)));
  (await next('describe')).fail(new StudioError('bad-picture', 'The picture is damaged.'));
  (await next('describe')).fail(new StudioError('out-of-memory', 'The memory is not enough.'));
  await expect.poll(() => captions()).toMatchObject({ phase: 'paused', failed: 1, done: 0, of: 3 });
  expect(notices()).toContain('The memory is not enough.');
  expect((await waiting()).map(({ failure }) => failure?.kind)).toEqual(['bad-picture', undefined, undefined]);
  atOnce = 2;
  captions().goOn();
  await expect.poll(() => captions()).toMatchObject({ phase: 'failed', done: 2, of: 3 });
  atOnce = 1;
  await captions().retry();
  await expect.poll(() => captions()).toMatchObject({ phase: 'none', done: 3 });
});

it('tries a caption over which the engine was lost once more, and passes over it after that', async () => {
  await captions().begin(wish(await pictures(2)));
  const lost = () => new StudioError('service-lost', 'The engine ended.');
  (await next('describe')).fail(lost());
  (await next('describe')).fail(lost());
  (await next('describe')).finish();
  await expect.poll(() => captions()).toMatchObject({ phase: 'failed', failed: 1, done: 1 });
});
