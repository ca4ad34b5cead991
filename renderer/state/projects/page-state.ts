import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioWords } from '../../../preload/words/index.ts';
import { frameOfSize, framePage } from '../../document/frame-page.ts';
import { maskBox } from '../../document/mask-raster.ts';
import { straightened, whyNotTurned } from '../../document/straighten.ts';
import type { RunState } from '../../generation/run/run-types.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { guarded } from '../parts.ts';
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

/**
 * Why the page may not be changed as a whole: what is drawn for a part of it has its place in pixels of the page, and
 * would lie elsewhere afterwards.
 */
function whyHeld(
  { phase, task }: Pick<RunState, 'phase' | 'task'>,
  queued: readonly Pick<QueueItem, 'task'>[],
): keyof StudioWords['page']['held'] | null {
  if (phase === 'candidate' || phase === 'saving') return 'results';
  if (phase === 'running' && task !== null && needsOf(task).region) return 'drawing';
  return queued.some((one) => needsOf(one.task).region) ? 'queue' : null;
}
