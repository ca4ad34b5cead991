/** Which tasks a model may be asked for. */
import { StudioError } from '../../preload/contract/errors.ts';
import { type Manifest, type TaskName, taskNames } from '../../preload/contract/manifest.ts';
import { knowsTask } from '../../preload/contract/tasks.ts';

/** @throws StudioError 'unsupported', naming what the model does know */
export function requireTask(manifest: Pick<Manifest, 'name' | 'tasks'>, task: TaskName): void {
  if (knowsTask(manifest, task)) return;
  const known = taskNames.filter((name) => knowsTask(manifest, name)).join(', ');
  throw new StudioError(
    'unsupported',
    `The model "${manifest.name}" has not learned the task "${task}"; it knows ${known}.`,
  );
}
