import type { Layer } from '../../preload/contract/document.ts';
import type { LayerNode } from '../document/layer-tree.ts';
import { activeMask } from './draw-layer.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Leaves out the layers that a photo or a colour covers. Below one that covers the page, nothing has to be drawn.
 * @param nodes the layers of the page that lie in no group, bottom first
 * @param isThere false for a photo that is still loading; the layers below it stay visible until it has loaded
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

/** True where a picture or a fill covers every pixel of the page and lets nothing through. */
function covers(layer: Layer, page: Size): boolean {
  if (layer.kind !== 'picture' && layer.kind !== 'fill') return false;
  if (layer.clipped || layer.blendMode !== 'normal' || activeMask(layer) !== null) return false;
  if (layer.kind === 'fill') return layer.visible && layer.opacity === 1 && layer.fill.type === 'solid';
  const { mediaType, visible, opacity, angle, x, y, width, height, scaleX, scaleY } = layer;
  // JPEG is the only format that never has transparency.
  if (!visible || opacity !== 1 || angle !== 0 || mediaType !== 'image/jpeg') return false;
  return x <= 0 && y <= 0 && x + width * scaleX >= page.width && y + height * scaleY >= page.height;
}
