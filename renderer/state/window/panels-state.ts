import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  firstPanelLayout,
  PANELS_SETTING,
  type PanelLayout,
  panelLayoutSchema,
} from '../../../preload/contract/panel-layout.ts';
import { allOn, complete, moved, opened, resized } from '../panel-layout.ts';
import { logBug, type StudioParts } from '../parts.ts';
import type { PanelsState } from '../window-types.ts';

/** The side panels. Where they lie is kept in the settings. */
export function createPanelsState({ store }: { readonly store: StudioParts['store'] }): StoreApi<PanelsState> {
  return createStore<PanelsState>()((set, get) => {
    const change = (layout: PanelLayout) => {
      set({ layout });
      store.putSetting({ key: PANELS_SETTING, value: layout }).catch(logBug);
    };
    return {
      layout: firstPanelLayout,
      dragged: null,
      open: (panel) => change(opened(get().layout, panel)),
      move: (panel, side, index) => change(moved(get().layout, panel, side, index)),
      moveAll: (side) => change(allOn(get().layout, side)),
      preview: (side, width) => set({ layout: resized(get().layout, side, width) }),
      resize: (side, width) => change(resized(get().layout, side, width)),
      hide: (hidden) => change({ ...get().layout, hidden }),
      drag: (dragged) => set({ dragged }),
      restore: async () => {
        const settings = await store.getSettings({}).catch(() => null);
        const kept = panelLayoutSchema.safeParse(settings?.[PANELS_SETTING]);
        if (kept.success) set({ layout: complete(kept.data) });
      },
    };
  });
}
