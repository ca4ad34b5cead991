/** Which tasks and kinds a model supports. */

import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { type KindTask, knownKinds, knowsTask } from '../../../preload/contract/model-tasks.ts';
import { type TaskName, taskNames } from '../../../preload/contract/tasks.ts';

type Skills = Pick<Manifest, 'name' | 'tasks' | 'kinds'>;

/** @throws StudioError 'unsupported', naming what the model does know */
export function requireTask(manifest: Skills, task: TaskName): void {
  if (knowsTask(manifest, task)) return;
  const known = taskNames.filter((name) => knowsTask(manifest, name));
  throw unlearned(manifest, `the task "${task}"`, known);
}

/** @throws StudioError 'unsupported', naming the kinds that the model does know */
export function requireKind(manifest: Skills, task: KindTask, kind: string): void {
  const known = knownKinds(manifest, task);
  if (!known.includes(kind)) throw unlearned(manifest, `the kind "${kind}" of the task "${task}"`, known);
}

function unlearned(manifest: Skills, what: string, known: readonly string[]): StudioError {
  const message = `The model "${manifest.name}" has not learned ${what}; it knows ${known.join(', ')}.`;
  return new StudioError('unsupported', message);
}
