import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Manifest } from '../../../../preload/contract/manifest.ts';
import { cacheFor } from '../../../../preload/contract/speed.ts';
import {
  createPrompt,
  type KeptPrompt,
  keptPromptSchema,
  type Prompt,
} from '../../../../renderer/editor/prompt-state.ts';
import type {
  GenerationSession,
  Reused,
  RunInput,
  SessionState,
} from '../../../../renderer/generation/session-types.ts';

/** The part of a manifest that the prompt bar looks at. */
function model(modelHash: string, steps: number): Manifest {
  return {
    modelHash,
    nativeSizes: [{ width: 128, height: 96 }],
    defaults: {
      textToImage: { steps, textGuidance: 2, samplingTemperature: 0.5 },
      inpainting: { steps: steps / 2, textGuidance: 1, samplingTemperature: 0.25 },
    },
  } as Manifest;
}

let runs: RunInput[];
let kept: KeptPrompt[];
let session: GenerationSession;
let prompt: Prompt;

beforeEach(() => {
  runs = [];
  kept = [];
  let seed = 100;
  session = createStore<SessionState>()(
    () => ({ reused: null, run: async (input: RunInput) => void runs.push(input) }) as unknown as SessionState,
  );
  prompt = createPrompt({ session, randomSeed: () => seed++, keep: (value) => kept.push(value) });
});

test('a model brings its defaults; the same model again leaves what was set', () => {
  prompt.offerModel(model('a', 16));
  expect(prompt.state.getState()).toMatchObject({
    settings: { generate: { steps: 16 }, retouch: { steps: 8 } },
    size: { width: 128, height: 96 },
  });
  prompt.state.getState().setSettings('generate', { steps: 40 });
  prompt.offerModel(model('a', 16));
  expect(prompt.state.getState().settings).toEqual({
    generate: { steps: 40, textGuidance: 2, samplingTemperature: 0.5 },
    retouch: { steps: 8, textGuidance: 1, samplingTemperature: 0.25 },
  });
  prompt.offerModel(model('b', 64));
  expect(prompt.state.getState().settings.generate.steps).toBe(64);
});

test('a speed is a setting of its task, survives a restart, and exact leaves no trace', () => {
  prompt.offerModel(model('a', 16));
  const { setSpeed, setSettings } = prompt.state.getState();
  setSpeed('retouch', 'fast');
  setSettings('retouch', { steps: 5 });
  const { generate, retouch } = keptPromptSchema.parse(kept.at(-1)).settings;
  expect(retouch).toMatchObject({ steps: 5, cache: cacheFor('fast', 'retouch') });
  expect(generate).not.toHaveProperty('cache');
  setSpeed('retouch', 'exact');
  expect(prompt.state.getState().settings.retouch).not.toHaveProperty('cache');
});

test('each run takes a new seed, unless it is kept', async () => {
  prompt.offerModel(model('a', 16));
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
  prompt.state.getState().setText('a red circle');
  await prompt.state.getState().run();
  prompt.offerModel(model('a', 16));
  prompt.state.getState().setText('   ');
  await prompt.state.getState().run();
  expect(runs).toEqual([]);
});

test('what a row of the history gives back stands in the bar, with its seed kept', async () => {
  prompt.offerModel(model('a', 16));
  const reused: Reused = {
    task: 'generate',
    prompt: 'an older one',
    settings: { steps: 9, textGuidance: 1, samplingTemperature: 0 },
    seed: 77,
    size: { width: 64, height: 64 },
  };
  session.setState({ reused });
  await prompt.state.getState().run();
  const { prompt: words, seed, size, settings } = reused;
  const retouch = prompt.state.getState().settings.retouch;
  expect(runs).toEqual([{ prompt: words, seed, size, settings: { generate: settings, retouch } }]);
  prompt.state.getState().setText('changed since');
  session.setState({ revision: 2 } as Partial<SessionState>);
  expect(prompt.state.getState().text).toBe('changed since');
});

test('a retouch of the history changes what the next retouch does, and nothing else', () => {
  prompt.offerModel(model('a', 16));
  const settings = { steps: 3, textGuidance: 5, samplingTemperature: 1 };
  session.setState({
    reused: { task: 'retouch', prompt: 'a star', settings, seed: 5, size: { width: 32, height: 32 } },
  });
  expect(prompt.state.getState()).toMatchObject({
    settings: { generate: { steps: 16 }, retouch: settings },
    size: { width: 128, height: 96 },
  });
});

test('what is kept comes back in the next life, and fits its schema', () => {
  prompt.offerModel(model('a', 16));
  prompt.state.getState().setText('half a thought');
  const last = keptPromptSchema.parse(kept.at(-1));
  const next = createPrompt({ session, randomSeed: () => 1, keep: () => {} });
  next.restore(last);
  next.offerModel(model('a', 16));
  expect(next.state.getState()).toMatchObject({ text: 'half a thought', settings: { generate: { steps: 16 } } });
});
