import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf, StudioError } from '../../preload/contract/errors.ts';
import { isPicture, layerTree, picturesOf, shownPicturesOf } from '../document/layer-tree.ts';
import type { BitmapCache, Lease } from './bitmaps.ts';
import { seenOf } from './covered.ts';
import { activeMask, type LayerContent } from './draw-layer.ts';
import { bytesAt, maskLevelFor, planLevels, type Sight } from './levels.ts';

const unreadable = StudioError.of('canvas.layer-unreadable', {}).failure;

/** Bytes of decoded pictures that the screen may hold. One of 64 megapixels, seen pixel by pixel, fits. */
const BUDGET = 256 * 1024 * 1024;

/** Milliseconds after the last change of the view until pictures are brought to its size: a wheel turns on. */
const SETTLE = 120;

/** Milliseconds between asking a lost store again, and how often. */
const PAUSE = 1000;
const ATTEMPTS = 20;

/** Where a layer's content is put for drawing. */
export interface ContentHolder {
  content: LayerContent;
}

export interface LayerPictureParts {
  readonly bitmaps: BitmapCache;
  readonly holderOf: (layerId: string) => ContentHolder | undefined;
  /** What the view shows now. */
  readonly sight: () => Sight;
  /** A holder shows something else than before. */
  readonly changed: () => void;
}

type Page = Pick<PictureDocument, 'layers' | 'width' | 'height'>;

interface Leases {
  readonly picture: Lease | null;
  readonly mask: Lease | null;
}

interface Held {
  /** As in `contentOf`. */
  readonly content: string;
  /** As in `keyOf`. */
  readonly key: string;
  readonly leases: Leases;
}

/** What a layer shows, whatever its size; empty where it needs nothing to be loaded. */
function contentOf(layer: Layer): string {
  const picture = isPicture(layer) ? layer.blob : '';
  const mask = layer.kind === 'unreadable' ? undefined : activeMask(layer)?.blob;
  return mask === undefined ? picture : `${picture}/${mask}`;
}

const keyOf = (layer: Layer, level: number) => `${contentOf(layer)}@${level}`;

/** Gives each layer's holder its picture and mask, at the size in which they are shown, and takes them back. */
export class LayerPictures {
  readonly #parts: LayerPictureParts;
  #page: Page = { layers: [], width: 0, height: 0 };
  /** What the holders show, by layer. */
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

  /** The page's layers have their holders. What is new on it comes at once, other sizes when the hand rests. */
  follow(page: Page): void {
    const before = new Map(this.#page.layers.map((layer) => [layer.id, contentOf(layer)]));
    this.#page = page;
    if (page.layers.some((layer) => before.get(layer.id) !== contentOf(layer))) this.#fit();
    else this.followSight();
  }

  /** The view moves. */
  followSight(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#fit(), SETTLE);
  }

  letGo(layerId: string): void {
    release(this.#held.get(layerId)?.leases);
    this.#held.delete(layerId);
    this.#wanted.delete(layerId);
  }

  #fit(): void {
    const tree = layerTree(this.#page.layers);
    const pictures = picturesOf(tree);
    const seen = shownPicturesOf(seenOf(tree, this.#page));
    const sight = this.#parts.sight();
    const held = this.#fitGroups(sight.scale);
    const levels = planLevels(pictures, seen, sight, BUDGET - held);
    // The topmost first: it is what is looked at.
    for (const [at, layer] of [...pictures.entries()].toReversed()) this.#want(layer, levels[at] ?? 0);
  }

  /** Masks of groups take a quarter of the budget together at most. @returns their bytes */
  #fitGroups(scale: number): number {
    const groups = this.#page.layers.filter(({ kind }) => kind === 'group');
    const masks = groups.map(activeMask);
    const share = BUDGET / 4 / Math.max(1, masks.filter((mask) => mask !== null).length);
    return groups.reduce((bytes, group, at) => {
      const mask = masks[at] ?? null;
      const level = mask === null ? 0 : maskLevelFor(mask, scale, share);
      this.#want(group, level);
      return bytes + (mask === null ? 0 : bytesAt(mask, level));
    }, 0);
  }

  #want(layer: Layer, level: number): void {
    const holder = this.#parts.holderOf(layer.id);
    if (holder === undefined || this.#wanted.get(layer.id) === keyOf(layer, level)) return;
    this.#wanted.set(layer.id, keyOf(layer, level));
    this.#load(holder, layer, level);
  }

  #load(holder: ContentHolder, layer: Layer, level: number, attempt = 1): void {
    const loading = this.#lease(layer, level)
      .then(
        (leases) => this.#show(holder, layer, level, leases),
        (error: unknown) => this.#unreadable(holder, layer, level, attempt, failureOf(error)),
      )
      .finally(() => {
        if (this.#loading.get(layer.id) === loading) this.#loading.delete(layer.id);
        this.#parts.changed();
      });
    // Only a first picture is waited for: a sharper one comes when it comes.
    if (this.#held.get(layer.id)?.content !== contentOf(layer)) this.#loading.set(layer.id, loading);
  }

  async #lease(layer: Layer, level: number): Promise<Leases> {
    const { bitmaps } = this.#parts;
    const mask = activeMask(layer);
    const picture = isPicture(layer) ? await bitmaps.lease(layer, level) : null;
    try {
      return { picture, mask: mask === null ? null : await bitmaps.leaseMask(mask, level) };
    } catch (error) {
      picture?.release();
      throw error;
    }
  }

  #show(holder: ContentHolder, layer: Layer, level: number, leases: Leases): void {
    if (!this.#isWanted(holder, layer, level)) {
      release(leases);
      return;
    }
    const [picture, mask] = [leases.picture?.bitmap ?? null, leases.mask?.bitmap ?? null];
    holder.content = { kind: 'there', picture, mask };
    release(this.#held.get(layer.id)?.leases);
    this.#held.set(layer.id, { content: contentOf(layer), key: keyOf(layer, level), leases });
  }

  /** Neither the layer nor the view has moved on meanwhile. */
  #isWanted(holder: ContentHolder, layer: Layer, level: number): boolean {
    return this.#parts.holderOf(layer.id) === holder && this.#wanted.get(layer.id) === keyOf(layer, level);
  }

  /** A store that is being started again has the picture in a moment; a damaged file never will. */
  #unreadable(holder: ContentHolder, layer: Layer, level: number, attempt: number, failure: Failure): void {
    if (!this.#isWanted(holder, layer, level)) return;
    const held = this.#held.get(layer.id);
    if (held !== undefined && held.content === contentOf(layer)) {
      // What is shown is as good as can be had now; the next change of the view asks again.
      this.#wanted.set(layer.id, held.key);
      return;
    }
    holder.content = { kind: 'damaged', told: failure.kind === 'internal' ? unreadable : failure };
    if (failure.kind !== 'service-lost' || attempt >= ATTEMPTS) return;
    setTimeout(() => {
      if (this.#isWanted(holder, layer, level)) this.#load(holder, layer, level, attempt + 1);
    }, PAUSE);
  }
}

function release(leases: Leases | undefined): void {
  leases?.picture?.release();
  leases?.mask?.release();
}
