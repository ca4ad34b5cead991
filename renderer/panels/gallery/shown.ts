import type { ListedGeneration } from '../../../preload/contract/records.ts';

/**
 * The pictures that the panel shows.
 * @param hits what is found; null where nothing is sought
 * @param dropped whether discarded pictures are shown
 */
export function shownOf(
  all: readonly ListedGeneration[],
  { hits, dropped }: { readonly hits: readonly ListedGeneration[] | null; readonly dropped: boolean },
): readonly ListedGeneration[] {
  const found = hits ?? all;
  return dropped ? found : found.filter(({ outcome }) => outcome !== 'dropped');
}
