import type { Raster } from '../../../preload/contract/pictures.ts';
import type { Working } from '../../document/long-work.ts';
import { questionAbout, saysYes } from '../../document/part-questions.ts';
import type { PartViews } from '../../document/part-views.ts';
import type { ProjectParts } from '../parts.ts';

/**
 * Asks the model about views of each part. Two of three answers decide, so that the third is asked for only where the
 * first two differ. Returns the numbers of the parts that the words mean.
 */
export async function partsNamed(
  { engine }: { readonly engine: Pick<ProjectParts['engine'], 'describe'> },
  views: readonly PartViews[],
  words: string,
  { signal, tell }: Working,
): Promise<number[]> {
  const question = questionAbout(words);
  const named: number[] = [];
  const shows = async (picture: Raster): Promise<boolean> => {
    signal.throwIfAborted();
    const { text } = await engine.describe({ task: 'ask', picture, question, settings: null, seed: 0 }, { signal });
    return saysYes(text);
  };
  for (const [index, [surrounded, inPlace, nearby]] of views.entries()) {
    tell(index, views.length);
    const [first, second] = [await shows(surrounded), await shows(inPlace)];
    if (first === second ? first : await shows(nearby)) named.push(index + 1);
  }
  return named;
}
