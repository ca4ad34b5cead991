import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf, StudioError } from '../../preload/contract/errors.ts';
import { isPicture, layerTree, picturesOf, shownPicturesOf } from '../document/layer-tree.ts';
import type { BitmapCache, Lease } from './bitmaps.ts';
import { seenOf } from './covered.ts';
import { activeMask, type LayerContent } from './draw-layer.ts';
import { bytesAt, maskLevelFor, planLevels, type Sight } from './levels.ts';

const unreadable = StudioError.of('canvas.layer-unreadable', {}).failure;

/** The budget for decoded pictures on the screen, in bytes. One picture of 64 megapixels fits at full size. */
const BUDGET = 256 * 1024 * 1024;

/**
 * Milliseconds after the last change of the view until pictures are decoded for its scale, since a wheel turns in many
 * steps.
 */
const SETTLE = 120;

/** The pause in milliseconds between requests to a lost store, and the greatest number of requests. */
const PAUSE = 1000;
const ATTEMPTS = 20;

/** Holds a layer's content for drawing. */
export interface ContentHolder {
  content: LayerContent;
}

export interface LayerPictureParts {
  readonly bitmaps: BitmapCache;
  readonly holderOf: (layerId: string) => ContentHolder | undefined;
  /** What the view shows. */
  readonly sight: () => Sight;
  /** Called when a holder has new content. */
  readonly changed: () => void;
}

type Page = Pick<PictureDocument, 'layers' | 'width' | 'height'>;

interface Leases {
  readonly picture: Lease | null;
  readonly mask: Lease | null;
}

interface Held {
  /** The result of `contentOf`. */
  readonly content: string;
  /** The result of `keyOf`. */
  readonly key: string;
  readonly leases: Leases;
}

/** A key of what a layer shows, whatever its size; empty where nothing has to be loaded. */
function contentOf(layer: Layer): string {
  const picture = isPicture(layer) ? layer.blob : '';
  const mask = layer.kind === 'unreadable' ? undefined : activeMask(layer)?.blob;
  return mask === undefined ? picture : `${picture}/${mask}`;
}

const keyOf = (layer: Layer, level: number) => `${contentOf(layer)}@${level}`;

/** Gives each layer's holder its picture and mask at the size in which they are shown, and releases them again. */
export class LayerPictures {
  readonly #parts: LayerPictureParts;
  #page: Page = { layers: [], width: 0, height: 0 };
  /** What the holders show, by layer id. */
  readonly #held = new Map<string, Held>();
  /** The key of what each layer shows or will show, by layer id. */
  readonly #wanted = new Map<string, string>();
  /** The first pictures of layers that are still loading, by layer id. */
  readonly #loading = new Map<string, Promise<void>>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: LayerPictureParts) {
    this.#parts = parts;
  }

  destroy(): void {
    clearTimeout(this.#settling);
    for (const id of [...this.#held.keys()]) this.letGo(id);
  }

  /** Resolves when every layer shows its picture or the reason why it cannot. */
  async settled(): Promise<void> {
    while (this.#loading.size > 0) await Promise.all(this.#loading.values());
  }

  /**
   * Follows the page, whose layers must have their holders. New content loads at once, and other sizes load when the
   * view has come to rest.
   */
  follow(page: Page): void {
    const before = new Map(this.#page.layers.map((layer) => [layer.id, contentOf(layer)]));
    this.#page = page;
    if (page.layers.some((layer) => before.get(layer.id) !== contentOf(layer))) this.#fit();
    else this.followSight();
  }

  /** Follows a move of the view. */
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
    // The topmost picture comes first, since it is the one that is seen.
    for (const [at, layer] of [...pictures.entries()].toReversed()) this.#want(layer, levels[at] ?? 0);
  }

  /**
   * Loads the masks of groups, which together take at most a quarter of the budget.
   * @returns their bytes
   */
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
    // `settled` waits only for a layer's first picture. A sharper one is shown when it has loaded.
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

  /** Whether this is still the wanted content and level of the layer. */
  #isWanted(holder: ContentHolder, layer: Layer, level: number): boolean {
    return this.#parts.holderOf(layer.id) === holder && this.#wanted.get(layer.id) === keyOf(layer, level);
  }

  /** Tries again where the store is lost, since it restarts in a moment. A damaged file is not tried again. */
  #unreadable(holder: ContentHolder, layer: Layer, level: number, attempt: number, failure: Failure): void {
    if (!this.#isWanted(holder, layer, level)) return;
    const held = this.#held.get(layer.id);
    if (held !== undefined && held.content === contentOf(layer)) {
      // The picture that is shown stays. The next change of the view asks again.
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
