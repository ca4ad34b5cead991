import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ListedGeneration, MOST_STARRED_AT_ONCE } from '../../../preload/contract/records.ts';
import { nameOfPicture } from '../../generation/pictures/generation-layer.ts';
import type { Importer } from '../../generation/pictures/importer-types.ts';
import { readMaskPng } from '../../generation/pictures/mask-picture.ts';
import type { RunStore } from '../../generation/run/run-types.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { GalleryState } from '../record-types.ts';
import { createGallerySearch, noSearch } from './gallery-search.ts';
import { merged, withRecords } from './records.ts';

const PAGE = 200;
const nothing: Pick<GalleryState, 'generations' | 'unreadable'> = { generations: [], unreadable: [] };

export interface GalleryParts extends ProjectParts {
  readonly importer: Importer;
  readonly run: RunStore;
  readonly patchSize: () => number;
}

export interface Gallery {
  readonly state: StoreApi<GalleryState>;
  /** Reads the newest records of the project. It is called once. */
  load(): Promise<void>;
  /** Adds records that the store has just written. New ones go to the front, and known ones are replaced. */
  put(records: readonly ListedGeneration[]): void;
  /** Reads the records that the store may have written while it was lost. */
  catchUp(): Promise<void>;
}

export function createGallery(parts: GalleryParts): Gallery {
  /** The cursor of the next page; null for the first page. */
  let next: number | null = null;

  const load = async (limit = PAGE) => {
    state.setState({ loading: true, failed: false });
    await guarded(parts, async () => {
      const page = await parts.store.listGenerations({ before: next, limit });
      next = page.next;
      state.setState(({ generations, unreadable }) => ({
        // Records that were written during the request are newer than the page.
        generations: merged(page.generations, generations),
        unreadable: [...unreadable, ...page.unreadable],
        complete: next === null,
        loading: false,
      }));
    });
    // A failed page is not requested again automatically, since that could repeat for ever.
    state.setState((now) => ({ loading: false, failed: now.loading }));
  };
  /** Reads only the newest page, since older records do not change by themselves. */
  const catchUp = async () => {
    const { loading, failed } = state.getState();
    if (loading) return;
    if (failed) return load();
    await guarded(parts, async () => {
      const page = await parts.store.listGenerations({ before: null, limit: PAGE });
      state.setState((now) => ({ generations: merged(now.generations, page.generations) }));
    });
  };

  const state = createStore<GalleryState>()((_set, get) => ({
    ...nothing,
    complete: false,
    loading: false,
    failed: false,
    found: null,
    find: (found) => state.setState({ found }),
    search: noSearch,
    seek: (change) => searcher.seek(change),
    loadMoreHits: (limit) => searcher.loadMore(limit),
    drawnWith: null,
    readDrawnWith: () =>
      guarded(parts, async () => {
        state.setState({ drawnWith: await parts.store.listDrawnWith({}) });
      }),
    recordOf: (id) => {
      const { generations, search, found } = get();
      return [...generations, ...(search.hits ?? []), ...(found === null ? [] : [found])].find((one) => one.id === id);
    },
    star: (generations, starred) =>
      guarded(parts, async () => {
        const ids = generations.filter((one) => one.starred !== starred).map(({ id }) => id);
        for (let at = 0; at < ids.length; at += MOST_STARRED_AT_ONCE) {
          await parts.store.starGenerations({ ids: ids.slice(at, at + MOST_STARRED_AT_ONCE), starred });
        }
      }),
    loadMore: async (limit) => {
      if (!get().loading && !get().complete) await load(limit);
    },
    addToCanvas: (generation, at) => guarded(parts, () => parts.importer.placeGeneration(generation, at)),
    addAllToCanvas: (generations) => guarded(parts, () => parts.importer.placeGenerations(generations)),
    useSettings: (generation, withSeed = false) => parts.run.getState().reuse(generation, parts.patchSize(), withSeed),
    useMask: ({ mask }) =>
      guarded(parts, async () => {
        if (mask === null) return;
        const { bytes } = await parts.store.getBlob({ hash: mask });
        const { width, height } = readMaskPng(bytes);
        const frame = { x: 0, y: 0, width, height };
        const { replaceRegion } = parts.document.getState();
        replaceRegion([{ kind: 'picture', id: parts.newId(), operation: 'add', blob: mask, ...frame }]);
      }),
    exportGeneration: (generation) =>
      guarded(parts, async () => {
        const { bytes } = await parts.store.getBlob({ hash: generation.picture });
        const { saved } = await parts.desktop.savePicture({
          suggestedName: nameOfPicture(parts.words(), generation),
          bytes,
        });
        if (saved) parts.notify('done', ({ notices }) => notices.exported);
      }),
  }));

  const searcher = createGallerySearch(parts, () => state);
  return {
    state,
    load,
    catchUp,
    put: (records) => {
      state.setState(({ generations, complete }) => ({ generations: withRecords(generations, records, complete) }));
      searcher.put(records);
    },
  };
}
