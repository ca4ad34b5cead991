import type { PaintLayer } from '../../preload/contract/document.ts';
import { type PaintTile, TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import type { Box } from '../document/layer-bounds.ts';
import type { TilePatch } from '../document/paint.ts';
import { sizeAt } from './levels.ts';
import { contextOf } from './pictures.ts';
import { drawTile } from './tile-canvas.ts';

const placeOf = ({ column, row }: Pick<PaintTile, 'column' | 'row'>) => `${column} ${row}`;

type Place = Pick<PaintTile, 'column' | 'row'>;

/** The picture of a paint layer, or of a mask, on the screen. Only tiles that have changed are drawn again. */
export class PaintSurface {
  readonly level: number;
  readonly #size: Pick<PaintLayer, 'width' | 'height'>;
  readonly #context: OffscreenCanvasRenderingContext2D;
  /** The tiles that are drawn, by place. */
  readonly #shown = new Map<string, PaintTile>();
  /** The places at which a stroke is drawn that the document does not have yet. */
  readonly #live = new Map<string, Place>();

  constructor({ width, height }: Pick<PaintLayer, 'width' | 'height'>, level: number) {
    this.level = level;
    this.#size = { width, height };
    const size = sizeAt({ width, height }, level);
    this.#context = contextOf(new OffscreenCanvas(size.width, size.height));
  }

  get canvas(): OffscreenCanvas {
    return this.#context.canvas;
  }

  fits({ width, height }: Pick<PaintLayer, 'width' | 'height'>, level: number): boolean {
    return level === this.level && width === this.#size.width && height === this.#size.height;
  }

  /** The tiles that have to be drawn so that the surface shows `tiles`. */
  lacking(tiles: readonly PaintTile[]): PaintTile[] {
    return tiles.filter((tile) => this.#shown.get(placeOf(tile))?.blob !== tile.blob);
  }

  /**
   * Shows these tiles.
   * @param pictures the pictures of those that are lacking, by their blobs
   * @returns the rectangle that has changed, in pixels of the layer; null where nothing has
   */
  show(tiles: readonly PaintTile[], pictures: ReadonlyMap<string, CanvasImageSource>): Box | null {
    const kept = new Set(tiles.map(placeOf));
    const gone = [...this.#shown.values()].filter((tile) => !kept.has(placeOf(tile)));
    const drawn = this.lacking(tiles);
    for (const tile of gone) {
      drawTile(this.#context, tile, this.level, null);
      this.#shown.delete(placeOf(tile));
    }
    for (const tile of drawn) {
      drawTile(this.#context, tile, this.level, pictures.get(tile.blob) ?? null);
      this.#shown.set(placeOf(tile), tile);
    }
    return boxOfTiles([...gone, ...drawn]);
  }

  /** Draws a tile of a stroke that the document does not have yet. */
  drawLive(place: Place, picture: OffscreenCanvas): void {
    drawTile(this.#context, place, this.level, picture);
    this.#shown.delete(placeOf(place));
    this.#live.set(placeOf(place), place);
  }

  /** Draws a part of such a tile. */
  drawLivePart({ column, row, frame }: TilePatch, picture: OffscreenCanvas): void {
    const scale = 1 / 2 ** this.level;
    // Whole pixels of this level, so that no half of one is drawn twice.
    const [left, top] = [Math.floor(frame.x * scale), Math.floor(frame.y * scale)];
    const [right, bottom] = [Math.ceil((frame.x + frame.width) * scale), Math.ceil((frame.y + frame.height) * scale)];
    const [width, height] = [right - left, bottom - top];
    const [x, y] = [column * TILE_SIDE * scale + left, row * TILE_SIDE * scale + top];
    this.#context.clearRect(x, y, width, height);
    this.#context.drawImage(picture, left / scale, top / scale, width / scale, height / scale, x, y, width, height);
    const place = { column, row };
    this.#shown.delete(placeOf(place));
    this.#live.set(placeOf(place), place);
  }

  /** Takes what is drawn of a stroke for these tiles of the document. A tile that has become clear has no blob. */
  keepLive(tiles: readonly (Place & { readonly blob: string | null })[]): void {
    for (const { column, row, blob } of tiles) {
      this.#live.delete(placeOf({ column, row }));
      if (blob !== null) this.#shown.set(placeOf({ column, row }), { column, row, blob });
    }
  }

  /**
   * Lets go what is drawn of a stroke and is not kept. Where a tile of the layer lies, it stays until that is drawn again.
   * @returns the rectangle that is to be drawn again, in pixels of the layer; null where there is none
   */
  dropLive(tiles: readonly PaintTile[]): Box | null {
    const kept = new Set(tiles.map(placeOf));
    const places = [...this.#live.values()];
    for (const place of places) if (!kept.has(placeOf(place))) drawTile(this.#context, place, this.level, null);
    this.#live.clear();
    return boxOfTiles(places);
  }
}

function boxOfTiles(tiles: readonly Place[]): Box | null {
  if (tiles.length === 0) return null;
  const [columns, rows] = [tiles.map(({ column }) => column), tiles.map(({ row }) => row)];
  const [x, y] = [Math.min(...columns) * TILE_SIDE, Math.min(...rows) * TILE_SIDE];
  const [right, bottom] = [(Math.max(...columns) + 1) * TILE_SIDE, (Math.max(...rows) + 1) * TILE_SIDE];
  return { x, y, width: right - x, height: bottom - y };
}
