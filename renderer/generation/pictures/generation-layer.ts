import type { PictureLayer } from '../../../preload/contract/document.ts';
import type { ListedGeneration } from '../../../preload/contract/store.ts';
import { pictureLayer } from '../../document/new-layer.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import type { DrawTask } from '../tasks/tasks.ts';
import { layerBoxFor } from './placement.ts';

/** What a layer is called where no words say it. */
const plainNames: Readonly<Record<DrawTask, string>> = {
  generate: 'Picture',
  retouch: 'Retouch',
  extend: 'Extension',
  vary: 'Variation',
  edit: 'Edit',
  subject: 'Picture',
  control: 'Picture',
  style: 'Restyled picture',
  predict: 'Map',
  views: 'Another view',
};

/** The layer that shows a committed generation at its frame. */
export function layerOf(
  generation: ListedGeneration,
  id: string,
  picture: { readonly width: number; readonly height: number },
  box: ReturnType<typeof layerBoxFor> = layerBoxFor(generation.frame, picture),
): PictureLayer {
  return pictureLayer({
    id,
    name: shortName(generation.prompt, plainNames[drawTaskOf(generation.task)]),
    blob: generation.picture,
    mediaType: 'image/png',
    width: picture.width,
    height: picture.height,
    ...box,
    generationId: generation.id,
  });
}

const NAME_LENGTH = 60;

/** A prompt as a layer's name: one line, cut at a word. */
export function shortName(prompt: string, fallback: string): string {
  const line = prompt.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return fallback;
  if (line.length <= NAME_LENGTH) return line;
  const cut = line.slice(0, NAME_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > NAME_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
