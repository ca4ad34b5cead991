import type { Manifest } from '../../../preload/contract/manifest.ts';
import { knownKinds, knowsTask } from '../../../preload/contract/model-tasks.ts';
import type { Sides, TaskDetails } from '../../../preload/contract/task-inputs.ts';
import {
  type BroughtTask,
  type ChosenTask,
  drawTaskNames,
  drawTasks as entries,
  type VariantTask,
} from '../../../preload/contract/tasks.ts';
import { MOST_CHARACTERS } from '../../../preload/contract/words.ts';
import type { StudioWords } from '../../../preload/words/index.ts';

/**
 * What the window needs to know about the tasks that an artist chooses. It is read from their entries in the contract.
 */

export type DrawTask = ChosenTask;
export const drawTasks = drawTaskNames.filter((task): task is DrawTask => entries[task].chosen);

export interface TaskNeeds {
  readonly words: boolean;
  /** Whether the task takes the visible picture. */
  readonly page: boolean;
  /** Which picture of a request the artist brings: its only picture, or the one beside the visible picture. */
  readonly slot: (typeof entries)[DrawTask]['brought'];
  /** Whether the task needs a region, may be limited by one, or ignores it. */
  readonly paint: (typeof entries)[DrawTask]['paint'];
  readonly sides: boolean;
  readonly strength: boolean;
  readonly variants: readonly string[];
  /** Whether the artist chooses the size of the result. */
  readonly size: boolean;
  /** Whether the result is a part that fits into the page. Otherwise it is a whole picture. */
  readonly region: boolean;
}

export function needsOf(task: DrawTask): TaskNeeds {
  const { inputs, brought, paint, variants, answer } = entries[task];
  const has = (input: string): boolean => Object.hasOwn(inputs, input);
  return {
    words: has('prompt'),
    page: has('picture') && brought !== 'picture',
    slot: brought,
    paint,
    sides: has('sides'),
    strength: has('strength'),
    variants,
    size: has('width') || has('size'),
    region: answer === 'region',
  };
}

export const isVariantTask = (task: DrawTask): task is VariantTask => entries[task].variants.length > 0;
export const isBroughtTask = (task: DrawTask): task is BroughtTask => entries[task].brought !== null;

/** The variants of a task that a model was trained for; all where no model is loaded. */
export function knownVariants(manifest: Pick<Manifest, 'kinds'> | null, task: VariantTask): readonly string[] {
  return manifest === null || task === 'views' ? entries[task].variants : knownKinds(manifest, task);
}

/** The chosen variants. A variant that the model does not know is replaced by the first that it knows. */
export function variantsFor(
  manifest: Pick<Manifest, 'kinds'>,
  chosen: TaskChoices['variants'],
): TaskChoices['variants'] {
  const known = (task: VariantTask): string => {
    const among = knownVariants(manifest, task);
    return among.includes(chosen[task]) ? chosen[task] : (among[0] ?? chosen[task]);
  };
  return { control: known('control'), predict: known('predict'), views: known('views') };
}

/** Whether the model can check that a picture shows what the words say. */
export function canVerify(manifest: Pick<Manifest, 'tasks'> | null, task: DrawTask): boolean {
  return manifest !== null && knowsTask(manifest, 'ask') && needsOf(task).words;
}

/** The task that runs. With a painted region, drawing from words redraws only that region. */
export function taskFor(chosen: DrawTask, painted: boolean): DrawTask {
  if (chosen !== 'generate' && chosen !== 'retouch') return chosen;
  return painted ? 'retouch' : 'generate';
}

/** The greatest number of candidates in one run. More could not be compared at a glance. */
export const MOST_AT_ONCE = 4;

export const sideNames = ['left', 'top', 'right', 'bottom'] as const;
export const noSides: Sides = { left: 0, top: 0, right: 0, bottom: 0 };

/** The most pixels that one side can add to the page. */
export const MOST_ADDED = 4096;

export const addsNothing = (sides: Sides): boolean => Object.values(sides).every((amount) => amount === 0);

/** What prevents a task from running. Each name is the key of a sentence in the words of the window. */
export type Missing = 'model' | 'untrained' | 'words' | 'long' | 'page' | 'paint' | 'unpaint' | 'slot' | 'sides';

