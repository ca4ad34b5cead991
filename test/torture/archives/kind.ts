import type { Kind } from '../rounds.ts';
import { archiveRounds } from './archive-rounds.ts';

export function archivesKind(): Kind {
  return { name: 'archives', story: 1, limitMs: 120_000, open: archiveRounds };
}
