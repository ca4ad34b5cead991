import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageSettings } from '../../../preload/contract/engine.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { cacheFor, type Speed, speedOf } from '../../../preload/contract/speed.ts';
import { drawDefaults, knowsTask } from '../../../preload/contract/tasks.ts';
import type { Reused, RunStore, TaskSettings } from '../../generation/run/run-types.ts';
import {
  type Circumstances,
  canVerify,
  type DrawTask,
  drawTasks,
  firstChoices,
  isVariantTask,
  MOST_AT_ONCE,
  missingFor,
  noSides,
  type TaskChoices,
  taskFor,
  variantsFor,
} from '../../generation/tasks/tasks.ts';
import type { PromptState } from '../studio.ts';
import { type KeptPrompt, MOST_KEPT } from './kept-prompt.ts';

export interface PromptParts {
  readonly session: RunStore;
  readonly randomSeed: () => number;
  readonly circumstances: () => Circumstances;
  /** Told after every change. */
  readonly keep: (prompt: KeptPrompt) => void;
}

export interface Prompt {
  readonly state: StoreApi<PromptState>;
  /** As it is to be kept. */
  kept(): KeptPrompt;
  restore(kept: KeptPrompt): void;
  /** The engine's model: its defaults, unless what stands here was set for it. */
  offerModel(manifest: Manifest): void;
}

/** The released model's; offerModel brings the real ones before anything can run. */
const firstSettings = settingsForAll(() => ({ steps: 64, textGuidance: 4, samplingTemperature: 1 }));

export function createPrompt(parts: PromptParts): Prompt {
  let modelHash = '';
  /** Tasks whose settings were kept for the model; others still need its defaults. */
  let settled: ReadonlySet<string> = new Set();
  const kept = (): KeptPrompt => {
    const { task, text, settings, size, seed, keepSeed, count, verify, choices } = state.getState();
    const { strength, variants } = choices;
    const now = { task, text, settings, size, seed, keepSeed, count, verify, strength, variants, modelHash };
    return { ...now, speeds: speedsOf(settings) };
  };
  const change = (patch: Partial<PromptState>) => {
    state.setState(patch);
    parts.keep(kept());
  };

  const state = createStore<PromptState>()((_set, get) => ({
    task: 'generate',
    text: '',
    settings: firstSettings,
    size: { width: 1024, height: 1024 },
    seed: parts.randomSeed(),
    keepSeed: false,
    count: 1,
    verify: false,
    choices: firstChoices,
    reference: null,
    pickerShown: false,
    setTask: (task) => change({ task: taskFor(task, false) }),
    showPicker: (pickerShown) => state.setState({ pickerShown }),
    setText: (text) => change({ text: text.slice(0, MOST_KEPT) }),
    setSettings: (task, patch) => {
      const { settings } = get();
      const changed = { ...settings[task], ...patch };
      // A speed is other dials in other steps.
      const speed = patch.cache === undefined ? speedOf(task, settings[task]) : null;
      change({ settings: { ...settings, [task]: speed === null ? changed : atSpeed(task, speed, changed) } });
    },
    setSpeed: (task, speed) => {
      const { settings } = get();
      change({ settings: { ...settings, [task]: atSpeed(task, speed, settings[task]) } });
    },
    setSize: (size) => change({ size }),
    setSeed: (seed) => change({ seed: Math.max(0, Math.min(0xffff_ffff, Math.floor(seed))) }),
    setKeepSeed: (keepSeed) => change({ keepSeed }),
    setCount: (count) => change({ count: Math.max(1, Math.min(MOST_AT_ONCE, Math.round(count))) }),
    setVerify: (verify) => change({ verify }),
    setChoices: (patch) => change({ choices: { ...get().choices, ...patch } }),
    setReference: (reference) => state.setState({ reference }),
    run: async () => {
      const circumstances = parts.circumstances();
      const { choices, reference } = get();
      const task = taskFor(get().task, circumstances.painted);
      const given = { text: get().text, sides: choices.sides, hasReference: reference !== null };
      if (missingFor(task, circumstances, given) !== null) return;
      if (!get().keepSeed) change({ seed: parts.randomSeed() });
      const { text, settings, seed, size, count } = get();
      const verify = get().verify && canVerify(circumstances.manifest, task);
      await parts.session
        .getState()
        .run({ task, prompt: text.trim(), settings, seed, size, choices, reference, count, verify });
    },
    runAgain: () => {
      change({ keepSeed: false });
      return get().run();
    },
  }));

  let taken: Reused | null = null;
  parts.session.subscribe(({ reused }) => {
    if (reused === null || reused === taken) return;
    taken = reused;
    change(takenOver(state.getState(), reused));
  });

  return {
    state,
    kept,
    restore: ({ modelHash: keptFor, strength, variants, settings: own, speeds, ...values }) => {
      modelHash = keptFor;
      settled = new Set(Object.keys(own));
      const settings = atSpeeds(own, speeds);
      const choices = { sides: noSides, strength, variants };
      state.setState({ ...values, choices, settings: { ...state.getState().settings, ...settings } });
    },
    offerModel: (manifest) => {
      const defaults = settingsForAll((task) => drawDefaults(manifest, task));
      const { task, settings, choices: chosen } = state.getState();
      const known = knowsTask(manifest, task) ? task : 'generate';
      const choices = { ...chosen, variants: variantsFor(manifest, chosen.variants) };
      if (manifest.modelHash === modelHash) {
        const own = Object.entries(settings).filter(([name]) => settled.has(name));
        state.setState({ task: known, choices, settings: { ...defaults, ...Object.fromEntries(own) } });
      } else {
        modelHash = manifest.modelHash;
        const [size] = manifest.nativeSizes;
        change({ task: known, choices, settings: defaults, ...(size ? { size } : {}) });
      }
      settled = new Set(drawTasks);
    },
  };
}

