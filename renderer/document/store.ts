import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { RegionStep, WholeStep } from '../../preload/contract/region-steps.ts';
import type { SavedMask } from '../../preload/contract/saved-masks.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import { duplicateLayers, removeLayers } from './arrange-layers.ts';
import { framePage } from './frame-page.ts';
import type { LongWork, Working, WorkName } from './long-work.ts';
import * as operations from './operations.ts';
import { nextSelection, type Selection, selectionOf } from './selection.ts';
import { type EarlierSteps, noSteps, type Travel, travel } from './travel.ts';
import { Turns } from './turns.ts';
import { UndoMarks, type UnsavedSteps } from './undo-marks.ts';

/** The open picture. Each plain action is one undo step. `step` and gestures join several actions. */
export interface DocumentState extends Selection, Travel {
  readonly document: PictureDocument;
  /** The region before it was last cleared, on a page of this size; null where there was none. */
  readonly lastRegion: readonly RegionStep[] | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The work on the document that takes time. Undo and redo wait for their turn as well. */
  readonly turns: Turns;
  /** Whether such work is under way or waits, so that the document is not yet what the artist has made it. */
  readonly isBusy: boolean;
  /** The work that takes long and is under way. */
  readonly work: LongWork | null;

  /** Adds a layer on top (or at `index` from the bottom) and selects it. */
  addLayer(layer: Layer, index?: number): void;
  /** Removes layers, and groups with their content. Locked layers stay. A neighbour is selected. */
  removeLayers(ids: readonly string[]): void;
  updateLayer(id: string, patch: operations.LayerPatch): void;
  /**
   * Runs any operation as one undo step.
   * @param select the layers to select afterwards
   */
  change(operation: (document: PictureDocument) => PictureDocument, select?: readonly string[]): void;
  /** The same, as soon as the work that is under way has ended. */
  changeInTurn(operation: (document: PictureDocument) => PictureDocument): void;
  /** Runs work that takes long when its turn comes. It can be cancelled, and rejects then with `cancelled`. */
  workInTurn<T>(name: WorkName, run: (working: Working) => Promise<T>): Promise<T>;
  /** Puts a copy above each layer. A group is copied with its content. The copies are selected. */
  duplicateLayers(ids: readonly string[], newId: () => string, nameOf: (name: string) => string): void;
  renameLayer(id: string, name: string): void;
  setVisible(id: string, visible: boolean): void;
  setOpacity(id: string, opacity: number): void;
  /** Sets whether the layer is protected from being redrawn. */
  setProtected(id: string, isProtected: boolean): void;
  addRegionStep(step: RegionStep): void;
  clearRegion(): void;
  /** Moves the edge of the region and keeps its softness. */
  growRegion(step: WholeStep): void;
  /** Restores the region that was last cleared. Does nothing while there is a region. */
  reselectRegion(): void;
  /** Saves a region under a name. */
  saveMask(mask: SavedMask): void;
  removeMask(id: string): void;
  /** Replaces the steps of the region. */
  replaceRegion(steps: readonly RegionStep[]): void;
  resizePage(width: number, height: number): void;
  /** Sets whether white paper lies under the layers. */
  setPaper(shown: boolean): void;
  /** Makes a part of the page the page, before sides are added to that. If they are added next, both are one undo step. */
  cutFor(sides: Sides, part: Frame): void;
  /** Adds sides to the page. */
  growPage(sides: Sides): void;
  selectLayer(id: string | null): void;
  /** @param last the layer that dials and keys act on; where it is not among `ids`, their last one */
  selectLayers(ids: readonly string[], last?: string | null): void;

  /** Chooses a layer and sets whether its mask takes the paint. A layer without a mask takes the paint itself. */
  paintOn(id: string, what: 'layer' | 'mask'): void;
  /** Shows the mask of a layer alone, which then takes the paint. Null shows the page again. */
  showMaskAlone(id: string | null): void;

  /** The undo steps that the store does not have yet, for the document as it is now. */
  unsavedSteps(): UnsavedSteps;

  /** Joins everything inside into one undo step. If `change` throws, all of it is undone. */
  step(change: () => void): void;
  /** Starts a user gesture. All changes until `endGesture` are one undo step. */
  beginGesture(): void;
  endGesture(): void;
  /** Returns to the start of the gesture, with nothing to undo or redo. */
  cancelGesture(): void;
}

export type DocumentStore = StoreApi<DocumentState>;

type Get = StoreApi<DocumentState>['getState'];
type Actions = Omit<
  DocumentState,
  'document' | keyof Selection | 'lastRegion' | 'canUndo' | 'canRedo' | 'turns' | 'isBusy' | 'work'
>;

/** Shows a document. The selection stays as far as possible, unless another is given. */
type Show = (document: PictureDocument, select?: readonly string[]) => void;

/**
 * @param refusesSize asked before an undo or a redo gives the page another size; it says why where it returns true
 */
