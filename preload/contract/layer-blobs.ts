import type { Layer } from './document.ts';

/** Returns every blob that a layer names: its picture or its tiles, and its mask. */
export function blobsOfLayer(layer: Layer): string[] {
  return [...ownBlobs(layer), ...(layer.mask === null ? [] : [layer.mask.blob])];
}

function ownBlobs(layer: Layer): string[] {
  if (layer.kind === 'paint') return layer.tiles.map(({ blob }) => blob);
  if (layer.kind === 'group' || layer.blob === null) return [];
  return [layer.blob];
}
