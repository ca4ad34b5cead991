import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { firstNewPage, NEW_PAGE_SETTING, newPageSettingsSchema } from '../../../preload/contract/new-page.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { newPage } from '../../document/new-page.ts';
import type { NewPageState } from '../page-types.ts';
import { logBug, type StudioParts } from '../parts.ts';

export interface NewPageParts {
  readonly store: Pick<StudioParts['store'], 'getSettings' | 'putSetting'>;
  readonly newId: () => string;
  readonly words: () => StudioWords;
  readonly createProject: (name: string, document: PictureDocument) => Promise<void>;
}

/** The dialog for a new project with a page. Its choices are kept in the settings when a project is made. */
export function createNewPageState({ store, newId, words, createProject }: NewPageParts): StoreApi<NewPageState> {
  return createStore<NewPageState>()((set, get) => ({
    isShown: false,
    settings: firstNewPage,
    show: (isShown) => set({ isShown }),
    change: (patch) => set({ settings: { ...get().settings, ...patch } }),
    restore: async () => {
      const settings = await store.getSettings({}).catch(() => null);
      const kept = newPageSettingsSchema.safeParse(settings?.[NEW_PAGE_SETTING]);
      if (kept.success) set({ settings: kept.data });
    },
    create: async (name) => {
      const { settings } = get();
      set({ isShown: false });
      store.putSetting({ key: NEW_PAGE_SETTING, value: settings }).catch(logBug);
      const { newPage: own, bar } = words();
      await createProject(name.trim() || bar.untitled, newPage(settings, { id: newId(), name: own.groundLayer }));
    },
  }));
}
