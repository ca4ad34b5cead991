import type { StudioWords } from '../../../preload/words/index.ts';
import type { RunState } from '../../generation/run/run-types.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import type { QueueItem } from '../queue-types.ts';

/**
 * Why the page may not be changed as a whole: what is drawn for a part of it has its place in pixels of the page, and
 * would lie elsewhere afterwards. Null where nothing holds it.
 */
export function whyHeld(
  { phase, task }: Pick<RunState, 'phase' | 'task'>,
  queued: readonly Pick<QueueItem, 'task'>[],
): keyof StudioWords['page']['held'] | null {
  if (phase === 'candidate' || phase === 'saving') return 'results';
  if (phase === 'running' && task !== null && needsOf(task).region) return 'drawing';
  return queued.some((one) => needsOf(one.task).region) ? 'queue' : null;
}
