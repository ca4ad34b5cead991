import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  firstGalleryLook,
  GALLERY_PAGE_SETTING,
  galleryPageSchema,
  LEAST_TILE,
  MOST_PATTERN,
  MOST_QUESTION_TEXT,
  MOST_TILE,
} from '../../../preload/contract/gallery-page.ts';
import { FIRST_PATTERN } from '../../document/export-names.ts';
import type { GalleryPageState } from '../gallery-page-types.ts';
import { logBug, type StudioParts } from '../parts.ts';
import { type ManyPictures, writePictures } from './many-pictures.ts';

/** By how much a key makes the pictures larger or smaller. */
const STEP = 1.25;
/** Milliseconds from the last change of the look until it is kept. */
const SOON_MS = 400;

export interface GalleryPageParts {
  readonly store: StudioParts['store'];
  /** The project on the screen, in which an export goes on where another project is shown meanwhile. */
  readonly shown: () => ManyPictures;
}

/** The page of the gallery. How large its pictures are, and how exports are named, is kept in the settings. */
export function createGalleryPage({ store, shown }: GalleryPageParts): StoreApi<GalleryPageState> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  const state = createStore<GalleryPageState>()((set, get) => ({
    isShown: false,
    face: 'gallery',
    ...firstGalleryLook,
    pattern: FIRST_PATTERN,
    chosen: new Set(),
    openRuns: new Set(),
    viewed: null,
    compared: null,
    exported: null,
    exporting: null,
    captioned: null,
    reviewed: null,
    changed: null,
    show: (isShown, face = 'gallery') =>
      set({ isShown, ...(isShown && { face }), viewed: null, compared: null, reviewed: null }),
    view: (viewed) => set({ viewed }),
    compare: (compared) => set({ compared }),
    setTile: (wanted) => {
      set({ tile: Math.round(Math.max(LEAST_TILE, Math.min(MOST_TILE, wanted))) });
      keepSoon();
    },
    stepTile: (by) => get().setTile(get().tile * STEP ** by),
    choose: (ids) => set({ chosen: new Set(ids) }),
    openRun: (runId, isOpen) => {
      const others = [...get().openRuns].filter((one) => one !== runId);
      set({ openRuns: new Set(isOpen ? [...others, runId] : others) });
    },
    askExport: (exported) => {
      if (get().exporting === null) set({ exported });
    },
    setPattern: (pattern) => {
      set({ pattern: pattern.slice(0, MOST_PATTERN) });
      keepSoon();
    },
    askCaption: (captioned) => set({ captioned }),
    review: (reviewed) => set({ reviewed }),
    askChange: (changed) => set({ changed }),
    setQuestions: (questions) => {
      set({ questions: questions.slice(0, MOST_QUESTION_TEXT) });
      keepSoon();
    },
    setCaptions: (captions) => {
      set({ captions });
      keepSoon();
    },
    runExport: async () => {
      const { exported, pattern, captions } = get();
      if (exported === null || running !== null) return;
      const controller = new AbortController();
      running = controller;
      const parts = shown();
      const isDone = await writePictures(
        parts,
        exported,
        { pattern, captions: captions === 'none' ? null : captions },
        {
          signal: controller.signal,
          onProgress: (done) => set({ exporting: { done, of: exported.length } }),
        },
      );
      running = null;
      // After a failure, or where no folder was chosen, the artist can choose differently.
      set({ exporting: null, ...(isDone && { exported: null }) });
    },
    cancelExport: () => running?.abort(),
    restore: async () => {
      const settings = await store.getSettings({}).catch(() => null);
      const kept = galleryPageSchema.partial().safeParse(settings?.[GALLERY_PAGE_SETTING]);
      if (!kept.success) return;
      const { tile = get().tile, pattern = '', questions = '', captions = 'none' } = kept.data;
      set({ tile, pattern: pattern === '' ? FIRST_PATTERN : pattern, questions, captions });
    },
  }));
  const keep = () => {
    const { tile, pattern, questions, captions } = state.getState();
    store.putSetting({ key: GALLERY_PAGE_SETTING, value: { tile, pattern, questions, captions } }).catch(logBug);
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, SOON_MS);
  };
  return state;
}
