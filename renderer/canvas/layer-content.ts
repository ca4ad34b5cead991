import type { Layer, LayerMask } from '../../preload/contract/document.ts';
import { isPicture } from '../document/layer-tree.ts';
import type { Tiled } from './tile-canvas.ts';

/** What has to be loaded to show a layer, and how it is called. */

/** The name of a surface: of the tiles of a paint layer, or of those of a mask. */
export type SurfaceKey = `${'paint' | 'mask'} ${string}`;

export const keyOfPaint = (layerId: string): SurfaceKey => `paint ${layerId}`;
export const keyOfMask = (layerId: string): SurfaceKey => `mask ${layerId}`;

/** The tiles that a layer shows, each set with its surface. */
export function tiledParts(layer: Layer, mask: LayerMask | null): readonly { key: SurfaceKey; tiled: Tiled }[] {
  return [
    ...(layer.kind === 'paint' ? [{ key: keyOfPaint(layer.id), tiled: layer }] : []),
    ...(mask !== null && 'tiled' in mask ? [{ key: keyOfMask(layer.id), tiled: mask.tiled }] : []),
  ];
}

/**
 * A key of what a layer shows, whatever its size; empty where nothing has to be loaded.
 * @param mask the mask to show
 */
export function contentOf(layer: Layer, mask: LayerMask | null): string {
  const picture = isPicture(layer) ? layer.blob : layer.kind === 'paint' ? keyOfTiles(layer) : '';
  if (mask === null) return picture;
  return `${picture}/${'tiled' in mask ? keyOfTiles(mask.tiled) : mask.blob}`;
}

/** Tile lists are never changed in place, so each list has a number. */
const tileLists = new WeakMap<Tiled['tiles'], number>();
let lists = 0;

function keyOfTiles({ tiles, width, height }: Tiled): string {
  const known = tileLists.get(tiles) ?? ++lists;
  tileLists.set(tiles, known);
  return `tiles ${known} ${width} ${height}`;
}