/** The same seed makes the same picture: that is what "use settings" is for. */
function takenOver(now: PromptState, reused: Reused): Partial<PromptState> {
  const { task, prompt: text, settings, seed, size, details, reference } = reused;
  const { variant, sides = noSides, strength = now.choices.strength } = details;
  const variants =
    variant !== undefined && isVariantTask(task) ? { ...now.choices.variants, [task]: variant } : now.choices.variants;
  const choices: TaskChoices = { sides, strength, variants };
  return {
    task: taskFor(task, false),
    // A task without words leaves those that stand there.
    ...(text === '' ? {} : { text }),
    seed,
    keepSeed: true,
    settings: { ...now.settings, [task]: settings },
    // The size of a part is that of its frame, which the painted area decides.
    ...(task === 'generate' ? { size } : {}),
    choices,
    reference: reference ?? now.reference,
  };
}

function atSpeed(task: DrawTask, speed: Speed, { cache: _, ...settings }: ImageSettings): ImageSettings {
  const cache = cacheFor(speed, task, settings.steps);
  return { ...settings, ...(cache && { cache }) };
}

function speedsOf(settings: TaskSettings): KeptPrompt['speeds'] {
  return Object.fromEntries(
    drawTasks.flatMap((task) => {
      const speed = speedOf(task, settings[task]);
      return speed === null ? [] : [[task, speed]];
    }),
  );
}

/** Kept settings, with today's dials for the speeds that were chosen. */
function atSpeeds(kept: KeptPrompt['settings'], speeds: KeptPrompt['speeds']): KeptPrompt['settings'] {
  return Object.fromEntries(
    drawTasks.flatMap((task) => {
      const [settings, speed] = [kept[task], speeds[task]];
      if (settings === undefined) return [];
      return [[task, speed === undefined ? settings : atSpeed(task, speed, settings)]];
    }),
  );
}

function settingsForAll(of: (task: (typeof drawTasks)[number]) => TaskSettings['generate']): TaskSettings {
  return Object.fromEntries(drawTasks.map((task) => [task, of(task)])) as TaskSettings;
}
