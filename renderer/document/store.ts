import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import type { RegionStep, WholeStep } from '../../preload/contract/region-steps.ts';
import type { SavedMask } from '../../preload/contract/saved-masks.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import * as operations from './operations.ts';
import { UndoMarks } from './undo-marks.ts';

/** The one picture that is open. Plain actions are one undo step each; `step` and gestures join several. */
export interface DocumentState {
  readonly document: PictureDocument;
  readonly selectedLayerId: string | null;
  /** What was marked when the region was cleared last, on a page of this size; null where nothing was. */
  readonly lastRegion: readonly RegionStep[] | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;

  /** Adds on top (or at `index` from the bottom) and selects. */
  addLayer(layer: Layer, index?: number): void;
  removeLayer(id: string): void;
  updateLayer(id: string, patch: operations.LayerPatch): void;
  moveLayer(id: string, toIndex: number): void;
  /** A copy above it; of a group with all that lies in it. The copy is selected. */
  duplicateLayer(id: string, newId: () => string, copyOf: operations.CopyName): void;
  renameLayer(id: string, name: string): void;
  setVisible(id: string, visible: boolean): void;
  setOpacity(id: string, opacity: number): void;
  /** Whether what the layer shows may be redrawn. */
  setProtected(id: string, isProtected: boolean): void;
  addRegionStep(step: RegionStep): void;
  clearRegion(): void;
  /** Moves the edge of the region, which stays as soft as it is. */
  growRegion(step: WholeStep): void;
  /** Marks again what was marked when the region was cleared last; nothing while something is marked. */
  reselectRegion(): void;
  /** Saves a region under a name. */
  saveMask(mask: SavedMask): void;
  removeMask(id: string): void;
  /** The region is what these steps make. */
  replaceRegion(steps: readonly RegionStep[]): void;
  resizePage(width: number, height: number): void;
  /** Whether white paper lies under the layers. */
  setPaper(shown: boolean): void;
  /** Adds to the page on its sides. */
  growPage(sides: Sides): void;
  selectLayer(id: string | null): void;

  undo(): void;
  redo(): void;
  /** Another picture: nothing of it can be undone. */
  replaceDocument(document: PictureDocument): void;

  /** Everything inside is one undo step; a throw takes all of it back. */
  step(change: () => void): void;
  /** Marks the start of a user gesture; until `endGesture` all changes are one undo step. */
  beginGesture(): void;
  endGesture(): void;
  /** Back to the mark, leaving nothing to undo or redo. */
  cancelGesture(): void;
}

export type DocumentStore = StoreApi<DocumentState>;

type Get = StoreApi<DocumentState>['getState'];
type Actions = Omit<DocumentState, 'document' | 'selectedLayerId' | 'lastRegion' | 'canUndo' | 'canRedo'>;

/** Shows a document; the selection stays where it can unless another is given. */
type Show = (document: PictureDocument, selectedLayerId?: string | null) => void;

export function createDocumentStore(initial: PictureDocument): DocumentStore {
  const marks = new UndoMarks();
  return createStore<DocumentState>()((set, get) => {
    const show: Show = (document, selectedLayerId = get().selectedLayerId) =>
      set({
        document,
        selectedLayerId: keepSelection(document, selectedLayerId),
        lastRegion: lastRegionOf(get(), document),
        canUndo: marks.canUndo,
        canRedo: marks.canRedo,
      });
    const change: Show = (after, selectedLayerId) => {
      const before = get().document;
      if (after === before) return;
      marks.changed(before, after);
      show(after, selectedLayerId);
    };
    return {
      document: initial,
      selectedLayerId: null,
      lastRegion: null,
      canUndo: false,
      canRedo: false,
      selectLayer: (id) => set({ selectedLayerId: keepSelection(get().document, id) }),
      ...changes(get, change),
      ...travel(get, show, marks),
      ...gestures(get, show, marks),
    };
  });
}

type Changes = Omit<Actions, 'selectLayer' | keyof Travel | keyof Gestures>;

function changes(get: Get, change: Show): Changes {
  const page = () => get().document;
  return {
    addLayer: (layer, index) => change(operations.addLayer(page(), layer, index), layer.id),
    removeLayer: (id) => change(operations.removeLayer(page(), id), nextSelection(get(), id)),
    updateLayer: (id, patch) => change(operations.updateLayer(page(), id, patch)),
    moveLayer: (id, toIndex) => change(operations.moveLayer(page(), id, toIndex)),
    duplicateLayer: (id, newId, copyOf) => {
      const copy = newId();
      let first = true;
      const ids = () => {
        const next = first ? copy : newId();
        first = false;
        return next;
      };
      change(operations.duplicateLayer(page(), id, ids, copyOf), copy);
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
    growPage: (sides) => change(operations.growPage(page(), sides)),
  };
}

type Travel = Pick<DocumentState, 'undo' | 'redo' | 'replaceDocument'>;

function travel(get: Get, show: Show, marks: UndoMarks): Travel {
  const go = (direction: 'undo' | 'redo') => {
    marks.end(get().document);
    const document = marks[direction](get().document);
    show(document ?? get().document);
  };
  return {
    undo: () => go('undo'),
    redo: () => go('redo'),
    replaceDocument: (document) => {
      marks.forget();
      show(document, null);
    },
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
    marks.begin(get().document);
  };
  const step = (run: () => void) => {
    if (marks.inGesture) {
      run(); // part of the gesture under way
      return;
    }
    marks.begin(get().document);
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

function lastRegionOf({ document: before, lastRegion }: DocumentState, after: PictureDocument) {
  const isSamePage =
    before.projectId === after.projectId && before.width === after.width && before.height === after.height;
  if (!isSamePage) return null;
  return before.region.length > 0 && after.region.length === 0 ? before.region : lastRegion;
}

function keepSelection(document: PictureDocument, id: string | null): string | null {
  return id !== null && operations.findLayer(document, id) !== null ? id : null;
}

/** After a removal the neighbour below (or else above) is selected, as in other editors. */
function nextSelection(state: DocumentState, removedId: string): string | null {
  if (state.selectedLayerId !== removedId) return state.selectedLayerId;
  const layers = state.document.layers;
  const at = layers.findIndex((layer) => layer.id === removedId);
  return (layers[at - 1] ?? layers[at + 1])?.id ?? null;
}
