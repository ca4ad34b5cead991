import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Guide } from '../../../preload/contract/guides.ts';
import { firstAids, VIEW_SETTING, viewAidsSchema } from '../../../preload/contract/view-aids.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import { addGuide, changeGuide, clearGuides, removeGuide } from '../../document/guides.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { ViewState } from '../page-types.ts';
import { logBug, type StudioParts } from '../parts.ts';

export interface ViewParts {
  readonly store: StudioParts['store'];
  readonly document: DocumentStore;
  readonly canvas: Pick<CanvasPort, 'setAids' | 'onOpenGuide'>;
  readonly newId: () => string;
}

/** The lines that help with aligning. Which of them are shown is kept in the settings, and the guides in the document. */
export function createViewState({ store, document, canvas, newId }: ViewParts): StoreApi<ViewState> {
  const change = (operation: Parameters<ReturnType<DocumentStore['getState']>['changeInTurn']>[0]) =>
    document.getState().changeInTurn(operation);
  const view = createStore<ViewState>()((set, get) => ({
    aids: firstAids,
    guidesShown: false,
    guideToEdit: null,
    setAids: (patch) => {
      const checked = viewAidsSchema.safeParse({ ...get().aids, ...patch });
      if (!checked.success) return;
      set({ aids: checked.data });
      store.putSetting({ key: VIEW_SETTING, value: checked.data }).catch(logBug);
    },
    switchAid: (name) => get().setAids({ [name]: !get().aids[name] }),
    showGuides: (guidesShown, guideToEdit = null) => set({ guidesShown, guideToEdit }),
    addGuide: (guide: Omit<Guide, 'id'>) => {
      const id = newId();
      // Whoever adds a guide wants to see it.
      if (!get().aids.guides) get().setAids({ guides: true });
      change((page) => addGuide(page, { ...guide, id }));
    },
    changeGuide: (id, patch) => change((page) => changeGuide(page, id, patch)),
    removeGuide: (id) => change((page) => removeGuide(page, id)),
    clearGuides: () => change(clearGuides),
    restore: async () => {
      const settings = await store.getSettings({}).catch(() => null);
      const kept = viewAidsSchema.safeParse({ ...firstAids, ...(settings?.[VIEW_SETTING] as object | undefined) });
      if (kept.success) set({ aids: kept.data });
    },
  }));
  view.subscribe(({ aids }, before) => {
    if (aids !== before.aids) canvas.setAids(aids);
  });
  canvas.onOpenGuide((id) => view.getState().showGuides(true, id));
  return view;
}
