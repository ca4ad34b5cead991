import { type DrawTask, drawTasks } from './tasks.ts';

/** The drawing task of that name in a record; null for a name of another kind, or of another version of the studio. */
export function knownTaskOf(task: string): DrawTask | null {
  return drawTasks.find((name) => name === task) ?? null;
}

/** The task as which a record is used again. A picture of an unknown task lies on the page as a whole picture does. */
export function drawTaskOf(task: string): DrawTask {
  return knownTaskOf(task) ?? 'generate';
}
