import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import type { PaintTile } from '../../preload/contract/paint-tiles.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { locksOn } from './locks.ts';

/** Tiles of layers and of masks whose files cannot be read any more. */

/** All tiles of a layer: of its paint, and of its mask. */
export function tilesOfLayer(layer: Layer): readonly PaintTile[] {
  const own = layer.kind === 'paint' ? layer.tiles : [];
  const { mask } = layer;
  return mask !== null && 'tiled' in mask ? [...own, ...mask.tiled.tiles] : own;
}

/** Why a layer cannot lose its unreadable tiles; null where it can. */
export function lostRefusal({ layers }: PictureDocument, ids: readonly string[]): Refusal | null {
  const chosen = layers.filter(({ id }) => ids.includes(id));
  const [first] = chosen;
  if (first === undefined) return refuse('no-layer');
  const painted = chosen.filter((layer) => tilesOfLayer(layer).length > 0);
  if (painted.length === 0) return refuse('no-tiles', first.name);
  const locked = painted.find(({ id }) => locksOn(layers, id).all);
  return locked === undefined ? null : refuse('locked', locked.name);
}

/** The layer without tiles of these blobs. Its paint is clear there, and its mask hides. */
export function withoutTiles(layer: Layer, blobs: ReadonlySet<string>): Layer {
  const kept = (tiles: readonly PaintTile[]) => tiles.filter(({ blob }) => !blobs.has(blob));
  const { mask } = layer;
  const isTiled = mask !== null && 'tiled' in mask;
  const masked = isTiled
    ? { ...layer, mask: { ...mask, tiled: { ...mask.tiled, tiles: kept(mask.tiled.tiles) } } }
    : layer;
  return masked.kind === 'paint' ? { ...masked, tiles: kept(masked.tiles) } : masked;
}
