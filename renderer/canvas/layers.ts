import type { BasicTransformEvent, Canvas, FabricObject, TPointerEvent } from 'fabric';
import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';
import type { DocumentState, DocumentStore } from '../document/store.ts';
import type { BitmapCache } from './bitmaps.ts';
import { PictureObject } from './picture-object.ts';

const UNREADABLE = 'The picture of this layer cannot be read. Hide or delete the layer to go on.';

/** Milliseconds between asking a lost store again, and how often. */
const PAUSE = 1000;
const ATTEMPTS = 20;

/** Keeps one Fabric object per layer of the document, and tells the document what the handles did. */
export class LayerAdapters {
  readonly #canvas: Canvas;
  readonly #store: DocumentStore;
  readonly #bitmaps: BitmapCache;
  readonly #changed: () => void;
  readonly #objects = new Map<string, PictureObject>();
  /** Pictures on their way, by layer. */
  readonly #loading = new Map<string, Promise<void>>();
  readonly #unsubscribe: () => void;
  #shown: PictureDocument = { width: 0, height: 0, layers: [], mask: [] };
  /** Handles are shown only while the move tool is chosen. */
  #handles = true;
  /** True while the canvas itself is being changed from the document: its events are echoes then. */
  #following = false;

  /** @param changed told when a layer looks otherwise than before */
  constructor(canvas: Canvas, store: DocumentStore, bitmaps: BitmapCache, changed: () => void) {
    this.#canvas = canvas;
    this.#changed = changed;
    this.#store = store;
    this.#bitmaps = bitmaps;
    canvas.on('object:modified', ({ target }) => this.#modified(target));
    canvas.on('object:moving', (event) => keepWholePixels(event));
    for (const name of ['selection:created', 'selection:updated', 'selection:cleared'] as const) {
      canvas.on(name, () => this.#selected());
    }
    this.#unsubscribe = store.subscribe((state) => this.#follow(state));
    this.#follow(store.getState());
  }

  destroy(): void {
    this.#unsubscribe();
  }

  /** Bottom first. */
  get painters(): readonly PictureObject[] {
    return this.#canvas.getObjects().filter((object) => object instanceof PictureObject);
  }

  setHandles(on: boolean): void {
    this.#handles = on;
    this.#canvas.skipTargetFind = !on;
    this.#follow(this.#store.getState());
  }

  /** When every layer shows its picture or why it cannot. */
  async settled(): Promise<void> {
    while (this.#loading.size > 0) await Promise.all(this.#loading.values());
  }

  #follow({ document, selectedLayerId }: DocumentState): void {
    this.#following = true;
    if (
      document.layers !== this.#shown.layers ||
      document.width !== this.#shown.width ||
      document.height !== this.#shown.height
    ) {
      this.#followLayers(document);
      this.#changed();
    }
    this.#shown = document;
    this.#followSelection(selectedLayerId);
    this.#following = false;
    this.#canvas.requestRenderAll();
  }

  #followLayers({ layers }: PictureDocument): void {
    const kept = new Set(layers.map((layer) => layer.id));
    for (const [id, object] of this.#objects) {
      if (kept.has(id)) continue;
      this.#canvas.remove(object);
      this.#objects.delete(id);
    }
    const before = new Map(this.#shown.layers.map((layer) => [layer.id, layer]));
    layers.forEach((layer, index) => {
      const object = this.#objects.get(layer.id) ?? this.#make(layer);
      const known = before.get(layer.id);
      if (known !== undefined && known.blob !== layer.blob) this.#load(object, layer);
      if (known !== layer) object.show(layer);
      if (this.#canvas.getObjects()[index] !== object) this.#canvas.moveObjectTo(object, index);
    });
    this.#bitmaps.trim(new Set(layers.map((layer) => layer.blob)));
  }

  #make(layer: Layer): PictureObject {
    const object = new PictureObject(layer.id);
    this.#objects.set(layer.id, object);
    this.#canvas.add(object);
    this.#load(object, layer);
    return object;
  }

  #load(object: PictureObject, layer: Layer, attempt = 1): void {
    const loading = this.#bitmaps
      .get(layer.blob, layer.mediaType)
      .then(
        (bitmap) => {
          object.content = { kind: 'picture', bitmap };
        },
        (error: unknown) => this.#unreadable(object, layer, attempt, failureOf(error)),
      )
      .finally(() => {
        if (this.#loading.get(layer.id) === loading) this.#loading.delete(layer.id);
        this.#changed();
      });
    this.#loading.set(layer.id, loading);
  }

  /** A store that is being started again has the picture in a moment; a damaged file never will. */
  #unreadable(object: PictureObject, layer: Layer, attempt: number, failure: Failure): void {
    object.content = { kind: 'damaged', message: failure.kind === 'internal' ? UNREADABLE : failure.message };
    if (failure.kind !== 'service-lost' || attempt >= ATTEMPTS) return;
    setTimeout(() => {
      if (this.#objects.get(layer.id) === object) this.#load(object, layer, attempt + 1);
    }, PAUSE);
  }

  #followSelection(selectedLayerId: string | null): void {
    const wanted = this.#handles && selectedLayerId !== null ? this.#objects.get(selectedLayerId) : undefined;
    const active = this.#canvas.getActiveObject();
    if (wanted === undefined || !wanted.visible) {
      if (active !== undefined) this.#canvas.discardActiveObject();
    } else if (active !== wanted) {
      this.#canvas.setActiveObject(wanted);
    }
  }

  #selected(): void {
    if (this.#following) return;
    const active = this.#canvas.getActiveObject();
    this.#store.getState().selectLayer(active instanceof PictureObject ? active.layerId : null);
  }

  /** One drag of a handle is one undo step. */
  #modified(target: FabricObject): void {
    if (!(target instanceof PictureObject)) return;
    const { left, top, scaleX, scaleY, angle } = target;
    this.#store.getState().updateLayer(target.layerId, { x: left, y: top, scaleX, scaleY, angle: angle % 360 });
  }
}

/** A layer that is only moved keeps to whole pixels, and so stays as sharp as it was. */
function keepWholePixels({ target }: BasicTransformEvent<TPointerEvent> & { target: FabricObject }): void {
  if (target.angle === 0) target.set({ left: Math.round(target.left), top: Math.round(target.top) });
}
