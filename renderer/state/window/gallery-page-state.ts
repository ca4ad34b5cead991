import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  firstGalleryLook,
  GALLERY_PAGE_SETTING,
  galleryPageSchema,
  LEAST_TILE,
  MOST_TILE,
} from '../../../preload/contract/gallery-page.ts';
import type { GalleryPageState } from '../gallery-page-types.ts';
import { logBug, type StudioParts } from '../parts.ts';

/** By how much a key makes the pictures larger or smaller. */
const STEP = 1.25;
/** Milliseconds from the last change of the slider until it is kept. */
const SOON_MS = 400;

/** The page of the gallery. How large its pictures are is kept in the settings. */
export function createGalleryPage({ store }: { readonly store: StudioParts['store'] }): StoreApi<GalleryPageState> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return createStore<GalleryPageState>()((set, get) => ({
    isShown: false,
    ...firstGalleryLook,
    chosen: new Set(),
    openRuns: new Set(),
    viewed: null,
    compared: null,
    show: (isShown) => set({ isShown, viewed: null, compared: null }),
    view: (viewed) => set({ viewed }),
    compare: (compared) => set({ compared }),
    setTile: (wanted) => {
      const tile = Math.round(Math.max(LEAST_TILE, Math.min(MOST_TILE, wanted)));
      set({ tile });
      clearTimeout(timer);
      const keep = () => store.putSetting({ key: GALLERY_PAGE_SETTING, value: { tile } }).catch(logBug);
      timer = setTimeout(() => void keep(), SOON_MS);
    },
    stepTile: (by) => get().setTile(get().tile * STEP ** by),
    choose: (ids) => set({ chosen: new Set(ids) }),
    openRun: (runId, isOpen) => {
      const others = [...get().openRuns].filter((one) => one !== runId);
      set({ openRuns: new Set(isOpen ? [...others, runId] : others) });
    },
    restore: async () => {
      const settings = await store.getSettings({}).catch(() => null);
      const kept = galleryPageSchema.safeParse(settings?.[GALLERY_PAGE_SETTING]);
      if (kept.success) set(kept.data);
    },
  }));
}
