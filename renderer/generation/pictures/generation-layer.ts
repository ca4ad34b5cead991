import type { PictureLayer } from '../../../preload/contract/document.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { pictureLayer } from '../../document/new-layer.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { layerBoxFor } from './placement.ts';

/** The layer of a committed generation, at its frame. Its name is the prompt, or the name of its task in `words`. */
export function layerOf(
  words: StudioWords,
  generation: ListedGeneration,
  id: string,
  picture: { readonly width: number; readonly height: number },
  box: ReturnType<typeof layerBoxFor> = layerBoxFor(generation.frame, picture),
): PictureLayer {
  return pictureLayer({
    id,
    name: shortName(generation.prompt, words.tasks[drawTaskOf(generation.task)].layer),
    blob: generation.picture,
    mediaType: 'image/png',
    width: picture.width,
    height: picture.height,
    ...box,
    generationId: generation.id,
  });
}

/** The name of a picture's file. */
export const nameOfPicture = (words: StudioWords, { prompt }: Pick<ListedGeneration, 'prompt'>): string =>
  prompt.slice(0, NAME_LENGTH) || words.task.picture;

const NAME_LENGTH = 60;

/** A prompt as a layer's name: one line that is cut between words. */
export function shortName(prompt: string, fallback: string): string {
  const line = prompt.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return fallback;
  if (line.length <= NAME_LENGTH) return line;
  const cut = line.slice(0, NAME_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > NAME_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
