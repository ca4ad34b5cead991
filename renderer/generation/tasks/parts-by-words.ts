import type { Manifest } from '../../../preload/contract/manifest.ts';
import { knownKinds, knowsTask } from '../../../preload/contract/model-tasks.ts';
import type { StudioWords } from '../../../preload/words/index.ts';

/** Why a model cannot find a thing by its name; null where it can. */
export type WordsClosed = 'model' | 'parts' | 'questions';

export function mapsParts(model: Pick<Manifest, 'tasks' | 'kinds'>): boolean {
  return knowsTask(model, 'predict') && knownKinds(model, 'predict').includes('segmentation');
}

/** @param model null while no model is loaded */
export function wordsClosedBy(model: Pick<Manifest, 'tasks' | 'kinds'> | null): WordsClosed | null {
  if (model === null) return 'model';
  if (!mapsParts(model)) return 'parts';
  return knowsTask(model, 'ask') ? null : 'questions';
}

/** The same as a sentence. */
export function closedSaid({ missing, parts }: StudioWords, closed: WordsClosed, model: string): string {
  if (closed === 'model') return missing.model;
  return closed === 'parts' ? parts.untrained({ model }) : parts.unasked({ model });
}
