import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { frameOfSize, framePage, onPage, sidesBeyond } from '../../document/frame-page.ts';
import { maskBox } from '../../document/mask-raster.ts';
import { straightened, whyNotTurned } from '../../document/straighten.ts';
import type { Extended, PageState } from '../page-types.ts';
import { guarded } from '../parts.ts';
import { whyHeld } from '../project/held-page.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { QueueItem } from '../queue-types.ts';
import { createBorderSteps } from './border-steps.ts';

export interface PageParts {
  readonly shown: () => Pick<
    ProjectSession,
    'id' | 'document' | 'prompt' | 'page' | 'imageSize' | 'notify' | 'hold' | 'run'
  >;
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
  const border = createBorderSteps(shown);
  return createStore<PageState>()((set, get) => ({
    ...border,
    borderTurn: 0,
    borderChanged: (before) => {
      border.borderChanged(before);
      set({ borderTurn: get().borderTurn + 1 });
    },
    stepBorder: (direction) => {
      const stepped = border.stepBorder(direction);
      if (stepped) set({ borderTurn: get().borderTurn + 1 });
      return stepped;
    },
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
    resizeImage: async (size, kernel, dpi) => {
      if (isHeld()) return;
      set({ kernel, busy: true });
      await shown()
        .imageSize.resize(size, kernel, dpi)
        .finally(() => set({ busy: false, asked: null }));
    },
    straighten: (degrees) => {
      if (isHeld()) return;
      const { document, notify } = shown();
      const why = whyNotTurned(document.getState().document);
      if (why !== null) notify('failure', ({ page }) => page.notTurned[why]);
      else document.getState().changeInTurn((page) => straightened(page, degrees));
    },
    extendTo: (frame) => (isHeld() ? null : extended(shown(), frame)),
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

/** Makes a frame the page. What lies beyond the page that was is drawn, or stays empty where that cannot be. */
async function extended(
  { document, prompt, notify }: Pick<ProjectSession, 'document' | 'prompt' | 'notify'>,
  frame: Frame,
): Promise<Extended> {
  const { turns, change, cutFor } = document.getState();
  const closed = prompt.closedBy('extend');
  const inner = onPage(frame, document.getState().document);
  if (closed !== null || inner === null) {
    await turns.take(async () => change((page) => framePage(page, frame)));
    notify('note', ({ page }) => (closed === 'page' || inner === null ? page.nothingToExtend : page.notExtended));
    return 'empty';
  }
  const sides = sidesBeyond(frame, document.getState().document);
  await turns.take(async () => cutFor(sides, inner));
  // The sides are forgotten when the size of the page changes, so that they come after that.
  prompt.state.getState().setTask('extend');
  prompt.state.getState().setChoices({ sides });
  const { text, run } = prompt.state.getState();
  if (text.trim() === '') return 'words';
  await run();
  return 'drawn';
}
