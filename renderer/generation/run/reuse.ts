import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { shortName } from '../pictures/generation-layer.ts';
import type { Reference } from '../pictures/importer-types.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { needsOf } from '../tasks/tasks.ts';
import type { Reused } from './run-types.ts';

/**
 * The settings that made a picture, for the prompt bar.
 * @param patchSize the patch size of the model, in pixels
 * @param withSeed whether the seed comes as well, so that the same picture is drawn again
 */
export function reusedOf(
  words: StudioWords,
  generation: ListedGeneration,
  patchSize: number,
  withSeed: boolean,
): Reused {
  const { prompt, settings, seed, details, grid, frame } = generation;
  return {
    task: drawTaskOf(generation.task),
    prompt,
    settings,
    seed: withSeed ? seed : null,
    size: grid === null ? frameSize(frame) : { width: grid.columns * patchSize, height: grid.rows * patchSize },
    details,
    reference: referenceOf(words, generation),
  };
}

const frameSize = ({ width, height }: ListedGeneration['frame']) => ({ width, height });

function referenceOf(
  words: StudioWords,
  { task, givenPicture, givenStyle, prompt }: ListedGeneration,
): Reference | null {
  const { slot } = needsOf(drawTaskOf(task));
  const hash = slot === 'picture' ? givenPicture : slot === 'stylePicture' ? givenStyle : null;
  return hash === null ? null : { hash, name: shortName(prompt, words.task.picture) };
}
