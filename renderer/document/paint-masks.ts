import type { Layer, LayerMask, PictureDocument, TiledMask } from '../../preload/contract/document.ts';
import type { PaintTile } from '../../preload/contract/paint-tiles.ts';
import { type Matrix, matrixOf, multiplied } from './layer-matrix.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { hasPixels } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { maskPlaceOf, wholeMask } from './mask-commands.ts';
import { findLayer } from './operations.ts';
import { changedTiles, type TileChange } from './paint-layers.ts';

/** Paint on the masks of layers. */

/** The natural size of a mask's picture. That of one picture is known only to those who decode it. */
export function pixelsOf(mask: LayerMask): { readonly width: number; readonly height: number } {
  return 'tiled' in mask ? mask.tiled : mask;
}

/** The map from pixels of a layer's mask to pixels of the page. */
export function matrixOfMask(layer: Layer, mask: LayerMask): Matrix {
  const { x, y, width, height } = mask;
  const pixels = pixelsOf(mask);
  const inFrame = { a: width / pixels.width, b: 0, c: 0, d: height / pixels.height, e: x, f: y };
  return hasPixels(layer) ? multiplied(matrixOf(layer), inFrame) : inFrame;
}

/** Why the mask of a layer takes no paint; null where it takes some. */
export function maskPaintRefusal({ layers }: PictureDocument, layer: Layer): Refusal | null {
  if (layer.kind === 'unreadable') return refuse('unknown', layer.name);
  if (layer.mask === null) return refuse('no-mask', layer.name);
  return locksOn(layers, layer.id).all ? refuse('locked', layer.name) : null;
}

/** The mask as one of tiles that covers the layer, where it is one already; null where its tiles have to be made. */
export function paintableMask(layer: Layer, document: PictureDocument): TiledMask | null {
  const { mask } = layer;
  if (mask === null || !('tiled' in mask)) return null;
  const place = maskPlaceOf(layer, document);
  if (place === null) return null;
  const { x, y, width, height } = wholeMask(layer, place, '');
  const covers = mask.x <= x && mask.y <= y && mask.x + mask.width >= x + width && mask.y + mask.height >= y + height;
  return covers ? mask : null;
}

/** A mask of these tiles that covers the layer. */
export function tiledMask(layer: Layer, document: PictureDocument, tiles: readonly PaintTile[]): TiledMask | null {
  const place = maskPlaceOf(layer, document);
  if (place === null || layer.mask === null) return null;
  const { showsBeyond = false, enabled } = layer.mask;
  const { x, y, width, height } = wholeMask(layer, place, '');
  const beyond = showsBeyond ? { showsBeyond } : {};
  return { enabled, x, y, width, height, ...beyond, tiled: { width, height, tiles: [...tiles] } };
}

/**
 * The document after paint on a mask. A layer or a mask that has been removed meanwhile stays away.
 * @param mask the mask before the paint
 */
export function maskPainted(
  document: PictureDocument,
  layerId: string,
  mask: TiledMask,
  changes: readonly TileChange[],
): PictureDocument {
  const layer = findLayer(document, layerId);
  if (changes.length === 0 || layer === null || layer.mask === null) return document;
  const tiled = { ...mask.tiled, tiles: changedTiles(mask.tiled.tiles, changes) };
  const painted = { ...layer, mask: { ...mask, enabled: layer.mask.enabled, tiled } };
  return { ...document, layers: document.layers.with(document.layers.indexOf(layer), painted) };
}
