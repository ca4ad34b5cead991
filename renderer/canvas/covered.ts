import type { Layer } from '../../preload/contract/document.ts';
import type { LayerNode } from '../document/layer-tree.ts';
import { activeMask } from './draw-layer.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Of the layers of a page, which lie in no group, those of which anything can be seen: below a photo that covers the
 * page nothing is drawn.
 * @param isThere false of a photo that has not come yet: what lies below it is seen until it has
 */
export function seenOf(
  nodes: readonly LayerNode[],
  page: Size,
  isThere: (layer: Layer) => boolean = () => true,
): readonly LayerNode[] {
  return nodes.slice(
    Math.max(
      0,
      nodes.findLastIndex(({ layer }) => covers(layer, page) && isThere(layer)),
    ),
  );
}

/** True where every pixel of the page is under the picture whole, so that no other one shines through. */
function covers(layer: Layer, page: Size): boolean {
  if (layer.kind !== 'picture' || layer.clipped || layer.blendMode !== 'normal' || activeMask(layer) !== null)
    return false;
  const { mediaType, visible, opacity, angle, x, y, width, height, scaleX, scaleY } = layer;
  // JPEG alone has no transparency at all.
  if (!visible || opacity !== 1 || angle !== 0 || mediaType !== 'image/jpeg') return false;
  return x <= 0 && y <= 0 && x + width * scaleX >= page.width && y + height * scaleY >= page.height;
}
