import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import type { PlacedTile } from '../../document/pixel-work.ts';
import type { TilePixels } from './blend.ts';
import { isClear } from './paint-task.ts';
import { pixelsOfTile, pngOfTile } from './tile-memory.ts';

/** The tiles of a raster that are not clear, in reading order. */
export function tilesOf({ width, height, rgba }: Raster): readonly PlacedTile[] {
  const tiles: PlacedTile[] = [];
  for (let row = 0; row * TILE_SIDE < height; row++) {
    for (let column = 0; column * TILE_SIDE < width; column++) {
      const pixels: TilePixels = new Uint8ClampedArray(4 * TILE_SIDE * TILE_SIDE);
      eachRow(width, height, column, row, (inRaster, inTile, length) =>
        pixels.set(rgba.subarray(inRaster, inRaster + length), inTile),
      );
      for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] === 0) pixels.fill(0, at, at + 4);
      if (!isClear(pixels)) tiles.push({ column, row, png: pngOfTile(pixels) });
    }
  }
  return tiles;
}

/** @throws Error where one of them is no tile */
export function joinedTiles(size: Pick<Raster, 'width' | 'height'>, tiles: readonly PlacedTile[]): Raster {
  const { width, height } = size;
  const rgba = new Uint8Array(4 * width * height);
  for (const { column, row, png } of tiles) {
    const pixels = pixelsOfTile(png);
    eachRow(width, height, column, row, (inRaster, inTile, length) =>
      rgba.set(pixels.subarray(inTile, inTile + length), inRaster),
    );
  }
  return { width, height, rgba };
}

/** Calls back with where each row of a tile begins in the raster and in the tile, and with its length in bytes. */
function eachRow(
  width: number,
  height: number,
  column: number,
  row: number,
  visit: (inRaster: number, inTile: number, length: number) => void,
): void {
  const [left, top] = [column * TILE_SIDE, row * TILE_SIDE];
  const across = Math.max(0, Math.min(TILE_SIDE, width - left));
  for (let y = 0; y < Math.min(TILE_SIDE, height - top); y++) {
    visit(4 * ((top + y) * width + left), 4 * y * TILE_SIDE, 4 * across);
  }
}
