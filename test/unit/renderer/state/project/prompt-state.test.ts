import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Manifest } from '../../../../../preload/contract/manifest.ts';
import { cacheFor, paperCache } from '../../../../../preload/contract/speed.ts';
import { wordsSchema } from '../../../../../preload/contract/words.ts';
import type { Reused, RunInput, RunState, RunStore } from '../../../../../renderer/generation/run/run-types.ts';
import type { Circumstances, Missing } from '../../../../../renderer/generation/tasks/tasks.ts';
import { freshPrompt, type KeptPrompt, keptPromptSchema } from '../../../../../renderer/state/project/kept-prompt.ts';
import { createPrompt, type Prompt } from '../../../../../renderer/state/project/prompt-state.ts';

/** The part of a manifest that the prompt bar looks at. */
function model(modelHash: string, steps: number): Manifest {
  return {
    modelHash,
    tasks: ['generate', 'retouch', 'edit'],
    nativeSizes: [{ width: 128, height: 96 }],
    defaults: {
      textToImage: { steps, textGuidance: 2, samplingTemperature: 0.5 },
      inpainting: { steps: steps / 2, textGuidance: 1, samplingTemperature: 0.25 },
    },
  } as Manifest;
}

let runs: RunInput[];
let kept: KeptPrompt[];
let run: RunStore;
let prompt: Prompt;
let circumstances: Circumstances;
let isModelComing: boolean;
let told: Missing[];

/** The model as the engine tells of it, everywhere at once. */
function offer(manifest: Manifest): void {
  circumstances = { ...circumstances, manifest };
  prompt.offerModel(manifest);
}

beforeEach(() => {
  runs = [];
  kept = [];
  told = [];
  isModelComing = true;
  let seed = 100;
  circumstances = { manifest: null, hasPicture: false, painted: false };
  run = createStore<RunState>()(() => ({ reused: null }) as unknown as RunState);
  prompt = createPrompt({
    run,
    begin: async (input) => void runs.push(input),
    beginSeries: async () => {},
    randomSeed: () => seed++,
    circumstances: () => circumstances,
    isModelComing: () => isModelComing,
    tellMissing: (missing) => void told.push(missing),
    keep: (value) => kept.push(value),
  });
});

test('a model brings its defaults; the same model again leaves what was set', () => {
  offer(model('a', 16));
  expect(prompt.state.getState()).toMatchObject({
    settings: { generate: { steps: 16 }, retouch: { steps: 8 } },
    size: { width: 128, height: 96 },
  });
  prompt.state.getState().setSettings('generate', { steps: 40 });
  offer(model('a', 16));
  expect(prompt.state.getState().settings).toMatchObject({
    generate: { steps: 40, textGuidance: 2, samplingTemperature: 0.5 },
    retouch: { steps: 8, textGuidance: 1, samplingTemperature: 0.25 },
  });
  offer(model('b', 64));
  expect(prompt.state.getState().settings.generate.steps).toBe(64);
});

test('trying again draws another picture, also where the seed was kept', async () => {
  offer(model('a', 16));
  const { setText, setSeed, setKeepSeed } = prompt.state.getState();
  setText('a red heart');
  setSeed(7);
  setKeepSeed(true);
  await prompt.state.getState().run();
  await prompt.state.getState().runAgain();
  const [first, second] = runs;
  expect(first).toMatchObject({ seed: 7, prompt: 'a red heart' });
  expect(second).toMatchObject({ prompt: 'a red heart' });
  expect(second?.seed).not.toBe(7);
  // What the bar says of the seed is what was drawn with.
  expect(prompt.state.getState()).toMatchObject({ keepSeed: false, seed: second?.seed });
});

test('a drawing that lacks nothing but the model waits for it, with the words that it was asked for with', async () => {
  const { setText, run: press } = prompt.state.getState();
  await press();
  // Without words there is nothing to wait for.
  expect(prompt.state.getState().waiting).toBeNull();
  setText('a red heart');
  await press();
  expect(prompt.state.getState().waiting).toMatchObject({ text: 'a red heart', front: false });
  setText('half of the next thou');
  offer(model('a', 16));
  expect(prompt.state.getState()).toMatchObject({ waiting: null, text: 'half of the next thou' });
  // Size and settings are those of the model.
  expect(runs).toMatchObject([
    { prompt: 'a red heart', size: { width: 128, height: 96 }, settings: { generate: { steps: 16 } } },
  ]);
  offer(model('b', 8));
  expect(runs).toHaveLength(1);
});

