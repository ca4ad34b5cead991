import type { Canvas, FabricObject, TPointerEvent } from 'fabric';
import { byId } from '../../preload/contract/layer-tree.ts';
import { hasPixels, withinOf } from '../document/layer-tree.ts';
import { movable, moveLayers } from '../document/move-layers.ts';
import type { Snapping } from '../document/snapping.ts';
import type { DocumentStore } from '../document/store.ts';
import { PictureObject } from './picture-object.ts';
import { type HandleEvent, snapMoved, snapScaled } from './snap-handles.ts';

interface GestureParts {
  readonly canvas: Canvas;
  readonly store: DocumentStore;
  /** The Fabric objects of pictures, by layer id. */
  readonly objects: ReadonlyMap<string, PictureObject>;
  readonly snapping: Snapping;
  /** Whether code changes the canvas to follow the document. Its events are ignored then. */
  readonly isFollowing: () => boolean;
}

/** Writes what a hand does with layers on the canvas to the document: it moves, scales, turns and selects them. */
export class LayerGestures {
  readonly #parts: GestureParts;

  constructor(parts: GestureParts) {
    this.#parts = parts;
  }

  listen(): void {
    const { canvas } = this.#parts;
    canvas.on('object:modified', ({ target }) => this.#modified(target));
    canvas.on('object:moving', (event) => {
      this.#snapMoved(event);
      keepWholePixels(event);
      this.#moveOthers(event.target);
    });
    canvas.on('object:scaling', (event) => {
      if (event.target instanceof PictureObject) snapScaled(event, this.#parts.snapping, event.target.layerId);
    });
    canvas.on('mouse:up', () => this.#parts.snapping.end());
    for (const name of ['selection:created', 'selection:updated', 'selection:cleared'] as const) {
      canvas.on(name, ({ e }) => this.#selected(e));
    }
    canvas.on('mouse:up', ({ isClick, target, e }) => isClick && this.#clicked(target, e));
  }

  /** @param event the pointer event; undefined where code has changed the selection */
  #selected(event: TPointerEvent | undefined): void {
    if (this.#parts.isFollowing()) return;
    const active = this.#parts.canvas.getActiveObject();
    const state = this.#parts.store.getState();
    if (!(active instanceof PictureObject)) {
      if (!isAdding(event)) state.selectLayer(null);
    } else if (isAdding(event)) {
      state.selectLayers([...state.selectedLayerIds, active.layerId], active.layerId);
    } else if (!this.#isChosen(active.layerId)) state.selectLayer(active.layerId);
  }

  /**
   * A drag on one of several chosen layers, or on a part of a chosen group, moves all of them. A click chooses that
   * layer alone.
   */
  #clicked(target: FabricObject | undefined, event: TPointerEvent): void {
    if (target instanceof PictureObject && !isAdding(event)) this.#parts.store.getState().selectLayer(target.layerId);
  }

  /** Whether the layer, or a group around it, is chosen. */
  #isChosen(id: string): boolean {
    const { document, selectedLayerIds } = this.#parts.store.getState();
    return selectedLayerIds.some((chosen) => withinOf(document.layers, chosen).has(id));
  }

  /** The layers that move together with this one. */
  #movedWith(id: string): readonly string[] {
    const { document, selectedLayerIds } = this.#parts.store.getState();
    return this.#isChosen(id) ? movable(document.layers, selectedLayerIds) : [id];
  }

  #snapMoved(event: HandleEvent): void {
    const { target } = event;
    if (!(target instanceof PictureObject)) return;
    const { layers } = this.#parts.store.getState().document;
    const own = byId(layers).get(target.layerId);
    if (own === undefined || !hasPixels(own)) return;
    const by = { x: target.left - own.x, y: target.top - own.y };
    snapMoved(event, this.#parts.snapping, layers, this.#movedWith(target.layerId), by);
  }

  #moveOthers(target: FabricObject): void {
    if (!(target instanceof PictureObject)) return;
    const { layers } = this.#parts.store.getState().document;
    const known = byId(layers);
    const own = known.get(target.layerId);
    if (own === undefined || !hasPixels(own)) return;
    const [dx, dy] = [target.left - own.x, target.top - own.y];
    for (const id of this.#movedWith(target.layerId).flatMap((each) => [...withinOf(layers, each)])) {
      const [object, layer] = [this.#parts.objects.get(id), known.get(id)];
      if (object === undefined || object === target || layer === undefined || !hasPixels(layer)) continue;
      object.set({ left: layer.x + dx, top: layer.y + dy });
      object.setCoords();
    }
  }

  /** One drag of a handle is one undo step. */
  #modified(target: FabricObject): void {
    if (!(target instanceof PictureObject)) return;
    const { left, top, scaleX, scaleY } = target;
    const angle = target.angle % 360;
    const state = this.#parts.store.getState();
    const layer = state.document.layers.find(({ id }) => id === target.layerId);
    if (layer === undefined || !hasPixels(layer)) return;
    if (layer.scaleX === scaleX && layer.scaleY === scaleY && layer.angle === angle) {
      const moved = this.#movedWith(layer.id);
      state.change((page) => moveLayers(page, moved, left - layer.x, top - layer.y));
    } else state.updateLayer(layer.id, { x: left, y: top, scaleX, scaleY, angle });
  }
}

/** A click with Shift or Ctrl adds a layer to the selection. */
function isAdding(event: TPointerEvent | undefined): boolean {
  return event !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey);
}

/** A layer that is only moved stays on whole pixels, so that it stays as sharp as it was. */
function keepWholePixels({ target }: HandleEvent): void {
  if (target.angle === 0) target.set({ left: Math.round(target.left), top: Math.round(target.top) });
}
