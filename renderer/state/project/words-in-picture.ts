import type { Raster } from '../../../preload/contract/pictures.ts';
import type { Working } from '../../document/long-work.ts';
import { questionAbout, saysYes } from '../../document/part-questions.ts';
import type { ProjectParts } from '../parts.ts';

/** Asks the model about a view of each part. Returns the numbers of the parts that the words mean. */
export async function partsNamed(
  { engine }: { readonly engine: Pick<ProjectParts['engine'], 'describe'> },
  views: readonly Raster[],
  words: string,
  { signal, tell }: Working,
): Promise<number[]> {
  const question = questionAbout(words);
  const named: number[] = [];
  for (const [index, picture] of views.entries()) {
    signal.throwIfAborted();
    tell(index, views.length);
    const { text } = await engine.describe({ task: 'ask', picture, question, settings: null, seed: 0 }, { signal });
    if (saysYes(text)) named.push(index + 1);
  }
  return named;
}