test('a drawing that waits for the model is taken back, and none waits where no model comes', async () => {
  const { setText, stopWaiting, run: press } = prompt.state.getState();
  setText('a red heart');
  await press();
  stopWaiting();
  isModelComing = false;
  await press();
  expect(prompt.state.getState().waiting).toBeNull();
  offer(model('a', 16));
  expect(runs).toEqual([]);
});

test('a drawing that the model was not trained for says so when the model is there', async () => {
  circumstances = { manifest: null, hasPicture: true, painted: false };
  const { setTask, setText, run: press } = prompt.state.getState();
  setTask('predict');
  setText('a red heart');
  await press();
  offer(model('a', 16));
  await expect.poll(() => told).toEqual(['untrained']);
  expect(runs).toEqual([]);
});

test('a speed is a setting of its task, survives a restart, and exact leaves no trace', () => {
  offer(model('a', 16));
  const { setSpeed, setSettings } = prompt.state.getState();
  setSpeed('retouch', 'fast');
  setSettings('retouch', { steps: 5 });
  const { generate, retouch } = keptPromptSchema.parse(kept.at(-1)).settings;
  expect(generate).toBeDefined();
  expect(retouch).toMatchObject({ steps: 5, cache: cacheFor('fast', 'retouch', 5) });
  expect(generate).not.toHaveProperty('cache');
  setSpeed('retouch', 'exact');
  expect(prompt.state.getState().settings.retouch).not.toHaveProperty('cache');
});

test('a speed stays on when the steps change, and single dials are left as they are', () => {
  offer(model('a', 16));
  const { setSpeed, setSettings } = prompt.state.getState();
  const dials = () => prompt.state.getState().settings.generate.cache;
  setSpeed('generate', 'balanced');
  expect(dials()).toEqual(cacheFor('balanced', 'generate', 16));
  setSettings('generate', { steps: 64 });
  expect(dials()).toEqual(cacheFor('balanced', 'generate', 64));
  expect(dials()?.refreshInterval).toBeGreaterThan(cacheFor('balanced', 'generate', 16)?.refreshInterval ?? 99);
  setSettings('generate', { cache: paperCache });
  setSettings('generate', { steps: 8 });
  expect(dials()).toEqual(paperCache);
});

test('a speed is kept by its name: after a restart it has the dials of today, dials of somebody’s own stay', () => {
  offer(model('a', 16));
  prompt.state.getState().setSpeed('generate', 'balanced');
  prompt.state.getState().setSettings('retouch', { cache: paperCache });
  const last = keptPromptSchema.parse(kept.at(-1));
  expect(last.speeds).toMatchObject({ generate: 'balanced', edit: 'exact' });
  expect(last.speeds).not.toHaveProperty('retouch');
  const { generate } = last.settings;
  if (generate === undefined) throw new Error('The settings are kept.');
  const earlier = {
    ...last,
    settings: { ...last.settings, generate: { ...generate, cache: { ...paperCache, cacheRatio: 0.3 } } },
  };
  prompt.restore(earlier);
  offer(model('a', 16));
  const { settings } = prompt.state.getState();
  expect(settings.generate.cache).toEqual(cacheFor('balanced', 'generate', 16));
  expect(settings.retouch.cache).toEqual(paperCache);
  // A studio before this one kept no names.
  const { speeds: _, ...nameless } = earlier;
  prompt.restore(keptPromptSchema.parse(nameless));
  expect(prompt.state.getState().settings.generate.cache?.cacheRatio).toBe(0.3);
});

test('each run takes a new seed, unless it is kept', async () => {
  offer(model('a', 16));
  const { setText, run, setKeepSeed } = prompt.state.getState();
  setText('  a red circle ');
  await run();
  await run();
  setKeepSeed(true);
  await run();
  const [first, second, third] = runs;
  expect(first.prompt).toBe('a red circle');
  expect(second.seed).not.toBe(first.seed);
  expect(third.seed).toBe(second.seed);
});

