import type { Canvas } from 'fabric';
import type { Layer, PictureDocument, PixelLayer } from '../../preload/contract/document.ts';
import type { PaintPreview } from '../document/canvas-port.ts';
import type { Box } from '../document/layer-bounds.ts';
import { isBoxless, layerTree, picturesOf, shownPictures } from '../document/layer-tree.ts';
import { heldInPlace } from '../document/locks.ts';
import type { MaskTarget, PaintTarget } from '../document/paint.ts';
import type { Snapping } from '../document/snapping.ts';
import type { DocumentState, DocumentStore } from '../document/store.ts';
import type { BitmapCache } from './bitmaps.ts';
import { drawFrame, frameOfChosen } from './chosen-frame.ts';
import { seenOf } from './covered.ts';
import { NOTHING } from './draw-layer.ts';
import { drawSteps } from './draw-steps.ts';
import { Drawing } from './drawing.ts';
import { LayerGestures } from './layer-gestures.ts';
import { type ContentHolder, LayerPictures } from './layer-pictures.ts';
import type { Sight } from './levels.ts';
import { differInPaint, LivePaint } from './live-paint.ts';
import { drawLoneMask } from './lone-mask.ts';
import type { PagePainter } from './page-buffer.ts';
import { PictureObject } from './picture-object.ts';

export interface LayerAdapterParts {
  readonly canvas: Canvas;
  readonly store: DocumentStore;
  readonly bitmaps: BitmapCache;
  /** What the view shows. */
  readonly sight: () => Sight;
  /** Called when a layer's appearance has changed. */
  readonly changed: (part?: Box) => void;
  readonly snapping: Snapping;
}

/** Keeps one Fabric object per picture of the document. `layer-gestures.ts` writes changes by the handles back. */
export class LayerAdapters {
  readonly #canvas: Canvas;
  readonly #store: DocumentStore;
  readonly pictures: LayerPictures;
  readonly #changed: (part?: Box) => void;
  readonly #objects = new Map<string, PictureObject>();
  /** The masks of layers without a box, which have no Fabric object, by layer id. */
  readonly #boxless = new Map<string, ContentHolder>();
  readonly #unsubscribe: () => void;
  #shown: PictureDocument = { width: 0, height: 0, layers: [], region: [] };
  /** Handles are shown only while the move tool is chosen. */
  #handles = true;
  #live: LivePaint | null = null;
  #loneMaskId: string | null = null;
  /** The text that Fabric draws, since it is being typed. */
  #editedId: string | null = null;
  /** True while the canvas is changed to follow the document. Its events are ignored then. */
  #following = false;

