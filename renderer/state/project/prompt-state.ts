import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { knowsTask } from '../../../preload/contract/model-tasks.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import type { Reused, RunInput, RunStore } from '../../generation/run/run-types.ts';
import { type PlannedSeries, planSeries, type Series } from '../../generation/run/series.ts';
import {
  type Circumstances,
  canVerify,
  closedBy,
  type DrawTask,
  drawTasks,
  firstChoices,
  isVariantTask,
  type Missing,
  MOST_AT_ONCE,
  missingFor,
  needsOf,
  noSides,
  strengthOf,
  type TaskChoices,
  taskFor,
  variantsFor,
} from '../../generation/tasks/tasks.ts';
import type { PromptState, SeriesMissing, WaitingDraw } from '../prompt-types.ts';
import { type KeptPrompt, MOST_KEPT } from './kept-prompt.ts';
import { atSpeed, atSpeeds, defaultsOf, firstSettings, speedsOf, withSettings } from './prompt-settings.ts';

export interface PromptParts {
  readonly run: RunStore;
  /** Draws at once, or queues the drawing where another one runs. `front` puts it before all that wait. */
  readonly begin: (input: RunInput, front: boolean) => Promise<void>;
  /** Queues drawings that belong together. */
  readonly beginSeries: (inputs: readonly RunInput[]) => Promise<void>;
  readonly randomSeed: () => number;
  readonly circumstances: () => Circumstances;
  /** Whether a model that is not there yet is being loaded. */
  readonly isModelComing: () => boolean;
  /** Says why a drawing that waited for the model does not begin. */
  readonly tellMissing: (missing: Missing) => void;
  /** Called after every change. */
  readonly keep: (prompt: KeptPrompt) => void;
}

export interface Prompt {
  readonly state: StoreApi<PromptState>;
  /** The prompt in the form that is saved. */
  kept(): KeptPrompt;
  restore(kept: KeptPrompt): void;
  /** Why a task cannot be chosen now; null where it can. */
  closedBy(task: DrawTask): Missing | null;
  /** Applies the defaults of the engine's model to the tasks whose settings were not made for it. */
  offerModel(manifest: Manifest): void;
}

/** The model that the settings belong to, and the tasks whose settings were made for it. */
interface SetFor {
  readonly modelHash: string;
  /** Other tasks still need the model's defaults. */
  readonly tasks: ReadonlySet<string>;
}

export function createPrompt(parts: PromptParts): Prompt {
  let setFor: SetFor = { modelHash: '', tasks: new Set() };
  const kept = () => keptOf(state.getState(), setFor.modelHash);
  const change = (patch: Partial<PromptState>) => {
    state.setState(patch);
    parts.keep(kept());
  };
  const state = createStore<PromptState>()((set, get) => ({
    ...firstFields(parts.randomSeed()),
    ...fieldActions({ get, change }),
    showPicker: (pickerShown) => set({ pickerShown }),
    setReference: (reference) => set({ reference }),
    run: async (front = false) => {
      await draw(parts, { get, change }, askedOf(get(), front));
    },
    stopWaiting: () => set({ waiting: null }),
    showSeries: (seriesShown) => set({ seriesShown }),
    planSeries: (series) => planned(parts, get(), series),
    runSeries: async (series) => {
      if (!get().keepSeed) change({ seed: parts.randomSeed() });
      const plan = planned(parts, get(), series);
      if ('inputs' in plan) await parts.beginSeries(plan.inputs);
    },
    removeObject: () => drawOver(parts, { get, change }),
    runAgain: () => {
      change({ keepSeed: false });
      return get().run();
    },
  }));
  let seedOfPicture: number | null = null;
  onReuse(parts.run, (reused) => {
    const now = state.getState();
    // The seed that another picture brought goes with its settings. One that the artist keeps stays.
    const isOfAnother = reused.seed === null && now.keepSeed && now.seed === seedOfPicture;
    seedOfPicture = reused.seed;
    change({ ...takenOver(now, reused), ...(isOfAnother && { keepSeed: false }) });
  });

  return {
    state,
    kept,
    closedBy: (task) => closedBy(task, parts.circumstances()),
    restore: (prompt) => {
      setFor = { modelHash: prompt.modelHash, tasks: new Set(Object.keys(prompt.settings)) };
      state.setState(restored(prompt, state.getState()));
    },
    offerModel: (manifest) => {
      const isNew = manifest.modelHash !== setFor.modelHash;
      const patch = isNew ? ofNewModel(manifest, state.getState()) : ofSameModel(manifest, state.getState(), setFor);
      setFor = { modelHash: manifest.modelHash, tasks: new Set(drawTasks) };
      if (isNew) change(patch);
      else state.setState(patch);
      drawWaiting(parts, { get: state.getState, change });
    },
  };
}

