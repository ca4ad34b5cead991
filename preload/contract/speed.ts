import { z } from 'zod';
import { drawEntryOf, fillsCells, type TaskName } from './tasks.ts';

/** Dials that decide what a job reuses from its earlier steps instead of computing it again (ML-Cache). */
export const cacheSettingsSchema = z.object({
  /** Share of the tokens (with `changed`, of the masked ones) that a cached step takes from the cache. */
  cacheRatio: z.number().min(0).max(1),
  /** Share of the first steps that compute everything. */
  warmupRatio: z.number().min(0).max(1),
  /** After the warm-up, every n-th step computes everything. At 1 every step does. */
  refreshInterval: z.int().min(1).max(4096),
  /**
   * Of the later steps that compute everything, every n-th also computes what is known before the first step: the
   * prompt, pictures, and cells outside of a mask. With null none of them does, and at 1 all do.
   */
  knownInterval: z.int().min(1).max(4096).nullable(),
  /**
   * How a cached step chooses the tokens that it computes. `least-sure` is the paper's and takes tokens with a low
   * largest logit. `changed` takes the tokens that the step before fixed, and the masked ones that waited longest.
   * `next` adds the masked tokens that the step is likely to fix. It applies to answers only, and in pictures it acts
   * as `changed`.
   */
  choice: z.enum(['least-sure', 'changed', 'next']),
  /** With `next`: how many likely tokens a step computes for each token that it fixes. Absent means 1. */
  ahead: z.number().min(0).max(64).exactOptional(),
});
export type CacheSettings = z.infer<typeof cacheSettingsSchema>;
/** The list is made once, because it is needed at every key that is typed. */
const dials = cacheSettingsSchema.keyof().options;

export const speedSchema = z.enum(['exact', 'balanced', 'fast']);
export type Speed = z.infer<typeof speedSchema>;

/** The dials of Lumina-DiMOO's paper (arXiv 2510.06308). */
export const paperCache: CacheSettings = {
  cacheRatio: 0.9,
  warmupRatio: 0.3,
  refreshInterval: 5,
  knownInterval: 1,
  choice: 'least-sure',
};

/** A drawn picture, the painted part of one, or an answer in words. */
type CachedKind = 'picture' | 'retouch' | 'text';

/**
 * The dials of a preset for one kind of job. Where a preset has none, every step computes everything. A record keeps
 * the dials and not the preset's name, so a picture replays as it was made even if the preset has changed since. In a
 * retouch and in an answer nearly everything is known from the start, so it pays to keep what is known.
 *
 * `dimoo eval` judges the presets on Pocket's held-out suites. These are the right results with Exact and with
 * Balanced. Drawings in Pocket's own 16 steps have 1,070 and 1,072 of 1,200, and drawings in 64 steps have 544 and 554
 * of 600. Of 200 each, edits have 151 and 149, retouches 160 and 161, questions 190 and 189, and captions 150 and 145.
 * In 64 steps Balanced takes 1/2.75 of the time of a picture and 1/2.67 of the time of an answer. What counts is how
 * much changes between two refreshes, not how many steps there are. More numbers are in
 * docs/decisions/0005-cache-presets.md.
 *
 * Four other rules did worse, measured on an early Pocket by the divergence from exact probabilities. The first takes
 * low logits without the tokens that were just fixed, but without these all logits stay as they were. The second
 * computes the prompt of a whole picture only once. The third takes the tokens nearest to the fixed ones first. The
 * fourth leaves out the unconditional branch in cached steps. The decision says what is known of their numbers.
 */
interface Preset extends Omit<CacheSettings, 'refreshInterval'> {
  /**
   * `every` counts steps, and `share` is a share of all steps. A share fits drawings of any length, because a picture
   * changes as much in few steps as in many.
   */
  readonly refresh: { readonly every: number } | { readonly share: number };
}

const speedPresets: Readonly<Record<Speed, { readonly [kind in CachedKind]?: Preset }>> = {
  exact: {},
  balanced: {
    picture: { cacheRatio: 1, warmupRatio: 0, refresh: { share: 0.19 }, knownInterval: 1, choice: 'changed' },
    retouch: { cacheRatio: 0.5, warmupRatio: 0, refresh: { every: 4 }, knownInterval: null, choice: 'changed' },
    text: { cacheRatio: 0.9, warmupRatio: 0, refresh: { share: 0.19 }, knownInterval: null, choice: 'next', ahead: 2 },
  },
  fast: {
    picture: { cacheRatio: 0.98, warmupRatio: 0, refresh: { share: 0.32 }, knownInterval: 1, choice: 'changed' },
    retouch: { cacheRatio: 0.5, warmupRatio: 0, refresh: { every: 8 }, knownInterval: null, choice: 'changed' },
    text: { cacheRatio: 0.9, warmupRatio: 0, refresh: { share: 0.4 }, knownInterval: null, choice: 'next', ahead: 1 },
  },
};

function kindOf(task: TaskName): CachedKind {
  if (drawEntryOf(task) === null) return 'text';
  return fillsCells(task) ? 'retouch' : 'picture';
}

/** Returns the dials of a preset for a task of `steps` steps. Undefined means that every step computes everything. */
export function cacheFor(speed: Speed, task: TaskName, steps: number): CacheSettings | undefined {
  const preset = speedPresets[speed][kindOf(task)];
  if (preset === undefined) return undefined;
  const { refresh, ...others } = preset;
  const refreshInterval = 'every' in refresh ? refresh.every : Math.max(1, Math.round(steps * refresh.share));
  return { ...others, refreshInterval };
}

/** Returns the preset that has a job's dials, or null where no preset has them. */
export function speedOf(
  task: TaskName,
  { steps, cache }: { readonly steps: number; readonly cache?: CacheSettings | undefined },
): Speed | null {
  const same = (speed: Speed) => {
    const preset = cacheFor(speed, task, steps);
    if (preset === undefined || cache === undefined) return preset === cache;
    return dials.every((dial) => preset[dial] === cache[dial]);
  };
  return speedSchema.options.find(same) ?? null;
}
