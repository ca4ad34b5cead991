import type { Kind } from '../rounds.ts';
import { replayRounds } from './replay-rounds.ts';

/** Random drawings of the window's own code, drawn again from their records and as recipes: the bytes must be the same. */
export function replaysKind(): Kind {
  return { name: 'replays', story: 1, limitMs: 300_000, open: replayRounds };
}
