import type { Kind } from '../rounds.ts';
import { checkpointRounds } from './checkpoint-rounds.ts';

/** Damaged and hostile checkpoints through the converter, and model folders through the engine. */
export function checkpointsKind(): Kind {
  return { name: 'checkpoints', story: 1, limitMs: 60_000, open: checkpointRounds };
}
