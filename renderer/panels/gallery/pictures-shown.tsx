import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGallery, useWords } from '../context.ts';
import type { Pages } from '../controls/LoadMore.tsx';
import { shownOf } from './shown.ts';

/** Photo managers have it so. */
const STAR_KEY = '.';

/** The pictures that the gallery shows. */
export function useShown(): readonly ListedGeneration[] {
  const generations = useGallery((state) => state.generations);
  const search = useGallery((state) => state.search);
  return useMemo(() => shownOf(generations, search), [generations, search]);
}

/** The pages of what is sought, or of all. */
export function usePages(): Pages {
  const { search, loadMoreHits, complete, loading, failed, loadMore } = useGallery((state) => state);
  return search.hits === null ? { complete, loading, failed, loadMore } : { ...search, loadMore: loadMoreHits };
}

/** Whether nothing was ever drawn in the project. */
export function useIsEmpty(): boolean {
  return useGallery(
    ({ generations, unreadable, complete }) => generations.length === 0 && unreadable.length === 0 && complete,
  );
}

/** The name of the list of pictures. */
export function useListName(): string {
  const { gallery: words } = useWords();
  return useGallery(({ search }) => search.oldestFirst) ? words.listOldest : words.list;
}

/** A list of pictures begins at its top whenever something else is sought. Its element gets the returned reference. */
export function useTopOfSearch(): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const { words, starred, dropped, oldestFirst, filters } = useGallery(({ search }) => search);
  const wish = JSON.stringify([words.trim(), starred, dropped, oldestFirst, filters]);
  const last = useRef(wish);
  useEffect(() => {
    if (last.current === wish) return;
    last.current = wish;
    let frame = 0;
    const toTop = (left: number) => {
      if (list.current !== null) list.current.scrollTop = 0;
      if (left > 0) frame = requestAnimationFrame(() => toTop(left - 1));
    };
    // Where the list gets shorter, the library scrolls to its new end a moment later.
    toTop(3);
    return () => cancelAnimationFrame(frame);
  }, [wish]);
  return list;
}

/** Whether the key gives stars. */
export const isStarKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key === STAR_KEY && !ctrlKey && !metaKey && !altKey;

/** The id of the list's row that a key was pressed on. */
export function rowOf({ target }: KeyboardEvent): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[role=row]') : null;
  return row?.dataset.key ?? null;
}

/** Says why no picture is shown. */
export function NothingShown({ isEmpty }: { readonly isEmpty: boolean }) {
  const { gallery: strings } = useWords();
  const { words, starred, hits, filters } = useGallery((state) => state.search);
  const { complete, loading } = usePages();
  const isFiltered = Object.keys(filters).length > 0;
  const isSought = words.trim() !== '' || starred || isFiltered;
  const shown = !isEmpty || loading || !complete || isSought ? null : strings.allDropped;
  const sought = isEmpty && isSought && hits?.length === 0 && !loading;
  const stars = words.trim() === '' ? strings.noStars({ key: STAR_KEY }) : strings.nothing;
  const text = !sought ? shown : isFiltered ? strings.nothingFiltered : starred ? stars : strings.nothing;
  return (
    <p className={text === null ? 'visually-hidden' : 'gallery-nothing'} role="status">
      {text}
    </p>
  );
}
