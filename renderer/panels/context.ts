import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { knowsTask } from '../../preload/contract/model-tasks.ts';
import type { TaskName } from '../../preload/contract/tasks.ts';
import { type StudioWords, wordsIn } from '../../preload/words/index.ts';
import { showsPicture } from '../document/operations.ts';
import type { DocumentState } from '../document/store.ts';
import type { LiveState } from '../generation/live/live-drawing.ts';
import type { RunState } from '../generation/run/run-types.ts';
import { type Circumstances, type DrawTask, type Missing, missingFor, taskFor } from '../generation/tasks/tasks.ts';
import type { CaptionsState } from '../state/caption-types.ts';
import type { GalleryPageState } from '../state/gallery-page-types.ts';
import type { HubState } from '../state/hub-types.ts';
import { isModelComing } from '../state/model-coming.ts';
import type { ModelsState } from '../state/models-types.ts';
import type { NewPageState, PageState, RegionState, ViewState } from '../state/page-types.ts';
import type { PromptState } from '../state/prompt-types.ts';
import type { QueueItem, QueueState } from '../state/queue-types.ts';
import type { DescribeState, GalleryState } from '../state/record-types.ts';
import type { ReplayState } from '../state/replay-types.ts';
import type { Studio } from '../state/studio.ts';
import type { TreeState } from '../state/tree-types.ts';
import type {
  AppState,
  BackupsState,
  ExportState,
  KeysState,
  PanelsState,
  ShelfState,
  TourState,
  VersionsState,
} from '../state/window-types.ts';
import type { ToolboxState } from '../tools/toolbox-types.ts';

/** The studio that the window shows. */
export const StudioContext = createContext<Studio | null>(null);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === null) throw new Error('A panel stands outside of App.');
  return studio;
}

export const useApp = <T>(select: (state: AppState) => T): T => useStore(useStudio().app, select);
export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(useStudio().document, select);
export const useRun = <T>(select: (state: RunState) => T): T => useStore(useStudio().run, select);
export const useToolbox = <T>(select: (state: ToolboxState) => T): T => useStore(useStudio().toolbox, select);
export const usePrompt = <T>(select: (state: PromptState) => T): T => useStore(useStudio().prompt, select);
export const useLive = <T>(select: (state: LiveState) => T): T => useStore(useStudio().live, select);
export const useQueue = <T>(select: (state: QueueState) => T): T => useStore(useStudio().queue, select);
export const useCaptions = <T>(select: (state: CaptionsState) => T): T => useStore(useStudio().captions, select);
export const useGallery = <T>(select: (state: GalleryState) => T): T => useStore(useStudio().gallery, select);
export const useGalleryPage = <T>(select: (state: GalleryPageState) => T): T =>
  useStore(useStudio().galleryPage, select);
export const useHistoryTree = <T>(select: (state: TreeState) => T): T => useStore(useStudio().tree, select);
export const useReplay = <T>(select: (state: ReplayState) => T): T => useStore(useStudio().replay, select);
export const useRegion = <T>(select: (state: RegionState) => T): T => useStore(useStudio().region, select);
export const usePage = <T>(select: (state: PageState) => T): T => useStore(useStudio().page, select);
export const useView = <T>(select: (state: ViewState) => T): T => useStore(useStudio().view, select);
export const useNewPage = <T>(select: (state: NewPageState) => T): T => useStore(useStudio().newPage, select);
export const useTour = <T>(select: (state: TourState) => T): T => useStore(useStudio().tour, select);
export const usePanels = <T>(select: (state: PanelsState) => T): T => useStore(useStudio().panels, select);
export const useExporting = <T>(select: (state: ExportState) => T): T => useStore(useStudio().exporting, select);
export const useVersions = <T>(select: (state: VersionsState) => T): T => useStore(useStudio().versions, select);
export const useBackups = <T>(select: (state: BackupsState) => T): T => useStore(useStudio().backups, select);
export const useShelf = <T>(select: (state: ShelfState) => T): T => useStore(useStudio().shelf, select);
export const useKeys = <T>(select: (state: KeysState) => T): T => useStore(useStudio().keys, select);
export const useHub = <T>(select: (state: HubState) => T): T => useStore(useStudio().hub, select);
export const useModels = <T>(select: (state: ModelsState) => T): T => useStore(useStudio().models, select);
export const useDescribe = <T>(select: (state: DescribeState) => T): T => useStore(useStudio().describe, select);

/** How far the view is turned, in degrees, clockwise. */
export function useViewAngle(): number {
  const { viewport } = useStudio().canvas;
  return useSyncExternalStore(
    (changed) => viewport.subscribe(changed),
    () => viewport.get().angle,
  );
}

/** The catalogue in the language of the window. */
export const useWords = (): StudioWords => useApp((app) => wordsIn(app.language));

/** Whether the engine can run this task: it is running, and its model was trained for the task. */
export const useTaskReady = (task: TaskName): boolean =>
  useApp(
    (app) => app.services.engine.state === 'running' && app.engine !== null && knowsTask(app.engine.manifest, task),
  );

/** What decides which drawing tasks can be chosen. */
export function useCircumstances(): Circumstances {
  const manifest = useApp((app) => (app.services.engine.state === 'running' ? (app.engine?.manifest ?? null) : null));
  const hasPicture = useDocument(({ document }) => showsPicture(document));
  const painted = useDocument(({ document }) => document.region.length > 0);
  return { manifest, hasPicture, painted };
}

/** The drawing task that the prompt bar would start. */
export function useTask(): DrawTask {
  const chosen = usePrompt((prompt) => prompt.task);
  const painted = useDocument(({ document }) => document.region.length > 0);
  return taskFor(chosen, painted);
}

/** Why that task cannot start; null where it can. */
export function useMissing(): Missing | null {
  return useMissingFor(useTask());
}

/** Why a task cannot start; null where it can. */
export function useMissingFor(task: DrawTask): Missing | null {
  const circumstances = useCircumstances();
  const text = usePrompt((prompt) => prompt.text);
  const sides = usePrompt((prompt) => prompt.choices.sides);
  const hasReference = usePrompt((prompt) => prompt.reference !== null);
  return missingFor(task, circumstances, { text, sides, hasReference });
}

/** Whether Draw can be pressed. Where nothing but the model is missing, the drawing waits for it. */
export function useCanDraw(): boolean {
  const missing = useMissing();
  const comes = useApp(isModelComing);
  const waits = usePrompt(({ waiting }) => waiting !== null);
  return !waits && (missing === null || (missing === 'model' && comes));
}

export type { QueueItem };
