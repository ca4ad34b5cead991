import { createStore, type StoreApi } from 'zustand/vanilla';
import { strokesOfMask } from '../document/mask-trace.ts';
import type { Importer } from '../generation/importer-types.ts';
import { readMaskPng } from '../generation/mask-picture.ts';
import type { GenerationSession } from '../generation/session-types.ts';
import type { GalleryState } from '../panels/studio.ts';
import { guarded, type ProjectParts } from './parts.ts';

const PAGE = 60;
const nothing: Pick<GalleryState, 'generations' | 'unreadable'> = { generations: [], unreadable: [] };
/** Object URLs kept; the oldest is given back first. */
const MOST_URLS = 600;

export interface GalleryParts extends ProjectParts {
  readonly importer: Importer;
  readonly session: GenerationSession;
  readonly patchSize: () => number;
}

export interface Gallery {
  readonly state: StoreApi<GalleryState>;
  /** Starts anew: rows were written. */
  reload(): Promise<void>;
  /** Gives its pictures back: the project is no longer open in the window. */
  close(): void;
  /** The store is there again: pictures that it could not give are asked for once more. */
  retry(): void;
}

export function createGallery(parts: GalleryParts): Gallery {
  const urls = createPictureUrls(parts, () => state.setState({}));
  let turn = 0;

  /** Where the next page begins; null: at the beginning. */
  let next: number | null = null;

  const load = async (from: Pick<GalleryState, 'generations' | 'unreadable'>) => {
    const mine = ++turn;
    state.setState({ loading: true });
    await guarded(parts, async () => {
      const page = await parts.store.listGenerations({ before: next, limit: PAGE });
      if (mine !== turn) return;
      next = page.next;
      state.setState({
        generations: [...from.generations, ...page.generations],
        unreadable: [...from.unreadable, ...page.unreadable],
        complete: next === null,
      });
    });
    if (mine === turn) state.setState({ loading: false });
  };

  const state = createStore<GalleryState>()((_set, get) => ({
    ...nothing,
    complete: false,
    loading: false,
    loadMore: async () => {
      if (!get().loading && !get().complete) await load(get());
    },
    pictureUrl: urls.urlOf,
    place: (generation, at) => guarded(parts, () => parts.importer.placeGeneration(generation, at)),
    useSettings: (generation) => parts.session.getState().reuse(generation, parts.patchSize()),
    useMask: ({ mask }) =>
      guarded(parts, async () => {
        if (mask === null) return;
        const { bytes } = await parts.store.getBlob({ hash: mask });
        const strokes = strokesOfMask(readMaskPng(bytes), parts.newId);
        const { step, clearMask, addStroke } = parts.document.getState();
        step(() => {
          clearMask();
          for (const stroke of strokes) addStroke(stroke);
        });
      }),
    exportGeneration: (generation) =>
      guarded(parts, async () => {
        const { bytes } = await parts.store.getBlob({ hash: generation.picture });
        const name = generation.prompt.slice(0, 60) || 'Picture';
        const { saved } = await parts.desktop.savePicture({ suggestedName: name, bytes });
        if (saved) parts.notify('done', 'Picture exported.');
      }),
  }));

  return {
    state,
    retry: urls.retry,
    reload: async () => {
      next = null;
      await load(nothing);
    },
    close: urls.clear,
  };
}

/** Blobs of the project as object URLs, each fetched once; `onLoaded` when one has come. */
function createPictureUrls(parts: GalleryParts, onLoaded: () => void) {
  const urls = new Map<string, string | null>();
  const failed = new Set<string>();
  const fetchUrl = async (hash: string) => {
    try {
      const { bytes, mediaType } = await parts.store.getBlob({ hash });
      if (!urls.has(hash)) return;
      urls.set(hash, URL.createObjectURL(new Blob([bytes], { type: mediaType })));
      if (urls.size > MOST_URLS) forget(urls.keys().next().value);
      onLoaded();
    } catch {
      // A damaged or unreachable picture stays a blank tile until `retry`; opening it says why.
      failed.add(hash);
    }
  };
  const forget = (hash: string | undefined) => {
    if (hash === undefined) return;
    const url = urls.get(hash);
    if (url) URL.revokeObjectURL(url);
    urls.delete(hash);
  };
  return {
    retry: () => {
      for (const hash of failed) forget(hash);
      failed.clear();
      onLoaded();
    },
    urlOf: (hash: string): string | null => {
      const known = urls.get(hash);
      if (known === undefined) {
        urls.set(hash, null);
        void fetchUrl(hash);
      }
      return known ?? null;
    },
    clear: () => {
      for (const hash of [...urls.keys()]) forget(hash);
      failed.clear();
    },
  };
}
