import { type DrawTask, drawTasks } from './tasks.ts';

/**
 * The drawing task with this name in a record. Null for the name of another kind of task, or of another version of the
 * studio.
 */
export function knownTaskOf(task: string): DrawTask | null {
  return drawTasks.find((name) => name === task) ?? null;
}

/**
 * The task with which a record is used again. A picture of an unknown task lies on the page as a whole picture does.
 */
export function drawTaskOf(task: string): DrawTask {
  return knownTaskOf(task) ?? 'generate';
}
