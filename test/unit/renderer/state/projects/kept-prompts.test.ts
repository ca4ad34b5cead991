import { beforeEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Manifest } from '../../../../../preload/contract/manifest.ts';
import type { RunState } from '../../../../../renderer/generation/run/run-types.ts';
import { createPrompt, type Prompt } from '../../../../../renderer/state/project/prompt-state.ts';
import { KeptPrompts } from '../../../../../renderer/state/projects/kept-prompts.ts';

const project = { id: crypto.randomUUID(), isNew: false };
const model = (modelHash: string) =>
  ({
    modelHash,
    tasks: ['generate'],
    nativeSizes: [{ width: 128, height: 128 }],
    defaults: {
      textToImage: { steps: 16, textGuidance: 0, samplingTemperature: 1 },
      inpainting: { steps: 16, textGuidance: 0, samplingTemperature: 1 },
    },
  }) as Manifest;

/** The store's settings, as they would be on disk. */
let settings: Record<string, unknown>;

beforeEach(() => {
  settings = {};
});

/** A window that has just been opened: its prompt bar, and what keeps it. */
function openWindow(loaded: Manifest | null): { prompt: Prompt; prompts: KeptPrompts } {
  const prompts = new KeptPrompts({
    getSettings: async () => structuredClone(settings) as never,
    putSetting: async ({ key, value }) => {
      settings[key] = value;
      return {};
    },
  });
  const prompt = createPrompt({
    run: createStore<RunState>()(() => ({ reused: null }) as unknown as RunState),
    begin: async () => {},
    beginSeries: async () => {},
    randomSeed: () => 1,
    circumstances: () => ({ manifest: loaded, hasPicture: false, painted: false }),
    isModelComing: () => false,
    tellMissing: () => {},
    keep: (kept) => prompts.keep(project.id, kept),
  });
  return { prompt, prompts };
}

async function typedBefore(text: string, of: Manifest): Promise<void> {
  const { prompt, prompts } = openWindow(of);
  prompt.offerModel(of);
  prompt.state.getState().setText(text);
  await prompts.flush();
}

it('words come back in a window whose model is loaded already, and stay kept', async () => {
  await typedBefore('a green star', model('a'));
  const { prompt, prompts } = openWindow(model('a'));
  const restored = prompts.restore(prompt, project, prompt.kept(), () => 'a');
  prompt.offerModel(model('a'));
  await restored;
  await prompts.flush();
  expect(prompt.state.getState().text).toBe('a green star');
  expect(settings[`prompt:${project.id}`]).toMatchObject({ text: 'a green star' });
});

it('another model brings its dials and leaves the words', async () => {
  await typedBefore('a green star', model('a'));
  const { prompt, prompts } = openWindow(model('b'));
  const restored = prompts.restore(prompt, project, prompt.kept(), () => 'b');
  prompt.offerModel(model('b'));
  await restored;
  expect(prompt.state.getState()).toMatchObject({ text: 'a green star', settings: { generate: { steps: 16 } } });
});

it('what is typed while the kept words are read is newer, and is kept', async () => {
  await typedBefore('a green star', model('a'));
  const { prompt, prompts } = openWindow(null);
  const restored = prompts.restore(prompt, project, prompt.kept(), () => null);
  prompt.state.getState().setText('a blue star');
  await restored;
  await prompts.flush();
  expect(prompt.state.getState().text).toBe('a blue star');
  expect(settings[`prompt:${project.id}`]).toMatchObject({ text: 'a blue star' });
});
