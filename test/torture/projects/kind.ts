import type { Kind } from '../rounds.ts';
import { projectRounds } from './project-rounds.ts';

export function projectsKind(): Kind {
  return { name: 'projects', story: 1, limitMs: 120_000, open: projectRounds };
}