/** Reads the state, and changes it in a way that is saved. */
interface Kept {
  readonly get: () => PromptState;
  readonly change: (patch: Partial<PromptState>) => void;
}

type Fields = {
  [name in keyof PromptState as PromptState[name] extends (...args: never) => unknown
    ? never
    : name]: PromptState[name];
};

function firstFields(seed: number): Fields {
  return {
    task: 'generate',
    text: '',
    settings: firstSettings,
    size: { width: 1024, height: 1024 },
    seed,
    keepSeed: false,
    count: 1,
    verify: false,
    choices: firstChoices,
    reference: null,
    waiting: null,
    pickerShown: false,
    seriesShown: false,
  };
}

function fieldActions({ get, change }: Kept) {
  const setOwn = (task: DrawTask, own: ImageSettings) => change({ settings: { ...get().settings, [task]: own } });
  return {
    setTask: (task) => change({ task: taskFor(task, false) }),
    setText: (text) => change({ text: text.slice(0, MOST_KEPT) }),
    setSettings: (task, patch) => setOwn(task, withSettings(task, get().settings[task], patch)),
    setSpeed: (task, speed) => setOwn(task, atSpeed(task, speed, get().settings[task])),
    setSize: (size) => change({ size }),
    setSeed: (seed) => change({ seed: Math.max(0, Math.min(0xffff_ffff, Math.floor(seed))) }),
    setKeepSeed: (keepSeed) => change({ keepSeed }),
    setCount: (count) => change({ count: Math.max(1, Math.min(MOST_AT_ONCE, Math.round(count))) }),
    setVerify: (verify) => change({ verify }),
    setChoices: (patch) => change({ choices: { ...get().choices, ...patch } }),
  } satisfies Partial<PromptState>;
}

const askedOf = ({ task, text, choices, reference, count, verify }: PromptState, front: boolean): WaitingDraw => ({
  ...{ task, text, choices, reference, count, verify },
  front,
});

/**
 * Draws with the state of the bar if nothing is missing. It takes a new seed first, unless the seed is kept. A drawing that
 * lacks nothing but the model waits for one that is being loaded: size and settings depend on it.
 * @returns what is missing; null where it draws or waits
 */
async function draw(
  { circumstances, isModelComing, randomSeed, begin }: PromptParts,
  { get, change }: Kept,
  asked: WaitingDraw,
): Promise<Missing | null> {
  const now = circumstances();
  const { text, choices, reference, count } = asked;
  const task = taskFor(asked.task, now.painted);
  const missing = missingFor(task, now, { text, sides: choices.sides, hasReference: reference !== null });
  if (missing === 'model' && isModelComing()) {
    change({ waiting: asked });
    return null;
  }
  if (missing !== null) return missing;
  if (!get().keepSeed) change({ seed: randomSeed() });
  const { settings, seed, size } = get();
  const verify = asked.verify && canVerify(now.manifest, task);
  const input = { task, prompt: text.trim(), settings, seed, size, choices, reference, count, verify };
  await begin(input, asked.front);
  return null;
}

/** Begins what has waited for the model. */
function drawWaiting(parts: PromptParts, kept: Kept): void {
  const { waiting } = kept.get();
  if (waiting === null) return;
  kept.change({ waiting: null });
  void draw(parts, kept, waiting).then((missing) => missing !== null && parts.tellMissing(missing));
}

/** The drawings of a series with the state of the bar; a reason where something is missing. */
function planned({ circumstances }: PromptParts, prompt: PromptState, series: Series): PlannedSeries | SeriesMissing {
  const { settings, seed, size, choices, reference } = prompt;
  const now = circumstances();
  const task = taskFor(prompt.task, now.painted);
  // The words of a series are its own.
  const given = { text: '-', sides: choices.sides, hasReference: reference !== null };
  const missing = missingFor(task, now, given);
  if (missing !== null) return { missing };
  const base = { task, prompt: '', settings, seed, size, choices, reference, count: 1, verify: false };
  return planSeries(series, base, withSettings);
}

