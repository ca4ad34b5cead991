import { z } from 'zod';
import { drawEntryOf, fillsCells, type TaskName } from './tasks.ts';

/** What a job takes from its earlier steps instead of computing it again (ML-Cache). */
export const cacheSettingsSchema = z.object({
  /** Share of the tokens (with `changed`, of the masked ones) that a cached step does not compute. */
  cacheRatio: z.number().min(0).max(1),
  /** Share of the first steps that compute everything. */
  warmupRatio: z.number().min(0).max(1),
  /** After these, every so many steps compute everything; 1: all of them. */
  refreshInterval: z.int().min(1).max(4096),
  /**
   * Of the later steps that compute everything, every so many-th also computes what is known from the
   * start (prompt, pictures, what lies outside a mask); null: none of them does; 1: all do.
   */
  knownInterval: z.int().min(1).max(4096).nullable(),
  /**
   * What a cached step computes: the paper's low logits, or what was fixed just now and was stale the
   * longest, or in answers with these what the step is likely to fix (in pictures `next` is `changed`).
   */
  choice: z.enum(['least-sure', 'changed', 'next']),
  /** With `next`: for each token that a step will fix, so many of the likely ones are computed. */
  ahead: z.number().min(0).max(64).exactOptional(),
});
export type CacheSettings = z.infer<typeof cacheSettingsSchema>;
/** Made once: it is asked at every key that is typed. */
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

/** A drawn picture; the painted part of one; an answer in words. */
type CachedKind = 'picture' | 'retouch' | 'text';

/**
 * Presets: absent, every step computes everything. A record keeps the dials and not the name, so
 * that a picture replays as it was made when a preset has moved on. In a retouch and in an answer
 * nearly everything is known from the start, and what is known is worth keeping.
 *
 * Judged on Pocket's held-out suites (`dimoo eval`; right of all, exact and Balanced): drawings in its own 16
 * steps 1,070 and 1,072 of 1,200, in 64 steps 544 and 554 of 600; of 200 edits 151 and 149, retouches 160 and 161,
 * questions 190 and 189, captions 150 and 145. In 64 steps Balanced takes 1/2.75 of the time
 * of a picture, 1/2.67 of an answer's. How much changes between two refreshes counts, not how many steps there are.
 * What lost on the way, by the divergence from exact probabilities on an early Pocket: low logits without the tokens
 * just fixed (their logits come out as they were), a whole picture with its prompt computed once, nearest to the
 * fixed ones first, cached steps without the unconditional branch. Numbers in docs/decisions/0005-cache-presets.md.
 */
interface Preset extends Omit<CacheSettings, 'refreshInterval'> {
  /** A share is of the steps: few steps change as much between two of them as many. */
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

/** The dials of a preset for a task in so many steps; undefined: none, every step computes everything. */
export function cacheFor(speed: Speed, task: TaskName, steps: number): CacheSettings | undefined {
  const preset = speedPresets[speed][kindOf(task)];
  if (preset === undefined) return undefined;
  const { refresh, ...others } = preset;
  const refreshInterval = 'every' in refresh ? refresh.every : Math.max(1, Math.round(steps * refresh.share));
  return { ...others, refreshInterval };
}

/** The preset that a job's dials are; null for dials of somebody's own. */
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
