import { TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import { shownWords } from '../theme/shown-words.ts';
import type { Lease } from './lease.ts';
import { contextOf } from './pictures.ts';
import { drawPlaceholder } from './placeholder.ts';

/** Stands for a tile that cannot be read, so that one damaged file does not hide the rest of the layer. */
export function lostTile(): Lease {
  const context = contextOf(new OffscreenCanvas(TILE_SIDE, TILE_SIDE));
  drawPlaceholder(context, { width: TILE_SIDE, height: TILE_SIDE }, shownWords().canvas.lostTile);
  return { bitmap: context.canvas, release: () => undefined };
}
