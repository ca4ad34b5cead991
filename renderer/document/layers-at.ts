import type { Layer } from '../../preload/contract/document.ts';
import { cornersOfLayer } from './layer-corners.ts';
import { hasPixels, shownLayers } from './layer-tree.ts';
import type { Point } from './point.ts';

/** The layers that are shown and whose box holds a place of the page, topmost first. Groups and fills have no box. */
export function layersAt(layers: readonly Layer[], at: Point): readonly Layer[] {
  return shownLayers(layers)
    .filter((layer) => hasPixels(layer) && holds(cornersOfLayer(layer), at))
    .toReversed();
}

/** Whether a place lies inside of a rectangle that may be turned or mirrored, or on its edge. */
function holds(corners: readonly Point[], { x, y }: Point): boolean {
  const sides = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return (next.x - corner.x) * (y - corner.y) - (next.y - corner.y) * (x - corner.x);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}
