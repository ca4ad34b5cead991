import type { PaintLayer } from '../../preload/contract/document.ts';
import { type PaintTile, TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import type { Lease, Pictured } from './lease.ts';
import { sizeAt } from './levels.ts';
import { contextOf } from './pictures.ts';

/** Puts the tiles of paint layers and masks together. At every level a tile begins and ends on whole pixels, so no seam shows. */

/** Pixels as tiles: those of a paint layer or of a mask. */
export type Tiled = Pick<PaintLayer, 'width' | 'height' | 'tiles'>;

export type LeaseTile = (tile: Pictured) => Promise<Lease>;

/** A tile as a picture of the project's blobs. */
export function pictured({ blob }: PaintTile): Pictured {
  return { blob, mediaType: 'image/png', width: TILE_SIDE, height: TILE_SIDE };
}

/** Draws a whole tile in its place and replaces what was there. */
export function drawTile(
  context: OffscreenCanvasRenderingContext2D,
  { column, row }: Pick<PaintTile, 'column' | 'row'>,
  level: number,
  picture: CanvasImageSource | null,
): void {
  const side = TILE_SIDE / 2 ** level;
  context.clearRect(column * side, row * side, side, side);
  if (picture !== null) context.drawImage(picture, column * side, row * side, side, side);
}

/** The pixels of tiles as one picture, with one pixel for every 2^level. Rejects where a tile cannot be read. */
export async function canvasOfTiles(tiled: Tiled, level: number, leaseTile: LeaseTile): Promise<OffscreenCanvas> {
  const { width, height } = sizeAt(tiled, level);
  const context = contextOf(new OffscreenCanvas(width, height));
  for (const tile of tiled.tiles) {
    const { bitmap, release } = await leaseTile(pictured(tile));
    drawTile(context, tile, level, bitmap);
    release();
  }
  return context.canvas;
}
