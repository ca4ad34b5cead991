import type { Layer, PaintLayer, PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Box } from '../document/layer-bounds.ts';
import { boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox, mapped, matrixOf } from '../document/layer-matrix.ts';
import { isPicture, layerTree, picturesOf, shownPicturesOf } from '../document/layer-tree.ts';
import type { BitmapCache } from './bitmaps.ts';
import { seenOf } from './covered.ts';
import { activeMask, type LayerContent } from './draw-layer.ts';
import type { Lease } from './lease.ts';
import { bytesAt, maskLevelFor, planLevels, type Sight } from './levels.ts';
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
  /** Called when a paint layer gets a surface, which then has its tiles. */
  readonly surfaced: (layerId: string, surface: PaintSurface) => void;
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
  const picture = isPicture(layer) ? layer.blob : layer.kind === 'paint' ? paintKey(layer) : '';
  const mask = layer.kind === 'unreadable' ? undefined : activeMask(layer)?.blob;
  return mask === undefined ? picture : `${picture}/${mask}`;
}

/** Tile lists are never changed in place, so each list has a number. */
const tileLists = new WeakMap<PaintLayer['tiles'], number>();
let lists = 0;

function paintKey({ tiles, width, height }: PaintLayer): string {
  const known = tileLists.get(tiles) ?? ++lists;
  tileLists.set(tiles, known);
  return `paint ${known} ${width} ${height}`;
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
  /** The surfaces of paint layers, by layer id. */
  readonly #surfaces = new Map<string, PaintSurface>();
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

  surfaceOf(layerId: string): PaintSurface | null {
    return this.#surfaces.get(layerId) ?? null;
  }

  /** Draws a layer again of which something was cleared. */
  refresh(layerId: string): void {
    this.#wanted.delete(layerId);
    this.#fit();
  }

  letGo(layerId: string): void {
    this.#surfaces.delete(layerId);
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
    // The part of the page that has changed; null where nothing has, undefined where all of it may have.
    let part: Box | null | undefined;
    const work =
      layer.kind === 'paint'
        ? this.#paint(holder, layer, level)
        : this.#lease(layer, level).then((leases) => this.#show(holder, layer, level, leases));
    const loading = work
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
    if (this.#held.get(layer.id)?.content !== contentOf(layer)) this.#loading.set(layer.id, loading);
  }

  /**
   * Brings the surface of a paint layer up to date. Its tiles are loaded first, and then drawn at once.
   * @returns the part of the page that has changed; null where nothing has, undefined where all of it may have
   */
  async #paint(holder: ContentHolder, layer: PaintLayer, level: number): Promise<Box | null | undefined> {
    const { bitmaps } = this.#parts;
    const known = this.#surfaces.get(layer.id);
    const surface = known?.fits(layer, level) ? known : new PaintSurface(layer, level);
    const mask = activeMask(layer);
    const leases = new Map<string, Lease>();
    let maskLease: Lease | null = null;
    try {
      // The surface may change while tiles load, so this looks again.
      for (let lacking = surface.lacking(layer.tiles); ; lacking = surface.lacking(layer.tiles)) {
        const absent = lacking.filter(({ blob }) => !leases.has(blob));
        if (absent.length === 0) break;
        const loaded = await Promise.allSettled(absent.map((tile) => bitmaps.lease(pictured(tile), level)));
        loaded.forEach((one, at) => {
          const blob = absent[at]?.blob;
          if (one.status === 'fulfilled' && blob !== undefined && !leases.has(blob)) leases.set(blob, one.value);
          else if (one.status === 'fulfilled') one.value.release();
        });
        const failed = loaded.find((one) => one.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
      }
      maskLease = mask === null ? null : await bitmaps.leaseMask(mask, level);
      if (!this.#isWanted(holder, layer, level)) {
        maskLease?.release();
        return null;
      }
      const pictures = new Map([...leases].map(([blob, { bitmap }]) => [blob, bitmap]));
      const changed = surface.show(layer.tiles, pictures);
      this.#surfaces.set(layer.id, surface);
      const before = holder.content;
      holder.content = { kind: 'there', picture: surface.canvas, mask: maskLease?.bitmap ?? null };
      const heldBefore = this.#held.get(layer.id);
      release(heldBefore?.leases);
      const held = { content: contentOf(layer), key: keyOf(layer, level), leases: { picture: null, mask: maskLease } };
      this.#held.set(layer.id, held);
      if (surface !== known) this.#parts.surfaced(layer.id, surface);
      const isSame =
        before.kind === 'there' && before.picture === surface.canvas && before.mask === holder.content.mask;
      return isSame ? changed && onPage(layer, changed) : undefined;
    } finally {
      for (const lease of leases.values()) lease.release();
    }
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

  /** @returns undefined: all of the page may have changed */
  #show(holder: ContentHolder, layer: Layer, level: number, leases: Leases): undefined {
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

function onPage(layer: PaintLayer, box: Box): Box | null {
  const matrix = matrixOf(layer);
  return boxAround(cornersOfBox(box).map((corner) => mapped(matrix, corner)));
}

function release(leases: Leases | undefined): void {
  leases?.picture?.release();
  leases?.mask?.release();
}
