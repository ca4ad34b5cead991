import type { Layer } from '../../preload/contract/document.ts';
import { hasPixels, isBoxless } from '../document/layer-tree.ts';
import { groupLayer } from '../document/new-layer.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawLayer } from './draw-layer.ts';
import { contextOf } from './pictures.ts';

/** In main memory, so that reading it back is exact and quick. */
const READ_BACK = { willReadFrequently: true } as const;

/**
 * Draws the mask of a layer on a transparent page: opaque where the layer would show if it were opaque all over. The
 * mask is drawn even if it is off. Returns null where there is none.
 */
export async function drawMask(
  layer: Layer | undefined,
  page: { readonly width: number; readonly height: number },
  bitmaps: Bitmaps,
): Promise<OffscreenCanvasRenderingContext2D | null> {
  if (layer === undefined || layer.mask === null || layer.kind === 'unreadable') return null;
  const lease = await bitmaps.leaseMask(layer.mask);
  try {
    const context = contextOf(new OffscreenCanvas(page.width, page.height), READ_BACK);
    const mask = { ...layer.mask, enabled: true };
    const plain = isBoxless(layer)
      ? groupLayer({ id: layer.id, name: layer.name, mask })
      : { ...layer, opacity: 1, mask };
    const opaque = opaqueCanvas(hasPixels(layer) ? layer : page);
    drawLayer(context, plain, { kind: 'there', picture: opaque, mask: lease.bitmap }, READ_BACK, 'source-over');
    return context;
  } finally {
    lease.release();
  }
}

function opaqueCanvas({ width, height }: { readonly width: number; readonly height: number }): OffscreenCanvas {
  const context = contextOf(new OffscreenCanvas(width, height), READ_BACK);
  context.fillRect(0, 0, width, height);
  return context.canvas;
}
