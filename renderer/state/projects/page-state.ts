import { createStore, type StoreApi } from 'zustand/vanilla';
import { frameOfSize, framePage } from '../../document/frame-page.ts';
import { maskBox } from '../../document/mask-raster.ts';
import { straightened, whyNotTurned } from '../../document/straighten.ts';
import { guarded } from '../parts.ts';
import { whyHeld } from '../project/held-page.ts';
import type { ProjectSession } from '../project/project-session.ts';
import type { QueueItem } from '../queue-types.ts';
import type { PageState } from '../studio.ts';

export interface PageParts {
  readonly shown: () => Pick<ProjectSession, 'id' | 'document' | 'page' | 'imageSize' | 'notify' | 'hold' | 'run'>;
  /** The drawings that wait, of all open projects. */
  readonly queued: () => readonly Pick<QueueItem, 'projectId' | 'task'>[];
}

/** The commands on the page as a whole, for the shown project. Each is one undo step. */
export function createPageState({ shown, queued }: PageParts): StoreApi<PageState> {
  /** Says why the page keeps its place and its size for now. Returns false where nothing holds it. */
  const isHeld = () => {
    const { id, run, notify } = shown();
    const why = whyHeld(
      run.getState(),
      queued().filter(({ projectId }) => projectId === id),
    );
    if (why !== null) notify('note', ({ page }) => page.held[why]);
    return why !== null;
  };
  return createStore<PageState>()((set, get) => ({
    asked: null,
    kernel: 'lanczos3',
    busy: false,
    ask: (asked) => {
      if (!get().busy && (asked === null || !isHeld())) set({ asked });
    },
    cropTo: (box) => {
      if (isHeld()) return false;
      shown()
        .document.getState()
        .changeInTurn((page) => framePage(page, box));
      return true;
    },
    resizeCanvas: (size, anchor) => {
      if (isHeld()) return;
      shown()
        .document.getState()
        .changeInTurn((page) => framePage(page, frameOfSize(page, size, anchor)));
    },
    resizeImage: async (size, kernel) => {
      if (isHeld()) return;
      set({ kernel, busy: true });
      await shown()
        .imageSize.resize(size, kernel)
        .finally(() => set({ busy: false, asked: null }));
    },
    straighten: (degrees) => {
      if (isHeld()) return;
      const { document, notify } = shown();
      const why = whyNotTurned(document.getState().document);
      if (why !== null) notify('failure', ({ page }) => page.notTurned[why]);
      else document.getState().changeInTurn((page) => straightened(page, degrees));
    },
    cropToRegion: async () => {
      if (isHeld()) return;
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
