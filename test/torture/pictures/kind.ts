import type { Kind } from '../rounds.ts';
import { batchRounds } from './batch-rounds.ts';

export function picturesKind(_window: boolean): Kind {
  // A group is begun and ended within one of its rounds.
  return { name: 'pictures', story: 1, limitMs: 300_000, open: batchRounds };
}
