import type { Kind } from '../rounds.ts';
import { STORY, serviceRounds } from './services-rounds.ts';
import { WINDOW_STORY, windowKillRounds } from './window-rounds.ts';

export function killsKind(window: boolean): Kind {
  return window
    ? { name: 'kills', story: WINDOW_STORY, limitMs: 400_000, open: windowKillRounds }
    : { name: 'kills', story: STORY, limitMs: 120_000, open: serviceRounds };
}