test('nothing runs without words or without a model', async () => {
  isModelComing = false;
  prompt.state.getState().setText('a red circle');
  await prompt.state.getState().run();
  offer(model('a', 16));
  prompt.state.getState().setText('   ');
  await prompt.state.getState().run();
  expect(runs).toEqual([]);
});

test('what a row of the history gives back stands in the bar, with its seed kept', async () => {
  offer(model('a', 16));
  const reused: Reused = {
    task: 'generate',
    prompt: 'an older one',
    settings: { steps: 9, textGuidance: 1, samplingTemperature: 0 },
    seed: 77,
    size: { width: 64, height: 64 },
    details: {},
    reference: null,
  };
  run.setState({ reused });
  await prompt.state.getState().run();
  const { task, prompt: words, seed, size, settings } = reused;
  expect(runs).toMatchObject([{ task, prompt: words, seed, size, settings: { generate: settings } }]);
  expect(runs[0]?.settings.retouch).toEqual(prompt.state.getState().settings.retouch);
  prompt.state.getState().setText('changed since');
  run.setState({ revision: 2 } as Partial<RunState>);
  expect(prompt.state.getState().text).toBe('changed since');
});

test('the seed that a picture brought goes with the settings of another one, and one that the artist keeps stays', () => {
  offer(model('a', 16));
  const row = {
    task: 'generate',
    prompt: 'an older one',
    settings: { steps: 9, textGuidance: 1, samplingTemperature: 0 },
    size: { width: 64, height: 64 },
    details: {},
    reference: null,
  } as const;
  run.setState({ reused: { ...row, seed: 77 } });
  expect(prompt.state.getState()).toMatchObject({ seed: 77, keepSeed: true });
  run.setState({ reused: { ...row, seed: null } });
  expect(prompt.state.getState().keepSeed).toBe(false);
  prompt.state.getState().setSeed(5);
  prompt.state.getState().setKeepSeed(true);
  run.setState({ reused: { ...row, seed: null } });
  expect(prompt.state.getState()).toMatchObject({ seed: 5, keepSeed: true });
});

test('a retouch of the history changes what the next retouch does, and nothing else', () => {
  offer(model('a', 16));
  const settings = { steps: 3, textGuidance: 5, samplingTemperature: 1 };
  run.setState({
    reused: {
      task: 'retouch',
      prompt: 'a star',
      settings,
      seed: 5,
      size: { width: 32, height: 32 },
      details: {},
      reference: null,
    },
  });
  expect(prompt.state.getState()).toMatchObject({
    settings: { generate: { steps: 16 }, retouch: settings },
    size: { width: 128, height: 96 },
  });
});

test('a kind that the model was not trained for gives way to one that it was', () => {
  const { setChoices } = prompt.state.getState();
  setChoices({ variants: { control: 'pose', predict: 'depth', views: 'left' } });
  offer({ ...model('a', 16), kinds: { control: ['canny', 'depth'], predict: ['canny', 'depth'] } });
  expect(prompt.state.getState().choices.variants).toEqual({ control: 'canny', predict: 'depth', views: 'left' });
});

test('what is kept comes back in the next life, and fits its schema', () => {
  offer(model('a', 16));
  prompt.state.getState().setText('half a thought');
  const last = keptPromptSchema.parse(kept.at(-1));
  const next = createPrompt({
    run,
    begin: async () => {},
    beginSeries: async () => {},
    randomSeed: () => 1,
    circumstances: () => circumstances,
    isModelComing: () => false,
    tellMissing: () => {},
    keep: () => {},
  });
  next.restore(last);
  next.offerModel(model('a', 16));
  expect(next.state.getState()).toMatchObject({ text: 'half a thought', settings: { generate: { steps: 16 } } });
});

test('a bar kept by a studio that knew two tasks comes back, and the model brings the others', () => {
  const older = {
    text: 'from before',
    settings: { generate: { steps: 3, textGuidance: 1, samplingTemperature: 0 } },
    size: { width: 64, height: 64 },
    seed: 1,
    keepSeed: true,
    modelHash: 'a',
  };
  prompt.restore(keptPromptSchema.parse(older));
  offer(model('a', 16));
  expect(prompt.state.getState()).toMatchObject({
    text: 'from before',
    task: 'generate',
    count: 1,
    settings: { generate: { steps: 3 }, retouch: { steps: 8 }, edit: { steps: 16, imageGuidance: 4 } },
  });
});