export function createDocumentStore(
  initial: PictureDocument,
  refusesSize: () => boolean = () => false,
  earlier: EarlierSteps = noSteps,
): DocumentStore {
  const marks = new UndoMarks(earlier.state);
  return createStore<DocumentState>()((set, get) => {
    const turns = new Turns((isBusy) => set({ isBusy }));
    const show: Show = (document, select = get().selectedLayerIds) =>
      set({
        document,
        ...selectionOf(document, select, get().selectedLayerId, get()),
        lastRegion: lastRegionOf(get(), document),
        canUndo: marks.can('undo'),
        canRedo: marks.can('redo'),
      });
    const change: Show = (after, select) => {
      const before = get().document;
      if (after === before) return;
      marks.changed(before, after, get().selectedLayerIds);
      show(after, select);
    };
    const selectLayers: Actions['selectLayers'] = (ids, last = null) =>
      set(selectionOf(get().document, ids, last, get()));
    return {
      document: initial,
      selectedLayerId: null,
      selectedLayerIds: [],
      paintedMaskId: null,
      loneMaskId: null,
      lastRegion: null,
      canUndo: marks.can('undo'),
      canRedo: marks.can('redo'),
      turns,
      isBusy: false,
      work: null,
      selectLayer: (id) => selectLayers(id === null ? [] : [id]),
      selectLayers,
      paintOn: (id, what) => {
        const masks = { paintedMaskId: what === 'mask' ? id : null, loneMaskId: null };
        const { selectedLayerIds, document } = get();
        set(selectionOf(document, selectedLayerIds.includes(id) ? selectedLayerIds : [id], id, masks));
      },
      showMaskAlone: (id) => {
        const { selectedLayerIds, selectedLayerId, paintedMaskId, document } = get();
        if (id === null)
          set(selectionOf(document, selectedLayerIds, selectedLayerId, { paintedMaskId, loneMaskId: null }));
        else set(selectionOf(document, [id], id, { paintedMaskId: id, loneMaskId: id }));
      },
      ...changes(get, change),
      cutFor: (sides, part) => {
        const before = get().document;
        change(framePage(before, part));
        if (get().document !== before) marks.cutFor(sides);
      },
      growPage: (sides) => {
        marks.adds(sides);
        change(operations.growPage(get().document, sides));
      },
      changeInTurn: (operation) => turns.act(() => get().change(operation)),
      workInTurn: (name, run) => turns.take(() => cancellable(name, run, (work) => set({ work }))),
      ...travel({ now: get, show, marks, turns, refusesSize, earlier }),
      unsavedSteps: () => marks.unsaved(get().document),
      ...gestures(get, show, marks),
    };
  });
}

type Changes = Omit<
  Actions,
  | 'selectLayer'
  | 'selectLayers'
  | 'paintOn'
  | 'showMaskAlone'
  | 'changeInTurn'
  | 'cutFor'
  | 'growPage'
  | 'workInTurn'
  | 'unsavedSteps'
  | keyof Travel
  | keyof Gestures
>;

function changes(get: Get, change: Show): Changes {
  const page = () => get().document;
  return {
    addLayer: (layer, index) => change(operations.addLayer(page(), layer, index), [layer.id]),
    removeLayers: (ids) => {
      const after = removeLayers(page(), ids);
      change(after, nextSelection(get(), after));
    },
    updateLayer: (id, patch) => change(operations.updateLayer(page(), id, patch)),
    change: (operation, select) => change(operation(page()), select),
    duplicateLayers: (ids, newId, nameOf) => {
      const { document, copies } = duplicateLayers(page(), ids, newId, nameOf);
      change(document, copies);
    },
    renameLayer: (id, name) => {
      const kept = name.trim().slice(0, 200);
      if (kept !== '') change(operations.updateLayer(page(), id, { name: kept }));
    },
    setVisible: (id, visible) => change(operations.updateLayer(page(), id, { visible })),
    setOpacity: (id, opacity) =>
      change(operations.updateLayer(page(), id, { opacity: Math.max(0, Math.min(1, opacity)) })),
    setProtected: (id, isProtected) => change(operations.updateLayer(page(), id, { isProtected })),
    addRegionStep: (step) => change(operations.addRegionStep(page(), step)),
    clearRegion: () => change(operations.clearRegion(page())),
    growRegion: (step) => change(operations.growRegion(page(), step)),
    reselectRegion: () => {
      const { lastRegion } = get();
      if (lastRegion !== null && page().region.length === 0) change(operations.replaceRegion(page(), lastRegion));
    },
    saveMask: (mask) => change(operations.saveMask(page(), mask)),
    removeMask: (id) => change(operations.removeMask(page(), id)),
    replaceRegion: (steps) => change(operations.replaceRegion(page(), steps)),
    setPaper: (shown) => change(operations.setPaper(page(), shown)),
    resizePage: (width, height) => change(operations.resizePage(page(), width, height)),
  };
}

type Gestures = Pick<DocumentState, 'step' | 'beginGesture' | 'endGesture' | 'cancelGesture'>;

function gestures(get: Get, show: Show, marks: UndoMarks): Gestures {
  const endGesture = () => {
    if (!marks.inGesture) return;
    marks.end(get().document);
    show(get().document);
  };
  const cancelGesture = () => {
    const before = marks.bail();
    if (before !== null) show(before);
  };
  const beginGesture = () => {
    endGesture();
    marks.begin(get().document, get().selectedLayerIds);
  };
  const step = (run: () => void) => {
    if (marks.inGesture) {
      run(); // it is part of the current gesture
      return;
    }
    marks.begin(get().document, get().selectedLayerIds);
    try {
      run();
    } catch (error) {
      cancelGesture();
      throw error;
    }
    endGesture();
  };
  return { step, beginGesture, endGesture, cancelGesture };
}

/** @param show called with the state of the work, and with null at its end */
async function cancellable<T>(
  name: WorkName,
  run: (working: Working) => Promise<T>,
  show: (work: LongWork | null) => void,
): Promise<T> {
  const abort = new AbortController();
  const { signal } = abort;
  const cancel = () => abort.abort(StudioError.of('cancelled', {}));
  show({ name, progress: null, cancel });
  try {
    return await run({ signal, tell: (done, of) => show({ name, progress: { done, of }, cancel }) });
  } finally {
    show(null);
  }
}

function lastRegionOf({ document: before, lastRegion }: DocumentState, after: PictureDocument) {
  const isSamePage =
    before.projectId === after.projectId && before.width === after.width && before.height === after.height;
  if (!isSamePage) return null;
  return before.region.length > 0 && after.region.length === 0 ? before.region : lastRegion;
}