/** Draws over the region without any words, so that what is around it goes on in it. */
async function drawOver({ circumstances, randomSeed, begin }: PromptParts, { get, change }: Kept): Promise<void> {
  if (closedBy('retouch', circumstances()) !== null) return;
  if (!get().keepSeed) change({ seed: randomSeed() });
  const { settings, seed, size, choices, count } = get();
  const task = 'retouch';
  await begin({ task, prompt: '', settings, seed, size, choices, reference: null, count, verify: false }, false);
}

/** Calls `take` once for each object of reused settings. */
function onReuse(run: RunStore, take: (reused: Reused) => void): void {
  let taken: Reused | null = null;
  run.subscribe(({ reused }) => {
    if (reused === null || reused === taken) return;
    taken = reused;
    take(reused);
  });
}

function keptOf(prompt: PromptState, modelHash: string): KeptPrompt {
  const { task, text, settings, size, seed, keepSeed, count, verify, choices } = prompt;
  const { strength, sketch, variants, edge } = choices;
  const speeds = speedsOf(settings);
  return {
    task,
    text,
    settings,
    size,
    seed,
    keepSeed,
    count,
    verify,
    strength,
    sketch,
    variants,
    edge,
    modelHash,
    speeds,
  };
}

/** Restores a saved prompt. Settings that were not saved stay as they are. */
function restored(kept: KeptPrompt, now: PromptState): Partial<PromptState> {
  const { modelHash: _, strength, sketch, variants, edge, settings, speeds, ...values } = kept;
  const choices = { sides: noSides, strength, sketch, variants, edge };
  return { ...values, choices, settings: { ...now.settings, ...atSpeeds(settings, speeds) } };
}

/** Applies the model that the settings were made for. Its defaults fill in the other tasks. */
function ofSameModel(manifest: Manifest, now: PromptState, { tasks }: SetFor): Partial<PromptState> {
  const own = Object.entries(now.settings).filter(([name]) => tasks.has(name));
  return { ...knownTo(manifest, now), settings: { ...defaultsOf(manifest), ...Object.fromEntries(own) } };
}

function ofNewModel(manifest: Manifest, now: PromptState): Partial<PromptState> {
  const [size] = manifest.nativeSizes;
  return { ...knownTo(manifest, now), settings: defaultsOf(manifest), ...(size ? { size } : {}) };
}

/** The chosen task and variants where the model knows them, else 'generate' and the first variants that it knows. */
function knownTo(manifest: Manifest, { task, choices }: PromptState): Pick<PromptState, 'task' | 'choices'> {
  return {
    task: knowsTask(manifest, task) ? task : 'generate',
    choices: { ...choices, variants: variantsFor(manifest, choices.variants) },
  };
}

/** Takes over the settings of a picture. A seed among them is kept, so that the same picture is drawn again. */
function takenOver(now: PromptState, reused: Reused): Partial<PromptState> {
  const { task, prompt: text, settings, seed, size, details, reference } = reused;
  const { variant, sides = noSides } = details;
  const own = details.strength ?? strengthOf(task, now.choices);
  const { strength, sketch } = task === 'sketch' ? { ...now.choices, sketch: own } : { ...now.choices, strength: own };
  const { feather = null, maskGrowth = 0, contextMargin = null } = details;
  const edge = needsOf(task).region ? { feather, growth: maskGrowth, context: contextMargin } : now.choices.edge;
  const variants =
    variant !== undefined && isVariantTask(task) ? { ...now.choices.variants, [task]: variant } : now.choices.variants;
  const choices: TaskChoices = { sides, strength, sketch, variants, edge };
  return {
    task: taskFor(task, false),
    // A record without words leaves the present words in the bar.
    ...(text === '' ? {} : { text }),
    ...(seed === null ? {} : { seed, keepSeed: true }),
    settings: { ...now.settings, [task]: settings },
    // For a part, the region decides the frame and therefore the size.
    ...(task === 'generate' ? { size } : {}),
    choices,
    reference: reference ?? now.reference,
  };
}
