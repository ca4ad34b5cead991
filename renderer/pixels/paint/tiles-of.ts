import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { blankMask, type MaskRaster } from '../../document/mask-raster.ts';
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

/** The tiles of a tiled mask that shows what a mask shows, in reading order. Equal tiles are one PNG. */
export function tilesOfMask({ width, height, values }: RegionMask): readonly PlacedTile[] {
  const plain = new Map<number, Uint8Array<ArrayBuffer>>();
  const tiles: PlacedTile[] = [];
  for (let row = 0; row * TILE_SIDE < height; row++) {
    for (let column = 0; column * TILE_SIDE < width; column++) {
      const pixels: TilePixels = new Uint8ClampedArray(4 * TILE_SIDE * TILE_SIDE);
      eachRow(width, height, column, row, (inRaster, inTile, length) => {
        for (let at = 0; at < length; at += 4) pixels[inTile + at + 3] = values[(inRaster + at) / 4] ?? 0;
      });
      const alike = alikeValue(pixels);
      if (alike === 0) continue;
      const png = (alike === null ? undefined : plain.get(alike)) ?? pngOfTile(pixels);
      if (alike !== null) plain.set(alike, png);
      tiles.push({ column, row, png });
    }
  }
  return tiles;
}

/** The alpha of a tile where it is the same everywhere, else null. */
function alikeValue(pixels: TilePixels): number | null {
  const first = pixels[3] ?? 0;
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== first) return null;
  return first;
}

/** @throws Error where one of them is no tile */
export function joinedMask(size: Pick<Raster, 'width' | 'height'>, tiles: readonly PlacedTile[]): MaskRaster {
  const mask = blankMask(size.width, size.height);
  for (const { column, row, png } of tiles) {
    const pixels = pixelsOfTile(png);
    eachRow(size.width, size.height, column, row, (inRaster, inTile, length) => {
      for (let at = 0; at < length; at += 4) mask.values[(inRaster + at) / 4] = pixels[inTile + at + 3] ?? 0;
    });
  }
  return mask;
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
