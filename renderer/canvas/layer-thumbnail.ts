import type { LayerMask, PictureDocument } from '../../preload/contract/document.ts';
import { cornersOfLayer } from '../document/layer-corners.ts';
import { type LayerNode, shownPicturesOf } from '../document/layer-tree.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawNodes, nodesOfLayer } from './compose.ts';
import { activeMask } from './draw-layer.ts';
import { contextOf } from './pictures.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Draws a small picture of a layer with its content, as the page would show it alone; null where it shows nothing.
 * @param side the side of the square that it fits into, in pixels
 * @param bitmaps may return small pictures
 */
export async function drawThumbnail(
  { layers }: PictureDocument,
  id: string,
  side: number,
  bitmaps: Bitmaps,
): Promise<ImageBitmap | null> {
  const [shown] = nodesOfLayer(layers, id);
  if (shown === undefined) return null;
  const box = boundsOf(shown);
  if (box === null) return null;
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
  await drawNodes(context, [shown], bitmaps);
  return canvas.transferToImageBitmap();
}

/** The box around everything that the layer shows, in page pixels. */
function boundsOf(node: LayerNode): Box | null {
  const corners = shownPicturesOf([node]).flatMap((layer) => cornersOfLayer(layer));
  if (corners.length === 0) return null;
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  const mask = node.layer.kind === 'group' ? activeMask(node.layer) : null;
  return mask === null ? box : cut(box, mask);
}

/** Nothing shows outside the frame of a group's mask. */
function cut(box: Box, { x, y, width, height }: LayerMask): Box | null {
  const [left, top] = [Math.max(box.left, x), Math.max(box.top, y)];
  const [right, bottom] = [Math.min(box.right, x + width), Math.min(box.bottom, y + height)];
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}
