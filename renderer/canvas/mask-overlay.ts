import type { Frame } from '../../preload/contract/pictures.ts';
import { isWholeStep, type RegionStep } from '../../preload/contract/region-steps.ts';
import type { LiveStroke } from '../document/canvas-port.ts';
import { type MaskRaster, union } from '../document/mask-raster.ts';
import { boundsOfStrokes, paintStroke } from '../document/mask-strokes.ts';
import { RegionCache, type SlowStep } from '../document/region-cache.ts';
import type { MaskOf } from '../document/region-raster.ts';
import { MaskTiles, type OnScreen } from './mask-tiles.ts';
import { isSlowStep, masksOf, type RegionWork } from './region-rasters.ts';

export interface MaskOverlayParts {
  readonly maskOf: MaskOf;
  readonly work: Pick<RegionWork, 'regionStep'>;
  /** Called when a step that took long shows. */
  readonly changed: () => void;
}

/**
 * The region as the artist sees it: the raster of its steps and of the current stroke, copied into tiles that can be
 * drawn at any zoom.
 */
export class MaskOverlay {
  readonly #cache: RegionCache;
  readonly #tiles = new MaskTiles();
  #live: LiveStroke | null = null;
  /** The number of points of the live stroke that are already in the raster. */
  #livePainted = 0;
  #dirty: Frame | null = null;

  readonly #parts: MaskOverlayParts;
  /** The slow step that the thread for pixels applies at the moment. */
  #asked: { readonly slow: SlowStep; readonly abort: AbortController } | null = null;

  constructor(width: number, height: number, parts: MaskOverlayParts) {
    this.#parts = parts;
    this.#cache = new RegionCache(width, height, parts.maskOf, isSlowStep);
  }

  destroy(): void {
    this.#asked?.abort.abort();
  }

  /** True where some tile may hold paint. */
  get hasPaint(): boolean {
    return this.#cache.steps.length > 0 || (this.#live !== null && !this.#live.erase);
  }

  /** Whether any part of the edge is soft. */
  get isSoft(): boolean {
    return this.#tiles.isSoft;
  }

  /** A rectangle of the page that holds the whole region; null where nothing of it is shown yet. */
  get bounds(): Frame | null {
    return this.#tiles.bounds;
  }

  /** The raster of the region, with the current stroke. */
  get raster(): MaskRaster {
    return this.#cache.raster;
  }

  /** The rectangle that has changed since the last call, in page pixels; null where nothing has. */
  takeDirty(): Frame | null {
    const dirty = union(this.#dirty, this.#tiles.copySome(this.#cache.raster));
    this.#dirty = null;
    return dirty;
  }

  /** Whether parts of the region are still to come in the next frames. */
  get isComing(): boolean {
    return this.#tiles.isWaiting;
  }

  /** Follows the document. It paints new steps, and repaints only the area of removed steps. */
  follow(steps: readonly RegionStep[], width: number, height: number): void {
    const { raster, steps: before } = this.#cache;
    if (width !== raster.width || height !== raster.height) {
      this.#tiles.clear();
      this.#cache.follow([]);
      this.#cache.restart(width, height);
    }
    if (steps === this.#cache.steps) return;
    // A step of the whole must change the region of the document only, without the current stroke.
    if (this.#live !== null && steps.slice(before.length).some(isWholeStep)) this.#dropLive(this.#live);
    const dirty = this.#cache.follow(steps);
    if (steps.length === 0) this.#tiles.clear();
    this.#touch(dirty);
    if (this.#live !== null) this.#extendLive(0);
    this.#askForSlow();
  }

  /** Paints the region again after pictures that its steps name have loaded. */
  refresh(): void {
    this.#touch(this.#cache.restart());
    if (this.#live !== null) this.#extendLive(0);
    this.#askForSlow();
  }

  /** Paints the new points of a current stroke. Null ends the stroke, whether the document has taken it or not. */
  showLive(stroke: LiveStroke | null): void {
    const before = this.#live;
    this.#live = stroke;
    if (before !== null && before !== stroke) this.#dropLive(before);
    if (stroke !== null) this.#extendLive(stroke === before ? this.#livePainted : 0);
  }

  /** Draws all paint in white. */
  draw(context: OffscreenCanvasRenderingContext2D, on: OnScreen, edge: boolean): void {
    this.#tiles.draw(context, on, edge);
  }

  /** Lets the thread for pixels apply the step before which the raster waits, and ends its work on any other. */
  #askForSlow(): void {
    const { slow } = this.#cache;
    if (slow === (this.#asked?.slow ?? null)) return;
    this.#asked?.abort.abort();
    this.#asked = null;
    if (slow === null) return;
    const abort = new AbortController();
    this.#asked = { slow, abort };
    void this.#apply(slow, abort.signal).catch((error: unknown) => {
      if (!abort.signal.aborted) console.error(error);
    });
  }

  async #apply(slow: SlowStep, signal: AbortSignal): Promise<void> {
    const { work, maskOf } = this.#parts;
    const made = await work.regionStep(this.#withoutLive(), slow.step, masksOf([slow.step], maskOf), signal);
    signal.throwIfAborted();
    this.#asked = null;
    this.#touch(this.#cache.lay(slow, made));
    if (this.#live !== null) this.#extendLive(0);
    this.#parts.changed();
    this.#askForSlow();
  }

  /** A copy of the raster without the current stroke. */
  #withoutLive(): MaskRaster {
    if (this.#live !== null) this.#dropLive(this.#live);
    const { width, height, values } = this.#cache.raster;
    const copy = { width, height, values: values.slice() };
    if (this.#live !== null) this.#extendLive(0);
    return copy;
  }

  #extendLive(from: number): void {
    const stroke = this.#live;
    if (stroke === null) return;
    this.#touch(paintStroke(this.#cache.raster, stroke, { from }));
    this.#livePainted = stroke.points.length >> 1;
  }

  #dropLive(stroke: LiveStroke): void {
    const { width, height } = this.#cache.raster;
    const bounds = boundsOfStrokes([stroke], width, height);
    if (bounds === null) return;
    this.#cache.repaint(bounds);
    this.#touch(bounds);
  }

  /** Copies a changed rectangle into the tiles. */
  #touch(part: Frame | null): void {
    if (part === null) return;
    this.#dirty = union(this.#dirty, this.#tiles.copy(this.#cache.raster, part));
  }
}
