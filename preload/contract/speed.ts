import { z } from 'zod';
import type { TaskName } from './manifest.ts';
import { restsOn } from './tasks.ts';

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
   * longest, or with these what the step is likely to fix.
   */
  choice: z.enum(['least-sure', 'changed', 'next']),
  /** With `next`: for each token that a step will fix, so many of the likely ones are computed. */
  ahead: z.number().min(0).max(64).exactOptional(),
});
export type CacheSettings = z.infer<typeof cacheSettingsSchema>;

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
 * Judged on Pocket's held-out suites (`dimoo eval`; right of all, exact, Balanced, Fast). Drawings in 64
 * steps, guided: 562, 570, 606 of 780, in 1, 1/2.8, 1/3.8 of the time; in Pocket's own 16 steps, of 400:
 * 339, 368, 363. Captions and questions: 174, 172 of 400, and of 280 of them 116 with Fast for 116. Where
 * a step computes little it disturbs little: nothing was lost by refreshing rarely, which a deeper model
 * may not bear. What lost on the way, by the divergence from exact probabilities on an early Pocket: low
 * logits without the tokens just fixed (their logits come out as they were), a whole picture with its
 * prompt computed once, nearest to the fixed ones first, cached steps without the unconditional branch.
 * Retouches of the inpainting suite: 120, 120, 117 of 200.
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
  if (task === 'caption' || task === 'ask') return 'text';
  return task === 'retouch' || restsOn[task] === 'retouch' ? 'retouch' : 'picture';
}

/** The dials of a preset for a task in so many steps; undefined: none, every step computes everything. */
export function cacheFor(speed: Speed, task: TaskName, steps: number): CacheSettings | undefined {
  const preset = speedPresets[speed][kindOf(task)];
  if (preset === undefined) return undefined;
  const { refresh, ...dials } = preset;
  const refreshInterval = 'every' in refresh ? refresh.every : Math.max(1, Math.round(steps * refresh.share));
  return { ...dials, refreshInterval };
}

/** The preset that a job's dials are; null for dials of somebody's own. */
export function speedOf(
  task: TaskName,
  { steps, cache }: { readonly steps: number; readonly cache?: CacheSettings | undefined },
): Speed | null {
  const same = (speed: Speed) => {
    const preset = cacheFor(speed, task, steps);
    if (preset === undefined || cache === undefined) return preset === cache;
    return cacheSettingsSchema.keyof().options.every((dial) => preset[dial] === cache[dial]);
  };
  return speedSchema.options.find(same) ?? null;
}