  constructor({ canvas, store, bitmaps, sight, changed, snapping }: LayerAdapterParts) {
    this.#canvas = canvas;
    this.#changed = changed;
    this.#store = store;
    this.pictures = new LayerPictures({
      bitmaps,
      sight,
      holderOf: (id) => this.#objects.get(id) ?? this.#boxless.get(id),
      changed,
      surfaced: (key, surface) => {
        if (this.#live?.surface === key) this.#live.drawOn(surface);
      },
    });
    new LayerGestures({
      canvas,
      store,
      objects: this.#objects,
      snapping,
      isFollowing: () => this.#following || this.#editedId !== null,
    }).listen();
    canvas.on('after:render', ({ ctx }) => this.#drawFrame(ctx));
    this.#unsubscribe = store.subscribe((state) => this.#follow(state));
    this.#follow(store.getState());
  }

  destroy(): void {
    this.#unsubscribe();
    this.pictures.destroy();
  }

  /** Paints all layers except those that a photo covers. While a layer is moved by hand, it paints all of them. */
  painter(moving: boolean): PagePainter {
    return { paint: (context) => this.#paint(context, moving) };
  }

  #paint(context: OffscreenCanvasRenderingContext2D, moving: boolean): void {
    const lone = this.#shown.layers.find(({ id }) => id === this.#store.getState().loneMaskId);
    if (lone !== undefined && lone.mask !== null) {
      const holder = this.#objects.get(lone.id) ?? this.#boxless.get(lone.id);
      drawLoneMask(context, lone, lone.mask, holder?.content ?? NOTHING);
      return;
    }
    const isThere = ({ id, kind }: Layer) => kind === 'fill' || this.#objects.get(id)?.content.kind === 'there';
    const tree = layerTree(this.#shown.layers);
    const drawing = new Drawing(context);
    for (const step of drawSteps(moving ? tree : seenOf(tree, this.#shown, isThere))) {
      if (step.layer.id === this.#editedId) continue;
      const object = this.#objects.get(step.layer.id);
      const holder = object ?? this.#boxless.get(step.layer.id);
      // While a layer is moved by hand, it is drawn where the hand has it.
      drawing.take({ ...step, layer: object?.placed(step.layer) ?? step.layer }, holder?.content ?? NOTHING);
    }
  }

  /** Shows the paint of a stroke that the document does not have yet. */
  beginPaint(target: PaintTarget | MaskTarget, projectId: string | undefined): PaintPreview {
    const live = new LivePaint(target, projectId);
    this.#live = live;
    this.#follow(this.#store.getState());
    return {
      show: (patches) => {
        if (this.#live !== live) return;
        const part = live.take(patches, this.pictures.surfaceOf(live.surface));
        if (part !== null) this.#changed(part);
      },
      keep: (tiles) => {
        if (this.#live === live) this.pictures.surfaceOf(live.surface)?.keepLive(tiles);
      },
      end: () => {
        if (this.#live === live) this.#endPaint(live);
      },
    };
  }

  #endPaint(live: LivePaint): void {
    this.#live = null;
    const state = this.#store.getState();
    const dropped = this.pictures.surfaceOf(live.surface)?.dropLive(live.tilesIn(state.document)) ?? null;
    this.#follow(state);
    if (dropped === null) return;
    this.pictures.refresh(live.layerId);
    this.#changed(live.onPage([dropped]) ?? undefined);
  }

  /** The frame follows the layers under the hand. */
  #drawFrame(context: CanvasRenderingContext2D): void {
    if (!this.#handles) return;
    const { document, selectedLayerIds } = this.#store.getState();
    const placed = document.layers.map((layer) => this.#objects.get(layer.id)?.placed(layer) ?? layer);
    const box = frameOfChosen(placed, selectedLayerIds);
    if (box !== null) drawFrame(this.#canvas, context, box);
  }

  /** Leaves a layer out, which Fabric shows as a text that is being typed. Null draws all of them. */
  setEdited(layerId: string | null): void {
    this.#editedId = layerId;
    this.#canvas.skipTargetFind = layerId === null && !this.#handles;
    // A press chooses no other layer meanwhile.
    for (const object of this.#objects.values()) object.evented = layerId === null;
    this.#changed();
    if (layerId === null) this.#follow(this.#store.getState());
  }

  setHandles(on: boolean): void {
    this.#handles = on;
    this.#canvas.skipTargetFind = this.#editedId === null && !on;
    this.#follow(this.#store.getState());
  }

  #follow({ document: own, selectedLayerId, loneMaskId }: DocumentState): void {
    if (loneMaskId !== this.#loneMaskId) {
      this.#loneMaskId = loneMaskId;
      this.pictures.followLoneMask(loneMaskId);
      this.#changed();
    }
    const document = this.#live?.inDocument(own) ?? own;
    this.#following = true;
    if (
      document.layers !== this.#shown.layers ||
      document.width !== this.#shown.width ||
      document.height !== this.#shown.height
    ) {
      this.#followLayers(document);
      // New paint alone reports its own part of the page when its tiles are drawn.
      if (!differInPaint(this.#shown, document)) this.#changed();
    }
    this.#shown = document;
    this.#followSelection(selectedLayerId);
    this.#following = false;
    this.#canvas.requestRenderAll();
  }

  #followLayers({ layers, width, height }: PictureDocument): void {
    const kept = new Set(layers.map((layer) => layer.id));
    for (const [id, object] of this.#objects) {
      if (kept.has(id)) continue;
      this.#canvas.remove(object);
      this.#objects.delete(id);
      this.pictures.letGo(id);
    }
    this.#followBoxless(layers);
    const before = new Map(this.#shown.layers.map((layer) => [layer.id, layer]));
    const shown = new Set(shownPictures(layers));
    const held = heldInPlace(layers);
    picturesOf(layerTree(layers)).forEach((layer, index) => {
      const object = this.#objects.get(layer.id) ?? this.#make(layer);
      const known = before.get(layer.id);
      const isHeld = held.has(layer.id);
      if (known !== layer || object.visible !== shown.has(layer) || object.lockMovementX !== isHeld) {
        object.show(layer, shown.has(layer), isHeld);
      }
      if (this.#canvas.getObjects()[index] !== object) this.#canvas.moveObjectTo(object, index);
    });
    this.pictures.follow({ layers, width, height });
  }

  #followBoxless(layers: readonly Layer[]): void {
    const boxless = new Set(layers.filter(isBoxless).map(({ id }) => id));
    for (const id of this.#boxless.keys()) {
      if (boxless.has(id)) continue;
      this.#boxless.delete(id);
      this.pictures.letGo(id);
    }
    for (const id of boxless) if (!this.#boxless.has(id)) this.#boxless.set(id, { content: NOTHING });
  }

  #make(layer: PixelLayer): PictureObject {
    const object = new PictureObject(layer);
    this.#objects.set(layer.id, object);
    this.#canvas.add(object);
    return object;
  }

  #followSelection(selectedLayerId: string | null): void {
    if (this.#editedId !== null) return;
    const wanted = this.#handles && selectedLayerId !== null ? this.#objects.get(selectedLayerId) : undefined;
    const active = this.#canvas.getActiveObject();
    if (wanted === undefined || !wanted.visible) {
      if (active !== undefined) this.#canvas.discardActiveObject();
    } else if (active !== wanted) {
      this.#canvas.setActiveObject(wanted);
    }
  }
}
