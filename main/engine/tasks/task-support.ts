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
  throw StudioError.of('model.task-unknown', { model: manifest.name, task, tasks: known.join(', ') });
}

/** @throws StudioError 'unsupported', naming the kinds that the model does know */
export function requireKind(manifest: Skills, task: KindTask, kind: string): void {
  const known = knownKinds(manifest, task);
  if (known.includes(kind)) return;
  throw StudioError.of('model.kind-unknown', { model: manifest.name, kind, task, kinds: known.join(', ') });
}
