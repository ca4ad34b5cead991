import type { JSONType } from 'zod';
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type EngineStatus, imageSettingsSchema, seedSchema } from '../../preload/contract/engine.ts';
import { MAX_SIDE } from '../../preload/contract/pictures.ts';
import type { GenerationSession } from '../generation/session-types.ts';
import type { PromptState } from '../panels/studio.ts';

export interface PromptParts {
  readonly session: GenerationSession;
  /** True where the engine can be asked; tells the user otherwise. */
  readonly engineReady: () => boolean;
  readonly save: (value: JSONType) => void;
}

export type PromptStore = StoreApi<PromptState> & {
  /** The model's own defaults, unless what was kept was chosen for this very model. */
  fitModel(status: EngineStatus): void;
  /** What `save` was given in an earlier life; anything else is ignored. */
  restore(kept: unknown): void;
  stop(): void;
};

const side = z.int().min(1).max(MAX_SIDE);
const keptSchema = z.object({
  text: z.string().max(4000),
  settings: imageSettingsSchema,
  size: z.object({ width: side, height: side }),
  seed: seedSchema,
  keepSeed: z.boolean(),
  modelHash: z.string().nullable(),
});

const MAX_TEXT = 4000;

export function createPromptState(parts: PromptParts): PromptStore {
  /** The model that settings and size were chosen for. */
  let modelHash: string | null = null;

  const state = createStore<PromptState>()((set, get) => ({
    text: '',
    settings: { steps: 64, textGuidance: 4, samplingTemperature: 1 },
    size: { width: 1024, height: 1024 },
    seed: newSeed(),
    keepSeed: false,
    setText: (text) => set({ text: text.slice(0, MAX_TEXT) }),
    setSettings: (patch) => {
      const settings = imageSettingsSchema.safeParse({ ...get().settings, ...patch });
      if (settings.success) set({ settings: settings.data });
    },
    setSize: (size) => set({ size }),
    setSeed: (seed) => {
      if (seedSchema.safeParse(seed).success) set({ seed, keepSeed: true });
    },
    setKeepSeed: (keepSeed) => set({ keepSeed }),
    run: async () => {
      const session = parts.session.getState();
      if (session.phase !== 'idle' || !parts.engineReady()) return;
      if (!get().keepSeed) set({ seed: newSeed() });
      const { text, settings, seed, size } = get();
      await session.run({ prompt: text, settings, seed, size });
    },
  }));

  const stopSaving = state.subscribe(({ text, settings, size, seed, keepSeed }) => {
    parts.save({ text, settings, size: { ...size }, seed, keepSeed, modelHash });
  });
  const stopReusing = parts.session.subscribe(({ reused }, before) => {
    if (reused === null || reused === before.reused) return;
    const { prompt, settings, seed, size } = reused;
    // Bringing a picture's settings back means that picture: its seed stays.
    state.setState({ text: prompt, settings, seed, size, keepSeed: true });
  });

  return Object.assign(state, {
    fitModel: ({ manifest }: EngineStatus) => {
      if (manifest.modelHash === modelHash) return;
      modelHash = manifest.modelHash;
      const { steps, textGuidance, samplingTemperature } = manifest.defaults.textToImage;
      const [size] = manifest.nativeSizes;
      state.setState({ settings: { steps, textGuidance, samplingTemperature }, ...(size ? { size } : {}) });
    },
    restore: (raw: unknown) => {
      const kept = keptSchema.safeParse(raw);
      if (!kept.success) return;
      const { modelHash: ownModel, ...values } = kept.data;
      modelHash = ownModel;
      state.setState(values);
    },
    stop: () => {
      stopSaving();
      stopReusing();
    },
  });
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
