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

/** What the window has to know of the tasks that an artist chooses, read from their entries in the contract. */

export type DrawTask = ChosenTask;
export const drawTasks = drawTaskNames.filter((task): task is DrawTask => entries[task].chosen);

export interface TaskNeeds {
  readonly words: boolean;
  /** The visible picture. */
  readonly page: boolean;
  /** Which picture of a request the artist brings: its only one, or the one beside the visible picture. */
  readonly slot: (typeof entries)[DrawTask]['brought'];
  /** A region is a must, may limit the task, or means nothing to it. */
  readonly paint: (typeof entries)[DrawTask]['paint'];
  readonly sides: boolean;
  readonly strength: boolean;
  readonly variants: readonly string[];
  /** The size of the result is for the artist to choose. */
  readonly size: boolean;
  /** The result is a part that fits into the page, where others are pictures of their own. */
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

/** The chosen variants. Where the model does not know one, the first that it knows. */
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

/** Whether a model can be asked if what it drew is what the words say. */
export function canVerify(manifest: Pick<Manifest, 'tasks'> | null, task: DrawTask): boolean {
  return manifest !== null && knowsTask(manifest, 'ask') && needsOf(task).words;
}

/** With something painted, drawing from words means the painted part. */
export function taskFor(chosen: DrawTask, painted: boolean): DrawTask {
  if (chosen !== 'generate' && chosen !== 'retouch') return chosen;
  return painted ? 'retouch' : 'generate';
}

/** Candidates of one run: as many as can be told apart at a glance. */
export const MOST_AT_ONCE = 4;

export const sideNames = ['left', 'top', 'right', 'bottom'] as const;
export const noSides: Sides = { left: 0, top: 0, right: 0, bottom: 0 };

export const addsNothing = (sides: Sides): boolean => Object.values(sides).every((amount) => amount === 0);

/** What is still missing before a task can run; the names of the sentences that say so. */
export type Missing = 'model' | 'untrained' | 'words' | 'long' | 'page' | 'paint' | 'unpaint' | 'slot' | 'sides';

export interface Circumstances {
  /** null while no model is loaded. */
  readonly manifest: Pick<Manifest, 'tasks' | 'kinds'> | null;
  /** Something visible stands on the page. */
  readonly hasPicture: boolean;
  readonly painted: boolean;
}

/** Why a task cannot be chosen now; null where it can. */
export function closedBy(task: DrawTask, { manifest, hasPicture, painted }: Circumstances): Missing | null {
  if (manifest === null) return 'model';
  if (!knowsTask(manifest, task)) return 'untrained';
  const needs = needsOf(task);
  if (needs.paint === 'must' && !painted) return 'paint';
  if (task === 'generate' && painted) return 'unpaint';
  // A retouch also draws into an empty page.
  return needs.page && needs.paint !== 'must' && !hasPicture ? 'page' : null;
}

/** What the prompt bar holds for a task. */
export interface Given {
  readonly text: string;
  readonly sides: Sides;
  readonly hasReference: boolean;
}

/** Why a chosen task cannot run yet; null where all is there. */
export function missingFor(task: DrawTask, circumstances: Circumstances, given: Given): Missing | null {
  const closed = closedBy(task, circumstances);
  if (closed !== null) return closed;
  const needs = needsOf(task);
  if (needs.slot !== null && !given.hasReference) return 'slot';
  if (needs.sides && addsNothing(given.sides)) return 'sides';
  if (!needs.words) return null;
  const words = given.text.trim();
  return words === '' ? 'words' : words.length > MOST_CHARACTERS ? 'long' : null;
}

/** How a part meets the picture around it; null: as the studio chooses. */
export interface EdgeChoices {
  /** Page pixels over which it fades into the picture. */
  readonly feather: number | null;
  /** Page pixels by which it is drawn beyond the region. */
  readonly growth: number;
  /** How much of the picture around it the model sees, as a share of its longer side. */
  readonly context: number | null;
}

/** What an artist sets for the tasks besides words and sampling. */
export interface TaskChoices {
  /** Page pixels to add. */
  readonly sides: Sides;
  /** Share of the picture, the least sure first. */
  readonly strength: number;
  readonly variants: Readonly<Record<VariantTask, string>>;
  readonly edge: EdgeChoices;
}

export const firstChoices: TaskChoices = {
  sides: noSides,
  strength: 0.3,
  variants: { control: 'canny', predict: 'depth', views: 'left' },
  edge: { feather: null, growth: 0, context: null },
};

/** Those of the choices that count for a task, as its record keeps them. */
export function detailsOf(task: DrawTask, choices: TaskChoices): TaskDetails {
  const needs = needsOf(task);
  return {
    ...(needs.sides && { sides: choices.sides }),
    ...(needs.strength && { strength: choices.strength }),
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