/** What a task lacks as a sentence. */
export function missingSaid(
  { missing: words }: StudioWords,
  missing: Missing,
  { model, length }: { readonly model: string; readonly length: number },
): string {
  if (missing === 'long') return words.long({ has: length, most: MOST_CHARACTERS });
  return missing === 'untrained' ? words.untrained({ model }) : words[missing];
}

export interface Circumstances {
  /** Null while no model is loaded. */
  readonly manifest: Pick<Manifest, 'tasks' | 'kinds'> | null;
  /** Whether anything is visible on the page. */
  readonly hasPicture: boolean;
  readonly painted: boolean;
}

/** Why a task cannot be chosen; null where it can. */
export function closedBy(task: DrawTask, circumstances: Circumstances): Missing | null {
  return circumstances.manifest === null ? 'model' : closedOnPage(task, circumstances);
}

function closedOnPage(task: DrawTask, { manifest, hasPicture, painted }: Circumstances): Missing | null {
  if (manifest !== null && !knowsTask(manifest, task)) return 'untrained';
  const needs = needsOf(task);
  if (needs.paint === 'must' && !painted) return 'paint';
  if (task === 'generate' && painted) return 'unpaint';
  // A retouch can also draw on an empty page.
  return needs.page && needs.paint !== 'must' && !hasPicture ? 'page' : null;
}

/** The inputs of a task in the prompt bar. */
export interface Given {
  readonly text: string;
  readonly sides: Sides;
  readonly hasReference: boolean;
}

/** Why the chosen task cannot run yet; null where nothing is missing. It is 'model' only where nothing else is missing. */
export function missingFor(task: DrawTask, circumstances: Circumstances, given: Given): Missing | null {
  return (
    closedOnPage(task, circumstances) ?? missingIn(task, given) ?? (circumstances.manifest === null ? 'model' : null)
  );
}

function missingIn(task: DrawTask, given: Given): Missing | null {
  const needs = needsOf(task);
  if (needs.slot !== null && !given.hasReference) return 'slot';
  if (needs.sides && addsNothing(given.sides)) return 'sides';
  if (!needs.words) return null;
  const words = given.text.trim();
  return words === '' ? 'words' : words.length > MOST_CHARACTERS ? 'long' : null;
}

/** How a part blends into the picture around it. Null leaves the choice to the studio. */
export interface EdgeChoices {
  /** The width over which the part fades into the picture, in page pixels. */
  readonly feather: number | null;
  /** How far the part is drawn beyond the region, in page pixels. */
  readonly growth: number;
  /** How much of the surrounding picture the model sees, as a share of the region's longer side. */
  readonly context: number | null;
}

/** The settings of the tasks besides words and sampling. */
export interface TaskChoices {
  /** The sides to add, in page pixels. */
  readonly sides: Sides;
  /** The share of the cells that is redrawn, beginning with the least sure. */
  readonly strength: number;
  /** The share of the cells of a sketch that is drawn. */
  readonly sketch: number;
  readonly variants: Readonly<Record<VariantTask, string>>;
  readonly edge: EdgeChoices;
}

export const firstChoices: TaskChoices = {
  sides: noSides,
  strength: 0.3,
  sketch: 0.6,
  variants: { control: 'canny', predict: 'depth', views: 'left' },
  edge: { feather: null, growth: 0, context: null },
};

/** How much of the picture a task draws anew. A sketch has a dial of its own, since it needs more than a variation. */
export const strengthOf = (task: DrawTask, { strength, sketch }: Pick<TaskChoices, 'strength' | 'sketch'>): number =>
  task === 'sketch' ? sketch : strength;

/** The choices that apply to a task, in the form that its record keeps. */
export function detailsOf(task: DrawTask, choices: TaskChoices): TaskDetails {
  const needs = needsOf(task);
  return {
    ...(needs.sides && { sides: choices.sides }),
    ...(needs.strength && { strength: strengthOf(task, choices) }),
    ...(isVariantTask(task) && { variant: choices.variants[task] }),
    ...(needs.region && edgeDetails(task, choices.edge)),
  };
}

/** Whether a task can draw beyond the region. */
export const growsMask = (task: DrawTask): boolean => Object.hasOwn(entries[task].inputs, 'maskGrowth');

function edgeDetails(task: DrawTask, { feather, growth, context }: EdgeChoices): TaskDetails {
  return {
    ...(feather !== null && { feather }),
    ...(growth > 0 && growsMask(task) && { maskGrowth: growth }),
    ...(context !== null && { contextMargin: context }),
  };
}
