import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { imageSettingsSchema, seedSchema } from '../../preload/contract/engine.ts';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { MAX_SIDE } from '../../preload/contract/pictures.ts';
import { cacheFor } from '../../preload/contract/speed.ts';
import type { GenerationSession, Reused } from '../generation/session-types.ts';
import type { PromptState } from '../panels/studio.ts';

/** What of the prompt bar lives on over a restart. */
export const keptPromptSchema = z.object({
  text: z.string().max(4000),
  settings: z.object({ generate: imageSettingsSchema, retouch: imageSettingsSchema }),
  size: z.object({ width: z.int().min(1).max(MAX_SIDE), height: z.int().min(1).max(MAX_SIDE) }),
  seed: seedSchema,
  keepSeed: z.boolean(),
  /** The model that the settings belong to: another one brings its own. */
  modelHash: z.string(),
});
export type KeptPrompt = z.infer<typeof keptPromptSchema>;

export interface PromptParts {
  readonly session: GenerationSession;
  readonly randomSeed: () => number;
  /** Told after every change. */
  readonly keep: (prompt: KeptPrompt) => void;
}

export interface Prompt {
  readonly state: StoreApi<PromptState>;
  restore(kept: KeptPrompt): void;
  /** The engine's model: its defaults, unless what stands here was set for it. */
  offerModel(manifest: Manifest): void;
}

export function createPrompt(parts: PromptParts): Prompt {
  let modelHash = '';
  const change = (patch: Partial<PromptState>) => {
    state.setState(patch);
    const { text, settings, size, seed, keepSeed } = state.getState();
    parts.keep({ text, settings, size, seed, keepSeed, modelHash });
  };

  const state = createStore<PromptState>()((_set, get) => ({
    text: '',
    // The released model's; offerModel brings the real ones before anything can run.
    settings: {
      generate: { steps: 64, textGuidance: 4, samplingTemperature: 1 },
      retouch: { steps: 64, textGuidance: 4, samplingTemperature: 1 },
    },
    size: { width: 1024, height: 1024 },
    seed: parts.randomSeed(),
    keepSeed: false,
    setText: (text) => change({ text: text.slice(0, 4000) }),
    setSettings: (task, patch) => {
      const { settings } = get();
      change({ settings: { ...settings, [task]: { ...settings[task], ...patch } } });
    },
    setSpeed: (task, speed) => {
      const { settings } = get();
      const { cache: _, ...rest } = settings[task];
      const cache = cacheFor(speed, task);
      change({ settings: { ...settings, [task]: { ...rest, ...(cache && { cache }) } } });
    },
    setSize: (size) => change({ size }),
    setSeed: (seed) => change({ seed: Math.max(0, Math.min(0xffff_ffff, Math.floor(seed))) }),
    setKeepSeed: (keepSeed) => change({ keepSeed }),
    run: async () => {
      const { keepSeed } = get();
      if (modelHash === '' || get().text.trim() === '') return;
      if (!keepSeed) change({ seed: parts.randomSeed() });
      const { text, settings, size, seed } = get();
      await parts.session.getState().run({ prompt: text.trim(), settings, seed, size });
    },
  }));

  let taken: Reused | null = null;
  parts.session.subscribe(({ reused }) => {
    if (reused === null || reused === taken) return;
    taken = reused;
    // The same seed makes the same picture: that is what "use settings" is for.
    const { task, prompt: text, settings, seed, size } = reused;
    change({
      text,
      seed,
      keepSeed: true,
      settings: { ...state.getState().settings, [task]: settings },
      // The size of a retouch is that of its frame, which the painted part decides.
      ...(task === 'generate' ? { size } : {}),
    });
  });

  return {
    state,
    restore: (kept) => {
      const { modelHash: keptFor, ...values } = kept;
      modelHash = keptFor;
      state.setState(values);
    },
    offerModel: (manifest) => {
      if (manifest.modelHash === modelHash) return;
      modelHash = manifest.modelHash;
      const [size] = manifest.nativeSizes;
      const settings = { generate: manifest.defaults.textToImage, retouch: manifest.defaults.inpainting };
      change({ settings, ...(size ? { size } : {}) });
    },
  };
}
