import { z } from 'zod';
import { hashSchema } from './ids.ts';
import { MAX_SIDE } from './pictures.ts';

/** The side of a tile of a paint layer, in pixels. */
export const TILE_SIDE = 256;

const tilesPerSide = MAX_SIDE / TILE_SIDE;
const place = z
  .int()
  .nonnegative()
  .max(tilesPerSide - 1);

/** One tile of a paint layer that is not clear. */
export const paintTileSchema = z.object({
  /** The place in tiles, counted from the layer's top left corner. */
  column: place,
  row: place,
  /**
   * The tile's pixels in the project's blobs: a PNG of `TILE_SIDE` squared, straight RGBA. A clear pixel has no colour.
   * Pixels beyond the layer's box are clear.
   */
  blob: hashSchema,
});
export type PaintTile = z.infer<typeof paintTileSchema>;

/** Limit of tiles of one layer. */
export const MOST_TILES = tilesPerSide * tilesPerSide;
