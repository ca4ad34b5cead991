import type { LayerMask } from '../../preload/contract/document.ts';

/** Applies masks to what is drawn. */

type Context = OffscreenCanvasRenderingContext2D;
export type Picture = ImageBitmap | OffscreenCanvas;

/** A mask with its picture, whose alpha says where the layer shows. */
export interface Shown {
  readonly mask: LayerMask;
  readonly alpha: Picture;
}

/** Whether each drawn pixel falls on exactly one pixel of the target. */
export function isExact(target: Context): boolean {
  const { a, b, c, d, e, f } = target.getTransform();
  return a === 1 && b === 0 && c === 0 && d === 1 && Number.isInteger(e) && Number.isInteger(f);
}

/** Clears what the mask hides. The mask's frame is in units of the context. */
export function keepUnder(context: Context, { x, y, width, height }: LayerMask, alpha: Picture): void {
  context.globalCompositeOperation = 'destination-in';
  context.imageSmoothingEnabled = !(alpha.width === width && alpha.height === height && isExact(context));
  context.imageSmoothingQuality = 'high';
  context.drawImage(alpha, x, y, width, height);
}
