import type { Kind } from '../rounds.ts';
import { batchRounds } from './batch-rounds.ts';
import { windowPictureRounds } from './window-rounds.ts';

export function picturesKind(window: boolean): Kind {
  // On the command line a group is begun and ended within one of its rounds.
  return { name: 'pictures', story: 1, limitMs: 300_000, open: window ? windowPictureRounds : batchRounds };
}
