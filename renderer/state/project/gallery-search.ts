import type { StoreApi } from 'zustand/vanilla';
import type { ListedGeneration, Sought } from '../../../preload/contract/records.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { GallerySearch, GalleryState } from '../record-types.ts';
import { merged } from './records.ts';

const PAGE = 200;
/** Milliseconds from the last letter to the search. */
const SOON_MS = 120;

/** Nothing is sought, and what was discarded is not shown. */
export const noSearch: GallerySearch = {
  words: '',
  starred: false,
  dropped: false,
  hits: null,
  complete: true,
  loading: false,
  failed: false,
};

export interface GallerySearcher {
  /** Changes what is sought, and seeks it soon. */
  seek(change: Partial<Pick<GallerySearch, 'words' | 'starred' | 'dropped'>>): void;
  /** Reads the next page of hits. */
  loadMore(): Promise<void>;
  /** A record was written. A known hit is replaced, and a new record may be one. */
  put(record: ListedGeneration): void;
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
  const sought = (): Sought => ({ words: now().words.trim(), starred: now().starred });

  const read = async (search: number, before: number | null) => {
    set({ loading: true, failed: false });
    await guarded(parts, async () => {
      const page = await parts.store.listGenerations({ before, limit: PAGE, sought: sought() });
      if (search !== asked) return;
      next = page.next;
      const known = before === null ? [] : (now().hits ?? []);
      set({ hits: merged(known, page.generations), complete: page.next === null, loading: false });
    });
    if (search === asked) set({ loading: false, failed: now().loading });
  };
  const again = () => {
    clearTimeout(timer);
    asked += 1;
    const { words, starred } = sought();
    if (words === '' && !starred) {
      set({ hits: null, complete: true, loading: false, failed: false });
      return;
    }
    const search = asked;
    timer = setTimeout(() => void read(search, null), SOON_MS);
  };

  return {
    seek: (change) => {
      const before = sought();
      set(change);
      const after = sought();
      if (before.words !== after.words || before.starred !== after.starred) again();
    },
    loadMore: async () => {
      const { loading, complete, hits } = now();
      if (hits !== null && !loading && !complete) await read(asked, next);
    },
    put: (record) => {
      const { hits } = now();
      if (hits === null) return;
      // Whoever takes a star away by mistake still finds the picture in its place.
      if (hits.some(({ id }) => id === record.id)) set({ hits: merged(hits, [record]) });
      else again();
    },
  };
}