test('a task is kept; one that another model was not trained for gives way to drawing', () => {
  offer(model('a', 16));
  prompt.state.getState().setTask('edit');
  expect(kept.at(-1)?.task).toBe('edit');
  offer({ ...model('b', 16), tasks: ['generate'] });
  expect(prompt.state.getState().task).toBe('generate');
});

test('a task runs when everything it needs is there, with what was set for it', async () => {
  const everything: Manifest = { ...model('a', 16), tasks: ['generate', 'retouch', 'style', 'extend'] };
  offer(everything);
  const { setTask, setText, setChoices, setReference, setCount, run } = prompt.state.getState();
  setTask('style');
  await run();
  circumstances = { ...circumstances, hasPicture: true };
  await run();
  expect(runs).toEqual([]);
  const reference = { hash: 'a'.repeat(64), name: 'A poster' };
  setReference(reference);
  setCount(9);
  await run();
  expect(runs).toMatchObject([{ task: 'style', reference, count: 4 }]);
  setTask('extend');
  setText('a wider world');
  await run();
  expect(runs).toHaveLength(1);
  setChoices({ sides: { left: 0, top: 0, right: 16, bottom: 0 } });
  await run();
  expect(runs[1]).toMatchObject({ task: 'extend', choices: { sides: { right: 16 } } });
});

test('with something painted, drawing from words is a retouch; other tasks stay what they are', async () => {
  offer(model('a', 16));
  circumstances = { ...circumstances, hasPicture: true, painted: true };
  const { setText, setTask, run } = prompt.state.getState();
  setText('a star');
  await run();
  setTask('edit');
  await run();
  expect(runs.map(({ task }) => task)).toEqual(['retouch', 'edit']);
});

test('a variation of the history brings its strength back, and a task without words leaves those there', () => {
  offer(model('a', 16));
  const { setText } = prompt.state.getState();
  setText('my words');
  const reused: Reused = {
    task: 'predict',
    prompt: '',
    settings: { steps: 2, textGuidance: 1, samplingTemperature: 1 },
    seed: 3,
    size: { width: 16, height: 16 },
    details: { variant: 'normal', strength: 0.7 },
    reference: null,
  };
  run.setState({ reused });
  expect(prompt.state.getState()).toMatchObject({
    task: 'predict',
    text: 'my words',
    choices: { strength: 0.7, variants: { predict: 'normal', control: 'canny' } },
  });
});

test('a prompt that is too long is kept as it was pasted, and not drawn from', async () => {
  offer(model('a', 16));
  const { setText, run } = prompt.state.getState();
  setText('x'.repeat(5000));
  await run();
  expect(runs).toEqual([]);
  expect(keptPromptSchema.parse(kept.at(-1)).text).toHaveLength(5000);
  setText('x'.repeat(4000));
  await run();
  expect(runs).toHaveLength(1);
});

test('words that are too many are refused in plain words, with their count', () => {
  const told = wordsSchema.safeParse('x'.repeat(4213)).error?.issues[0]?.message;
  expect(told).toBe('it has 4,213 characters, and 4,000 are the most: please shorten it');
});

test('a new project begins with no words and no seed, and with the dials that are in use', () => {
  offer(model('a', 16));
  const { setText, setSeed, setKeepSeed, setSettings, setTask, setCount } = prompt.state.getState();
  setText('a harbour at dusk');
  setSeed(42);
  setKeepSeed(true);
  setCount(3);
  setTask('edit');
  setSettings('generate', { steps: 9, negativePrompt: 'boats' });
  const fresh = freshPrompt(prompt.kept(), 5);
  expect(fresh).toMatchObject({ task: 'generate', text: '', seed: 5, keepSeed: false, count: 3, modelHash: 'a' });
  expect(fresh.settings.generate).toMatchObject({ steps: 9 });
  expect(fresh.settings.generate).not.toHaveProperty('negativePrompt');
});
