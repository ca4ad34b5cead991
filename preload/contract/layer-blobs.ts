import type { Layer } from './document.ts';

/** Returns every blob that a layer names: its picture and its mask. */
export function blobsOfLayer(layer: Layer): string[] {
  const own = layer.kind === 'group' ? null : layer.blob;
  return [own, layer.mask?.blob ?? null].filter((hash) => hash !== null);
}
