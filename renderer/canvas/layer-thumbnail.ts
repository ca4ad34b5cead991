import type { LayerMask, PictureDocument } from '../../preload/contract/document.ts';
import { cornersOfLayer } from '../document/layer-corners.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { hasPixels, isBoxless, type LayerNode, shownLayersOf } from '../document/layer-tree.ts';
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

const atLeastOne = (side: number) => Math.max(1, Math.round(side));

/**
 * Draws a small picture of a layer with its content, as the page would show it alone; null where it shows nothing.
 * @param side the side of the square that it fits into, in pixels
 * @param bitmaps may return small pictures
 */
export async function drawThumbnail(
  { layers, ...page }: PictureDocument,
  id: string,
  side: number,
  bitmaps: Bitmaps,
): Promise<ImageBitmap | null> {
  const [shown] = nodesOfLayer(layers, id);
  if (shown === undefined) return null;
  const box = boundsOf(shown, page);
  if (box === null) return null;
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(atLeastOne(width * scale), atLeastOne(height * scale));
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
  await drawNodes(context, [shown], bitmaps);
  return canvas.transferToImageBitmap();
}

/**
 * Draws a small picture of a layer's mask, white where the layer shows; null where it has none.
 * @param side the side of the square that it fits into, in pixels
 * @param bitmaps may return small pictures
 */
export async function drawMaskThumbnail(
  { layers }: PictureDocument,
  id: string,
  side: number,
  bitmaps: Bitmaps,
): Promise<ImageBitmap | null> {
  const mask = layers.find((layer) => layer.id === id)?.mask ?? null;
  if (mask === null) return null;
  const lease = await bitmaps.leaseMask(mask);
  try {
    const scale = Math.min(1, side / Math.max(mask.width, mask.height));
    const [width, height] = [atLeastOne(mask.width * scale), atLeastOne(mask.height * scale)];
    const context = contextOf(new OffscreenCanvas(width, height));
    context.imageSmoothingQuality = 'high';
    context.drawImage(lease.bitmap, 0, 0, width, height);
    context.globalCompositeOperation = 'source-in';
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#000000';
    context.fillRect(0, 0, width, height);
    return context.canvas.transferToImageBitmap();
  } finally {
    lease.release();
  }
}

/** The box around everything that the layer shows, in page pixels. A fill counts as large as the page. */
function boundsOf(node: LayerNode, { width, height }: Pick<PictureDocument, 'width' | 'height'>): Box | null {
  const page = cornersOfBox({ x: 0, y: 0, width, height });
  const corners = shownLayersOf([node]).flatMap((layer) => (hasPixels(layer) ? cornersOfLayer(layer) : page));
  if (corners.length === 0) return null;
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  const mask = isBoxless(node.layer) ? activeMask(node.layer) : null;
  return mask === null ? box : cut(box, mask);
}

/** What of a box a mask that lies on the page lets through. */
function cut(box: Box, { x, y, width, height, showsBeyond }: LayerMask): Box | null {
  if (showsBeyond === true) return box;
  const [left, top] = [Math.max(box.left, x), Math.max(box.top, y)];
  const [right, bottom] = [Math.min(box.right, x + width), Math.min(box.bottom, y + height)];
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}
