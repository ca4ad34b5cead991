import type { StoreApi } from 'zustand/vanilla';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { imageToImageSize } from '../../../preload/contract/model-tasks.ts';
import { drawTasks } from '../../../preload/contract/tasks.ts';
import type { CanvasPort, PageRaster } from '../../document/canvas-port.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { CellsPlan, RedrawnCells } from '../../document/redrawn-cells.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { RunStore } from '../../generation/run/run-types.ts';
import { type DrawTask, growsMask, taskFor } from '../../generation/tasks/tasks.ts';
import type { AppState, PromptState } from '../studio.ts';

export interface CellsParts {
  readonly document: DocumentStore;
  readonly prompt: StoreApi<PromptState>;
  readonly run: RunStore;
  readonly app: StoreApi<AppState>;
  /** The page of the shown project. */
  readonly page: () => Pick<PageRaster, 'rasteriseMask'>;
  readonly canvas: Pick<CanvasPort, 'showRedrawn'>;
  readonly pixelWork: Pick<PixelWork, 'redrawnCells'>;
}

/** Milliseconds after the last change, so that painting never waits for this work. */
const PAUSE_MS = 200;
/** The tasks that redraw every cell that the region touches. */
const SHOWN: readonly DrawTask[] = ['retouch', 'edit'];

/** Shows on the canvas which cells the next job would redraw, while no job runs or waits. */
export function followRedrawn({ document, prompt, run, app, page, canvas, pixelWork }: CellsParts): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = new AbortController();
  const show = async () => {
    const { signal } = abort;
    // Failures are ignored here. The job itself reports a part that cannot be read.
    const cells = await cellsNow(signal).catch(() => null);
    if (!signal.aborted) canvas.showRedrawn(cells);
  };
  const cellsNow = async (signal: AbortSignal): Promise<RedrawnCells | null> => {
    const plan = planNow();
    const mask = plan && (await page().rasteriseMask());
    signal.throwIfAborted();
    return plan && mask && pixelWork.redrawnCells(mask, plan, signal);
  };
  const planNow = (): CellsPlan | null => {
    const manifest = app.getState().engine?.manifest ?? null;
    const { region } = document.getState().document;
    if (manifest === null || region.length === 0 || run.getState().phase !== 'idle') return null;
    const { task, choices } = prompt.getState();
    const chosen = taskFor(task, true);
    return SHOWN.includes(chosen) ? planOf(chosen, manifest, choices.edge) : null;
  };
  const changed = () => {
    abort.abort();
    abort = new AbortController();
    clearTimeout(timer);
    if (planNow() === null) canvas.showRedrawn(null);
    else timer = setTimeout(() => void show(), PAUSE_MS);
  };
  document.subscribe((now, before) => {
    const [a, b] = [now.document, before.document];
    if (a.region !== b.region || a.width !== b.width || a.height !== b.height) changed();
  });
  prompt.subscribe((now, before) => {
    if (now.task !== before.task || now.choices.edge !== before.choices.edge) changed();
  });
  run.subscribe((now, before) => now.phase !== before.phase && changed());
  app.subscribe((now, before) => now.engine !== before.engine && changed());
}

function planOf(task: DrawTask, manifest: Manifest, edge: PromptState['choices']['edge']): CellsPlan | null {
  const beside = drawTasks[task].defaults === 'imageToImage';
  const native = beside ? imageToImageSize(manifest) : manifest.nativeSizes[0];
  if (native === undefined) return null;
  const { patchSize } = manifest.codec;
  return { native, patchSize, contextMargin: edge.context, maskGrowth: growsMask(task) ? edge.growth : 0 };
}
