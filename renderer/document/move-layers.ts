import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { hasPixels, outermost, withinOf } from './layer-tree.ts';
import { locksWithin } from './locks.ts';

/** The named layers that can be moved. No lock of the place applies to them or to their content. */
export function movable(layers: readonly Layer[], ids: readonly string[]): readonly string[] {
  return outermost(layers, ids)
    .map(({ id }) => id)
    .filter((id) => !locksWithin(layers, id).position);
}

/** Moves layers with their content, in page pixels. Layers whose place is locked stay. */
export function moveLayers(document: PictureDocument, ids: readonly string[], dx: number, dy: number): PictureDocument {
  const moved = new Set(movable(document.layers, ids).flatMap((id) => [...withinOf(document.layers, id)]));
  if (moved.size === 0 || (dx === 0 && dy === 0)) return document;
  const layers = document.layers.map((layer) => (moved.has(layer.id) ? shiftedLayer(layer, dx, dy) : layer));
  return layers.every((layer, at) => layer === document.layers[at]) ? document : { ...document, layers };
}

/** Moves a layer even if it is locked, for a page whose corner moves. */
export function shiftedLayer(layer: Layer, dx: number, dy: number): Layer {
  const shift = <P extends { readonly x: number; readonly y: number }>(placed: P): P => {
    return { ...placed, x: placed.x + dx, y: placed.y + dy };
  };
  if (hasPixels(layer)) return shift(layer);
  if (layer.kind === 'unreadable' && layer.box !== null) return { ...layer, box: shift(layer.box) };
  if (layer.kind === 'fill' && layer.fill.type === 'gradient') {
    const { fill, mask } = layer;
    return { ...layer, fill: { ...fill, from: shift(fill.from), to: shift(fill.to) }, mask: mask && shift(mask) };
  }
  // The mask of a layer without a box lies on the page.
  return layer.mask === null ? layer : { ...layer, mask: shift(layer.mask) };
}
