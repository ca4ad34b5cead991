import type { Layer, LayerMask, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Box } from '../document/layer-bounds.ts';
import { isBoxless, isPicture, layerTree, picturesOf, shownPicturesOf } from '../document/layer-tree.ts';
import type { BitmapCache } from './bitmaps.ts';
import { seenOf } from './covered.ts';
import { activeMask, type LayerContent } from './draw-layer.ts';
import { contentOf, keyOfMask, keyOfPaint, type SurfaceKey, tiledParts } from './layer-content.ts';
import {
  isSameContent,
  type Leases,
  matrixOfSurface,
  onPage,
  release,
  type Surfaced,
  union,
} from './layer-surfaces.ts';
import type { Lease } from './lease.ts';
import { bytesAt, maskLevelFor, planLevels, type Sight } from './levels.ts';
import { lostTile } from './lost-tile.ts';
import { PaintSurface } from './paint-surface.ts';
import { pictured } from './tile-canvas.ts';

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
  /** Called when a holder has new content. `part` is the part of the page that it changes; without it, all of it. */
  readonly changed: (part: Box | undefined) => void;
  /** Called when a paint layer or a mask gets a surface, which then has its tiles. */
  readonly surfaced: (key: SurfaceKey, surface: PaintSurface) => void;
}

type Page = Pick<PictureDocument, 'layers' | 'width' | 'height'>;

