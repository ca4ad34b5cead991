import { createStore, type StoreApi } from 'zustand/vanilla';
import { frameOfSize, framePage } from '../../document/frame-page.ts';
import { maskBox } from '../../document/mask-raster.ts';
import { straightened, whyNotTurned } from '../../document/straighten.ts';
import { guarded } from '../parts.ts';
import type { ProjectSession } from '../project/project-session.ts';
import type { PageState } from '../studio.ts';

export interface PageParts {
  readonly shown: () => Pick<ProjectSession, 'document' | 'page' | 'imageSize' | 'notify' | 'hold'>;
}

/** The commands on the page as a whole, for the shown project. Each is one undo step. */
export function createPageState({ shown }: PageParts): StoreApi<PageState> {
  return createStore<PageState>()((set, get) => ({
    asked: null,
    kernel: 'lanczos3',
    busy: false,
    ask: (asked) => {
      if (!get().busy) set({ asked });
    },
    resizeCanvas: (size, anchor) => {
      shown()
        .document.getState()
        .changeInTurn((page) => framePage(page, frameOfSize(page, size, anchor)));
    },
    resizeImage: async (size, kernel) => {
      set({ kernel, busy: true });
      await shown()
        .imageSize.resize(size, kernel)
        .finally(() => set({ busy: false, asked: null }));
    },
    straighten: (degrees) => {
      const { document, notify } = shown();
      const why = whyNotTurned(document.getState().document);
      if (why !== null) notify('failure', ({ page }) => page.notTurned[why]);
      else document.getState().changeInTurn((page) => straightened(page, degrees));
    },
    cropToRegion: async () => {
      const { document, page, ...parts } = shown();
      const { turns, change } = document.getState();
      await guarded(parts, () =>
        turns.take(async () => {
          const region = await page.rasteriseMask();
          const box = region && maskBox(region);
          if (box !== null) change((now) => framePage(now, box));
        }),
      );
    },
  }));
}
