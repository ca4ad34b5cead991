import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';
import type { BitmapCache, Lease } from './bitmaps.ts';
import { firstSeen } from './covered.ts';
import { planLevels, type Sight } from './levels.ts';
import type { PictureObject } from './picture-object.ts';

const UNREADABLE = 'The picture of this layer cannot be read. Hide or delete the layer to go on.';

/** Bytes of decoded pictures that the screen may hold. One of 64 megapixels, seen pixel by pixel, fits. */
const BUDGET = 256 * 1024 * 1024;

/** Milliseconds after the last change of the view until pictures are brought to its size: a wheel turns on. */
const SETTLE = 120;

/** Milliseconds between asking a lost store again, and how often. */
const PAUSE = 1000;
const ATTEMPTS = 20;

export interface LayerPictureParts {
  readonly bitmaps: BitmapCache;
  readonly objectOf: (layerId: string) => PictureObject | undefined;
  /** What the view shows now. */
  readonly sight: () => Sight;
  /** An object shows something else than before. */
  readonly changed: () => void;
}

type Page = Pick<PictureDocument, 'layers' | 'width' | 'height'>;

interface Held {
  readonly blob: string;
  /** As in `keyOf`. */
  readonly key: string;
  readonly lease: Lease;
}

const keyOf = (layer: Layer, level: number) => `${layer.blob}@${level}`;

/** Gives each layer's object its picture, at the size in which it is shown, and takes it back. */
export class LayerPictures {
  readonly #parts: LayerPictureParts;
  #page: Page = { layers: [], width: 0, height: 0 };
  /** What the objects show, by layer. */
  readonly #held = new Map<string, Held>();
  /** What each layer shows or will show. */
  readonly #wanted = new Map<string, string>();
  /** First pictures on their way, by layer. */
  readonly #loading = new Map<string, Promise<void>>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: LayerPictureParts) {
    this.#parts = parts;
  }

  destroy(): void {
    clearTimeout(this.#settling);
    for (const id of [...this.#held.keys()]) this.letGo(id);
  }

  /** When every layer shows its picture or why it cannot. */
  async settled(): Promise<void> {
    while (this.#loading.size > 0) await Promise.all(this.#loading.values());
  }

  /** The page's layers have their objects. What is new on it comes at once, other sizes when the hand rests. */
  follow(page: Page): void {
    const before = new Map(this.#page.layers.map(({ id, blob }) => [id, blob]));
    this.#page = page;
    if (page.layers.some(({ id, blob }) => before.get(id) !== blob)) this.#fit();
    else this.followSight();
  }

  /** The view moves. */
  followSight(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#fit(), SETTLE);
  }

  letGo(layerId: string): void {
    this.#held.get(layerId)?.lease.release();
    this.#held.delete(layerId);
    this.#wanted.delete(layerId);
  }

  #fit(): void {
    const { layers } = this.#page;
    const levels = planLevels(layers, firstSeen(layers, this.#page), this.#parts.sight(), BUDGET);
    // The topmost first: it is what is looked at.
    for (const [at, layer] of [...layers.entries()].toReversed()) {
      const object = this.#parts.objectOf(layer.id);
      const level = levels[at] ?? 0;
      if (object === undefined || this.#wanted.get(layer.id) === keyOf(layer, level)) continue;
      this.#wanted.set(layer.id, keyOf(layer, level));
      this.#load(object, layer, level);
    }
  }

  #load(object: PictureObject, layer: Layer, level: number, attempt = 1): void {
    const loading = this.#parts.bitmaps
      .lease(layer, level)
      .then(
        (lease) => this.#show(object, layer, level, lease),
        (error: unknown) => this.#unreadable(object, layer, level, attempt, failureOf(error)),
      )
      .finally(() => {
        if (this.#loading.get(layer.id) === loading) this.#loading.delete(layer.id);
        this.#parts.changed();
      });
    // Only a first picture is waited for: a sharper one comes when it comes.
    if (this.#held.get(layer.id)?.blob !== layer.blob) this.#loading.set(layer.id, loading);
  }

  #show(object: PictureObject, layer: Layer, level: number, lease: Lease): void {
    if (!this.#isWanted(object, layer, level)) {
      lease.release();
      return;
    }
    object.content = { kind: 'picture', bitmap: lease.bitmap };
    this.#held.get(layer.id)?.lease.release();
    this.#held.set(layer.id, { blob: layer.blob, key: keyOf(layer, level), lease });
  }

  /** Neither the layer nor the view has moved on meanwhile. */
  #isWanted(object: PictureObject, layer: Layer, level: number): boolean {
    return this.#parts.objectOf(layer.id) === object && this.#wanted.get(layer.id) === keyOf(layer, level);
  }

  /** A store that is being started again has the picture in a moment; a damaged file never will. */
  #unreadable(object: PictureObject, layer: Layer, level: number, attempt: number, failure: Failure): void {
    if (!this.#isWanted(object, layer, level)) return;
    const held = this.#held.get(layer.id);
    if (held?.blob === layer.blob) {
      // What is shown is as good as can be had now; the next change of the view asks again.
      this.#wanted.set(layer.id, held.key);
      return;
    }
    object.content = { kind: 'damaged', message: failure.kind === 'internal' ? UNREADABLE : failure.message };
    if (failure.kind !== 'service-lost' || attempt >= ATTEMPTS) return;
    setTimeout(() => {
      if (this.#isWanted(object, layer, level)) this.#load(object, layer, level, attempt + 1);
    }, PAUSE);
  }
}
