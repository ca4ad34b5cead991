import type { StoreApi } from 'zustand/vanilla';
import type { ListedGeneration, Sought } from '../../../preload/contract/records.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { GallerySearch, GalleryState, GalleryWish } from '../record-types.ts';
import { merged } from './records.ts';

const PAGE = 200;
/** Milliseconds from the last letter to the search. */
const SOON_MS = 120;

/** Nothing is sought, and what was discarded is not shown. */
export const noSearch: GallerySearch = {
  words: '',
  starred: false,
  dropped: false,
  oldestFirst: false,
  filters: {},
  hits: null,
  complete: true,
  loading: false,
  failed: false,
};

export interface GallerySearcher {
  /** Changes what is sought, and seeks it soon. */
  seek(change: Partial<GalleryWish>): void;
  /** Reads the next page of hits, of so many where that is said. */
  loadMore(limit?: number): Promise<void>;
  /** Records were written. A known hit is replaced, and a new record may be one. */
  put(records: readonly ListedGeneration[]): void;
}

/** Seeks among all drawings of the project, also among those that no list has loaded. */
export function createGallerySearch(
  parts: Pick<ProjectParts, 'store' | 'notify' | 'hold'>,
  gallery: () => StoreApi<GalleryState>,
): GallerySearcher {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches, so that a late answer to an earlier one is passed over. */
  let asked = 0;
  /** The cursor of the next page; null for the first page. */
  let next: number | null = null;

  const now = () => gallery().getState().search;
  const set = (patch: Partial<GallerySearch>) => gallery().setState({ search: { ...now(), ...patch } });
  const sought = (): Sought => {
    const { words, starred, oldestFirst, filters } = now();
    return { words: words.trim(), starred, ...(oldestFirst && { oldestFirst }), ...filters };
  };

  const read = async (search: number, before: number | null, limit = PAGE) => {
    set({ loading: true, failed: false });
    await guarded(parts, async () => {
      const page = await parts.store.listGenerations({ before, limit, sought: sought() });
      if (search !== asked) return;
      next = page.next;
      const known = before === null ? [] : (now().hits ?? []);
      set({ hits: merged(known, page.generations, now().oldestFirst), complete: page.next === null, loading: false });
    });
    if (search === asked) set({ loading: false, failed: now().loading });
  };
  const again = () => {
    clearTimeout(timer);
    asked += 1;
    if (isEverything(sought()) && !now().oldestFirst) {
      set({ hits: null, complete: true, loading: false, failed: false });
      return;
    }
    const search = asked;
    timer = setTimeout(() => void read(search, null), SOON_MS);
  };

  return {
    seek: (change) => {
      const before = sought();
      // Whoever looks for discarded pictures wants to see them.
      set(change.filters?.outcome === 'dropped' ? { ...change, dropped: true } : change);
      const after = sought();
      if (JSON.stringify(before) !== JSON.stringify(after)) again();
    },
    loadMore: async (limit) => {
      const { loading, complete, hits } = now();
      if (hits !== null && !loading && !complete) await read(asked, next, limit);
    },
    put: (records) => {
      const { hits, oldestFirst, complete } = now();
      if (hits === null) return;
      const shown = new Set(hits.map(({ id }) => id));
      const known = records.filter(({ id }) => shown.has(id));
      // The newest stand at the end, which may not have been read.
      const added = isEverything(sought()) && complete ? records : known;
      // Whoever takes a star away by mistake still finds the picture in its place.
      if (added.length > 0) set({ hits: merged(hits, added, oldestFirst) });
      if (known.length < records.length && !isEverything(sought())) again();
    },
  };
}

/** Whether nothing is narrowed. The order narrows nothing. */
const isEverything = ({ words, starred, oldestFirst: _, ...filters }: Sought) =>
  words === '' && !starred && Object.keys(filters).length === 0;
