import type { Layer, LayerMask } from './document.ts';

/** Returns every blob that a layer names: its picture or its tiles, and its mask. */
export function blobsOfLayer(layer: Layer): string[] {
  return [...ownBlobs(layer), ...(layer.mask === null ? [] : blobsOfMask(layer.mask))];
}

export function blobsOfMask(mask: LayerMask): string[] {
  return 'tiled' in mask ? mask.tiled.tiles.map(({ blob }) => blob) : [mask.blob];
}

function ownBlobs(layer: Layer): string[] {
  if (layer.kind === 'paint') return layer.tiles.map(({ blob }) => blob);
  return 'blob' in layer && layer.blob !== null ? [layer.blob] : [];
}
