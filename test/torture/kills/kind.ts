import type { Kind } from '../rounds.ts';
import { STORY, serviceRounds } from './services-rounds.ts';

export function killsKind(_window: boolean): Kind {
  return { name: 'kills', story: STORY, limitMs: 120_000, open: serviceRounds };
}
