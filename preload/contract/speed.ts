import { z } from 'zod';

/** What a job takes from its earlier steps instead of computing it again (ML-Cache). */
export const cacheSettingsSchema = z.object({
  /** Share of the tokens that a cached step does not compute. */
  cacheRatio: z.number().min(0).max(1),
  /** Share of the first steps that compute everything. */
  warmupRatio: z.number().min(0).max(1),
  /** After these, every so many steps compute everything; 1: all of them, as without a cache. */
  refreshInterval: z.int().min(1).max(4096),
  /** Whether what is known from the start (prompt, pictures, what lies outside a mask) is computed once only. */
  keepKnown: z.boolean(),
  /** Whether a token that was fixed by the step before is always computed. */
  followFixed: z.boolean(),
});
export type CacheSettings = z.infer<typeof cacheSettingsSchema>;

export const speedSchema = z.enum(['exact', 'balanced', 'fast']);
export type Speed = z.infer<typeof speedSchema>;

/** The dials of Lumina-DiMOO's paper (arXiv 2510.06308). */
export const paperCache: CacheSettings = {
  cacheRatio: 0.9,
  warmupRatio: 0.3,
  refreshInterval: 5,
  keepKnown: false,
  followFixed: false,
};

/**
 * Presets: undefined computes everything in every step. A record keeps the dials and not the name,
 * so that a picture replays as it was made when a preset has moved on.
 */
export const speedPresets: Readonly<
  Record<Speed, { readonly picture?: CacheSettings; readonly text?: CacheSettings }>
> = {
  exact: {},
  balanced: {
    picture: { cacheRatio: 0.8, warmupRatio: 0.1, refreshInterval: 4, keepKnown: true, followFixed: true },
    text: { cacheRatio: 0.5, warmupRatio: 0, refreshInterval: 2, keepKnown: true, followFixed: true },
  },
  fast: {
    picture: { cacheRatio: 0.9, warmupRatio: 0.05, refreshInterval: 8, keepKnown: true, followFixed: true },
    text: { cacheRatio: 0.8, warmupRatio: 0, refreshInterval: 4, keepKnown: true, followFixed: true },
  },
};

/** The preset that these dials are; null for dials of somebody's own. */
export function speedOf(kind: 'picture' | 'text', cache: CacheSettings | undefined): Speed | null {
  const same = (speed: Speed) => {
    const preset = speedPresets[speed][kind];
    if (preset === undefined || cache === undefined) return preset === cache;
    return cacheSettingsSchema.keyof().options.every((dial) => preset[dial] === cache[dial]);
  };
  return speedSchema.options.find(same) ?? null;
}
