import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Layer, PictureDocument, Stroke } from '../../preload/contract/document.ts';
import { applyDiff, diffBetween, emptyHistory, type History, invertDiff, record } from './history.ts';
import * as operations from './operations.ts';

/** The one picture that is open. Plain actions are one undo step each; `step` and gestures join several. */
export interface DocumentState {
  readonly document: PictureDocument;
  readonly selectedLayerId: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;

  /** Adds on top (or at `index` from the bottom) and selects. */
  addLayer(layer: Layer, index?: number): void;
  removeLayer(id: string): void;
  updateLayer(id: string, patch: operations.LayerPatch): void;
  moveLayer(id: string, toIndex: number): void;
  duplicateLayer(id: string, newId: string): void;
  renameLayer(id: string, name: string): void;
  setVisible(id: string, visible: boolean): void;
  setOpacity(id: string, opacity: number): void;
  addStroke(stroke: Stroke): void;
  clearMask(): void;
  resizePage(width: number, height: number): void;
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

export function createDocumentStore(initial: PictureDocument): DocumentStore {
  let history: History = emptyHistory;
  /** The document at the start of the open gesture. */
  let mark: PictureDocument | null = null;

  return createStore<DocumentState>()((set, get) => {
    const show = (document: PictureDocument, selectedLayerId = get().selectedLayerId) =>
      set({
        document,
        selectedLayerId: keepSelection(document, selectedLayerId),
        canUndo: history.undo.length > 0,
        canRedo: history.redo.length > 0,
      });

    const change = (after: PictureDocument, selectedLayerId?: string | null) => {
      const before = get().document;
      if (after === before) return;
      if (mark === null) remember(before, after);
      show(after, selectedLayerId);
    };

    const remember = (before: PictureDocument, after: PictureDocument) => {
      const diff = diffBetween(before, after);
      if (diff !== null) history = record(history, diff);
    };

    const travel = (direction: 'undo' | 'redo') => {
      closeGesture();
      const diff = history[direction].at(-1);
      if (diff === undefined) return;
      const rest = history[direction].slice(0, -1);
      const { undo, redo } = history;
      history = direction === 'undo' ? { undo: rest, redo: [...redo, diff] } : { undo: [...undo, diff], redo: rest };
      show(applyDiff(get().document, direction === 'undo' ? invertDiff(diff) : diff));
    };

    const closeGesture = () => {
      if (mark === null) return;
      const before = mark;
      mark = null;
      remember(before, get().document);
      show(get().document);
    };

    const cancelGesture = () => {
      if (mark === null) return;
      const before = mark;
      mark = null;
      show(before);
    };

    return {
      document: initial,
      selectedLayerId: null,
      canUndo: false,
      canRedo: false,

      addLayer: (layer, index) => change(operations.addLayer(get().document, layer, index), layer.id),
      removeLayer: (id) => change(operations.removeLayer(get().document, id), nextSelection(get(), id)),
      updateLayer: (id, patch) => change(operations.updateLayer(get().document, id, patch)),
      moveLayer: (id, toIndex) => change(operations.moveLayer(get().document, id, toIndex)),
      duplicateLayer: (id, newId) => change(operations.duplicateLayer(get().document, id, newId), newId),
      renameLayer: (id, name) => {
        const kept = name.trim().slice(0, 200);
        if (kept !== '') change(operations.updateLayer(get().document, id, { name: kept }));
      },
      setVisible: (id, visible) => change(operations.updateLayer(get().document, id, { visible })),
      setOpacity: (id, opacity) =>
        change(operations.updateLayer(get().document, id, { opacity: Math.max(0, Math.min(1, opacity)) })),
      addStroke: (stroke) => change(operations.addStroke(get().document, stroke)),
      clearMask: () => change(operations.clearMask(get().document)),
      resizePage: (width, height) => change(operations.resizePage(get().document, width, height)),
      selectLayer: (id) => set({ selectedLayerId: keepSelection(get().document, id) }),

      undo: () => travel('undo'),
      redo: () => travel('redo'),
      replaceDocument: (document) => {
        mark = null;
        history = emptyHistory;
        show(document, null);
      },

      step: (run) => {
        if (mark !== null) {
          run(); // inside a gesture already: part of it
          return;
        }
        mark = get().document;
        try {
          run();
        } catch (error) {
          cancelGesture();
          throw error;
        }
        closeGesture();
      },
      beginGesture: () => {
        closeGesture();
        mark = get().document;
      },
      endGesture: closeGesture,
      cancelGesture,
    };
  });
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
