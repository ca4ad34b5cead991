import type { RegionStep } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { LiveStroke, Viewport } from '../document/canvas-port.ts';
import {
  applyStep,
  blankMask,
  boundsOfSteps,
  boundsOfStrokes,
  type MaskRaster,
  paintStroke,
  union,
} from '../document/mask-raster.ts';
import { contextOf } from './pictures.ts';

/** Page pixels a side. Only tiles under a stroke exist, and only touched ones are sent to the screen anew. */
const TILE = 512;

/**
 * The painted region as the artist sees it: the raster of document/mask-raster.ts, kept up to date
 * a step at a time, and copied into tiles that can be drawn at any zoom.
 */
export class MaskOverlay {
  #raster: MaskRaster;
  #steps: readonly RegionStep[] = [];
  #live: LiveStroke | null = null;
  /** Points of the live stroke that are in the raster already. */
  #livePainted = 0;
  readonly #tiles = new Map<number, OffscreenCanvas>();
  #dirty: Frame | null = null;

  constructor(width: number, height: number) {
    this.#raster = blankMask(width, height);
  }

  /** True where some tile may hold paint. */
  get hasPaint(): boolean {
    return this.#steps.length > 0 || (this.#live !== null && !this.#live.erase);
  }

  /** The page pixels that have changed since this was last asked, or null. */
  takeDirty(): Frame | null {
    const dirty = this.#dirty;
    this.#dirty = null;
    return dirty;
  }

  /** Follows the document: appends what is new, repaints only where steps went. */
  follow(steps: readonly RegionStep[], width: number, height: number): void {
    if (width !== this.#raster.width || height !== this.#raster.height) this.#restart(width, height);
    if (steps === this.#steps) return;
    let kept = 0;
    while (kept < steps.length && steps[kept] === this.#steps[kept]) kept++;
    const gone = this.#steps.slice(kept);
    this.#steps = steps;
    if (gone.length > 0) this.#repaint(boundsOfSteps(gone, width, height));
    for (const step of steps.slice(kept)) this.#touch(applyStep(this.#raster, step));
    if (this.#live !== null) this.#extendLive(0);
  }

  /** Paints what is new of a stroke under way; null ends it, whether the document took it or not. */
  showLive(stroke: LiveStroke | null): void {
    const before = this.#live;
    this.#live = stroke;
    if (before !== null && before !== stroke) this.#repaint(this.#boundsOf(before));
    if (stroke !== null) this.#extendLive(stroke === before ? this.#livePainted : 0);
  }

  /** Draws all paint in one opaque colour; `ratio` is device pixels per CSS pixel. */
  draw(context: OffscreenCanvasRenderingContext2D, { zoom, x, y }: Viewport, ratio: number): void {
    context.imageSmoothingEnabled = false;
    const columns = this.#columns;
    for (const [index, tile] of this.#tiles) {
      const left = (index % columns) * TILE;
      const top = Math.floor(index / columns) * TILE;
      // Edges on whole device pixels, shared by neighbours: no seams between tiles.
      const x0 = Math.round((x + left * zoom) * ratio);
      const y0 = Math.round((y + top * zoom) * ratio);
      const x1 = Math.round((x + (left + tile.width) * zoom) * ratio);
      const y1 = Math.round((y + (top + tile.height) * zoom) * ratio);
      if (x1 <= 0 || y1 <= 0 || x0 >= context.canvas.width || y0 >= context.canvas.height) continue;
      context.drawImage(tile, x0, y0, x1 - x0, y1 - y0);
    }
  }

  get #columns(): number {
    return Math.ceil(this.#raster.width / TILE);
  }

  #restart(width: number, height: number): void {
    this.#raster = blankMask(width, height);
    this.#tiles.clear();
    this.#steps = [];
  }

  #extendLive(from: number): void {
    const stroke = this.#live;
    if (stroke === null) return;
    this.#touch(paintStroke(this.#raster, stroke, { from }));
    this.#livePainted = stroke.points.length >> 1;
  }

  #boundsOf(stroke: LiveStroke): Frame | null {
    return boundsOfStrokes([stroke], this.#raster.width, this.#raster.height);
  }

  /** Makes `region` anew from the steps of the document. */
  #repaint(region: Frame | null): void {
    if (region === null) return;
    for (let row = region.y; row < region.y + region.height; row++) {
      const start = row * this.#raster.width + region.x;
      this.#raster.values.fill(0, start, start + region.width);
    }
    for (const step of this.#steps) applyStep(this.#raster, step, { clip: region });
    this.#touch(region);
  }

  /** Copies the changed rectangle into its tiles. */
  #touch(region: Frame | null): void {
    if (region === null) return;
    this.#dirty = union(this.#dirty, region);
    const lastColumn = Math.floor((region.x + region.width - 1) / TILE);
    const lastRow = Math.floor((region.y + region.height - 1) / TILE);
    for (let row = Math.floor(region.y / TILE); row <= lastRow; row++) {
      for (let column = Math.floor(region.x / TILE); column <= lastColumn; column++) {
        this.#copyToTile(column, row, region);
      }
    }
  }

  #copyToTile(column: number, row: number, region: Frame): void {
    const { width, height, values } = this.#raster;
    const tile = this.#tile(column, row);
    const x0 = Math.max(region.x, column * TILE);
    const y0 = Math.max(region.y, row * TILE);
    const x1 = Math.min(region.x + region.width, (column + 1) * TILE, width);
    const y1 = Math.min(region.y + region.height, (row + 1) * TILE, height);
    const image = new ImageData(x1 - x0, y1 - y0);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        if (values[y * width + x] !== 0) pixels[(y - y0) * (x1 - x0) + x - x0] = 0xff_ff_ff_ff;
      }
    }
    contextOf(tile).putImageData(image, x0 - column * TILE, y0 - row * TILE);
  }

  #tile(column: number, row: number): OffscreenCanvas {
    const index = row * this.#columns + column;
    const known = this.#tiles.get(index);
    if (known !== undefined) return known;
    const { width, height } = this.#raster;
    const made = new OffscreenCanvas(Math.min(TILE, width - column * TILE), Math.min(TILE, height - row * TILE));
    this.#tiles.set(index, made);
    return made;
  }
}
