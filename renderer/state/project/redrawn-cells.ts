import type { StoreApi } from 'zustand/vanilla';
import { borderCells, frameForExtension } from '../../../preload/contract/extension-frame.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { imageToImageSize } from '../../../preload/contract/model-tasks.ts';
import { gridFor } from '../../../preload/contract/region-frame.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { drawTasks } from '../../../preload/contract/tasks.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import { grownSize } from '../../document/operations.ts';
import type { PageRaster } from '../../document/page-raster.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { CellsPlan, RedrawnCells } from '../../document/redrawn-cells.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { RunStore } from '../../generation/run/run-types.ts';
import { addsNothing, type DrawTask, growsMask, needsOf, taskFor } from '../../generation/tasks/tasks.ts';
import type { PromptState } from '../prompt-types.ts';
import type { AppState } from '../window-types.ts';

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
  const borderNow = (): RedrawnCells | null => {
    const { task, choices } = prompt.getState();
    const manifest = app.getState().engine?.manifest ?? null;
    if (manifest === null || !needsOf(task).sides || run.getState().phase !== 'idle') return null;
    return cellsOfBorder(document.getState().document, choices.sides, manifest, choices.edge.context);
  };
  const changed = () => {
    abort.abort();
    abort = new AbortController();
    clearTimeout(timer);
    const border = borderNow();
    if (border !== null) canvas.showRedrawn(border);
    else if (planNow() === null) canvas.showRedrawn(null);
    else timer = setTimeout(() => void show(), PAUSE_MS);
  };
  document.subscribe((now, before) => {
    const [a, b] = [now.document, before.document];
    if (a.region !== b.region || a.width !== b.width || a.height !== b.height) changed();
  });
  prompt.subscribe((now, before) => {
    if (now.task !== before.task || now.choices.edge !== before.choices.edge) changed();
    else if (now.choices.sides !== before.choices.sides) changed();
  });
  run.subscribe((now, before) => now.phase !== before.phase && changed());
  app.subscribe((now, before) => now.engine !== before.engine && changed());
}

/** The cells of the border that an extension draws, in page pixels; null where nothing is added. */
export function cellsOfBorder(
  { width, height }: { readonly width: number; readonly height: number },
  sides: Sides,
  { nativeSizes: [native], codec }: Pick<Manifest, 'nativeSizes' | 'codec'>,
  contextMargin: number | null,
): RedrawnCells | null {
  if (native === undefined || addsNothing(sides)) return null;
  const page = grownSize({ width, height }, sides);
  const frame = frameForExtension(page, sides, native, contextMargin ?? undefined);
  const grid = gridFor(frame, native, codec.patchSize);
  const marked = borderCells(page, sides, frame, grid);
  return { frame: { ...frame, x: frame.x - sides.left, y: frame.y - sides.top }, ...grid, marked };
}

function planOf(task: DrawTask, manifest: Manifest, edge: PromptState['choices']['edge']): CellsPlan | null {
  const beside = drawTasks[task].defaults === 'imageToImage';
  const native = beside ? imageToImageSize(manifest) : manifest.nativeSizes[0];
  if (native === undefined) return null;
  const { patchSize } = manifest.codec;
  return { native, patchSize, contextMargin: edge.context, maskGrowth: growsMask(task) ? edge.growth : 0 };
}