interface Held {
  /** The result of `contentOf`. */
  readonly content: string;
  /** The result of `keyOf`. */
  readonly key: string;
  readonly leases: Leases;
}

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
  readonly #surfaces = new Map<SurfaceKey, PaintSurface>();
  /** The layer whose mask is shown alone, even if it is off. */
  #loneMaskId: string | null = null;
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
    const before = new Map(this.#page.layers.map((layer) => [layer.id, this.#contentOf(layer)]));
    this.#page = page;
    if (page.layers.some((layer) => before.get(layer.id) !== this.#contentOf(layer))) this.#fit();
    else this.followSight();
  }

  /** Loads the mask of a layer even if it is off. */
  followLoneMask(layerId: string | null): void {
    if (layerId === this.#loneMaskId) return;
    this.#loneMaskId = layerId;
    this.#fit();
  }

  /** Follows a move of the view. */
  followSight(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#fit(), SETTLE);
  }

  surfaceOf(key: SurfaceKey): PaintSurface | null {
    return this.#surfaces.get(key) ?? null;
  }

  /** Draws a layer again of which something was cleared. */
  refresh(layerId: string): void {
    this.#wanted.delete(layerId);
    this.#fit();
  }

  letGo(layerId: string): void {
    this.#surfaces.delete(keyOfPaint(layerId));
    this.#surfaces.delete(keyOfMask(layerId));
    release(this.#held.get(layerId)?.leases);
    this.#held.delete(layerId);
    this.#wanted.delete(layerId);
  }

  #fit(): void {
    const tree = layerTree(this.#page.layers);
    const pictures = picturesOf(tree);
    const seen = shownPicturesOf(seenOf(tree, this.#page));
    const sight = this.#parts.sight();
    const held = this.#fitBoxless(sight.scale);
    const levels = planLevels(pictures, seen, sight, BUDGET - held);
    // The topmost picture comes first, since it is the one that is seen.
    for (const [at, layer] of [...pictures.entries()].toReversed()) this.#want(layer, levels[at] ?? 0);
  }

  /**
   * Loads the masks of layers without a box, which together take at most a quarter of the budget.
   * @returns their bytes
   */
  #fitBoxless(scale: number): number {
    const boxless = this.#page.layers.filter(isBoxless);
    const masks = boxless.map((layer) => this.#maskOf(layer));
    const share = BUDGET / 4 / Math.max(1, masks.filter((mask) => mask !== null).length);
    return boxless.reduce((bytes, layer, at) => {
      const mask = masks[at] ?? null;
      const level = mask === null ? 0 : maskLevelFor(mask, scale, share);
      this.#want(layer, level);
      return bytes + (mask === null ? 0 : bytesAt(mask, level));
    }, 0);
  }

  /** The mask that has to be loaded. */
  #maskOf(layer: Layer): LayerMask | null {
    if (layer.kind === 'unreadable') return null;
    return layer.id === this.#loneMaskId ? layer.mask : activeMask(layer);
  }

  #contentOf(layer: Layer): string {
    return contentOf(layer, this.#maskOf(layer));
  }

  #keyOf(layer: Layer, level: number): string {
    return `${this.#contentOf(layer)}@${level}`;
  }

  #want(layer: Layer, level: number): void {
    const holder = this.#parts.holderOf(layer.id);
    const key = this.#keyOf(layer, level);
    if (holder === undefined || this.#wanted.get(layer.id) === key) return;
    this.#wanted.set(layer.id, key);
    this.#load(holder, layer, level);
  }

  #load(holder: ContentHolder, layer: Layer, level: number, attempt = 1): void {
    // The part of the page that has changed; null where nothing has, undefined where all of it may have.
    let part: Box | null | undefined;
    const loading = this.#bring(holder, layer, level)
      .then(
        (box) => {
          part = box;
        },
        (error: unknown) => this.#unreadable(holder, layer, level, attempt, failureOf(error)),
      )
      .finally(() => {
        if (this.#loading.get(layer.id) === loading) this.#loading.delete(layer.id);
        if (part !== null) this.#parts.changed(part);
      });
    // `settled` waits only for a layer's first picture. A sharper one is shown when it has loaded.
    if (this.#held.get(layer.id)?.content !== this.#contentOf(layer)) this.#loading.set(layer.id, loading);
  }

  /**
   * Brings what a layer shows up to date. All of it is loaded first, and then drawn at once.
   * @returns the part of the page that has changed; null where nothing has, undefined where all of it may have
   */
  async #bring(holder: ContentHolder, layer: Layer, level: number): Promise<Box | null | undefined> {
    const mask = this.#maskOf(layer);
    const surfaces = tiledParts(layer, mask).map(({ key, tiled }) => {
      const known = this.#surfaces.get(key);
      return { key, tiled, known, surface: known?.fits(tiled, level) ? known : new PaintSurface(tiled, level) };
    });
    const leases = await this.#lease(layer, mask, level);
    const tiles = new Map<string, Lease>();
    try {
      await this.#loadTiles(surfaces, level, tiles);
      if (!this.#isWanted(holder, layer, level)) {
        release(leases);
        return null;
      }
      const pictures = new Map([...tiles].map(([blob, { bitmap }]) => [blob, bitmap]));
      const parts = surfaces.map(({ key, tiled, known, surface }): Box | null => {
        const changed = surface.show(tiled.tiles, pictures);
        this.#surfaces.set(key, surface);
        if (surface !== known) this.#parts.surfaced(key, surface);
        return changed && onPage(matrixOfSurface(key, layer), changed);
      });
      if (!surfaces.some(({ key }) => key === keyOfMask(layer.id))) this.#surfaces.delete(keyOfMask(layer.id));
      const canvasOf = (wanted: SurfaceKey) => surfaces.find(({ key }) => key === wanted)?.surface.canvas ?? null;
      const before = holder.content;
      holder.content = {
        kind: 'there',
        picture: leases.picture?.bitmap ?? canvasOf(keyOfPaint(layer.id)),
        mask: leases.mask?.bitmap ?? canvasOf(keyOfMask(layer.id)),
      };
      release(this.#held.get(layer.id)?.leases);
      const held = { content: this.#contentOf(layer), key: this.#keyOf(layer, level), leases };
      this.#held.set(layer.id, held);
      return isSameContent(before, holder.content) ? union(parts) : undefined;
    } catch (error) {
      release(leases);
      throw error;
    } finally {
      for (const lease of tiles.values()) lease.release();
    }
  }

  /** Loads the tiles that surfaces lack. These may change meanwhile, so this looks again. */
  async #loadTiles(surfaces: readonly Surfaced[], level: number, into: Map<string, Lease>): Promise<void> {
    const absent = () =>
      surfaces
        .flatMap(({ surface, tiled }) => surface.lacking(tiled.tiles))
        .filter(({ blob }, at, all) => !into.has(blob) && all.findIndex((tile) => tile.blob === blob) === at);
    for (let lacking = absent(); lacking.length > 0; lacking = absent()) {
      const loaded = await Promise.allSettled(lacking.map((tile) => this.#parts.bitmaps.lease(pictured(tile), level)));
      loaded.forEach((one, at) => {
        const blob = lacking[at]?.blob;
        if (one.status === 'fulfilled' && blob !== undefined) into.set(blob, one.value);
      });
      loaded.forEach((one, at) => {
        const tile = lacking[at];
        if (one.status === 'fulfilled' || tile === undefined) return;
        // A lost store comes back in a moment. A part of a mask that is guessed would show what is hidden.
        const isMasks = surfaces.some(({ key, tiled }) => key.startsWith('mask') && tiled.tiles.includes(tile));
        if (isMasks || failureOf(one.reason).kind === 'service-lost') throw one.reason;
        into.set(tile.blob, lostTile());
      });
    }
  }

  /** The pictures of a layer that are no tiles. */
  async #lease(layer: Layer, mask: LayerMask | null, level: number): Promise<Leases> {
    const { bitmaps } = this.#parts;
    const picture = isPicture(layer) ? await bitmaps.lease(layer, level) : null;
    try {
      return { picture, mask: mask === null || 'tiled' in mask ? null : await bitmaps.leaseMask(mask, level) };
    } catch (error) {
      picture?.release();
      throw error;
    }
  }

  /** Whether this is still the wanted content and level of the layer. */
  #isWanted(holder: ContentHolder, layer: Layer, level: number): boolean {
    return this.#parts.holderOf(layer.id) === holder && this.#wanted.get(layer.id) === this.#keyOf(layer, level);
  }

  /** Tries again where the store is lost, since it restarts in a moment. A damaged file is not tried again. */
  #unreadable(holder: ContentHolder, layer: Layer, level: number, attempt: number, failure: Failure): void {
    if (!this.#isWanted(holder, layer, level)) return;
    const held = this.#held.get(layer.id);
    if (held !== undefined && held.content === this.#contentOf(layer)) {
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
