import type { BlendMode, LayerMask } from '../../preload/contract/document.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { contextOf } from './pictures.ts';

/** Applies masks to what is drawn, and names the operations of the canvas. */

type Context = OffscreenCanvasRenderingContext2D;
export type Picture = ImageBitmap | OffscreenCanvas;

/** A mask with its picture, whose alpha says where the layer shows. */
export interface Shown {
  readonly mask: LayerMask;
  readonly alpha: Picture;
}

/** The canvas names the blend modes as the W3C recommendation does, with one exception. */
export function operationOf(mode: BlendMode): GlobalCompositeOperation {
  return mode === 'normal' ? 'source-over' : mode;
}

/** Whether each drawn pixel falls on exactly one pixel of the target. */
export function isExact(target: Context): boolean {
  const { a, b, c, d, e, f } = target.getTransform();
  return a === 1 && b === 0 && c === 0 && d === 1 && Number.isInteger(e) && Number.isInteger(f);
}

/** Clears what the mask hides. The mask's frame is in units of the context. */
export function keepUnder(context: Context, mask: LayerMask, alpha: Picture): void {
  context.globalCompositeOperation = 'destination-in';
  if (mask.showsBeyond !== true || coversAll(context, mask)) {
    drawAlpha(context, mask, alpha);
    return;
  }
  const whole = contextOf(new OffscreenCanvas(context.canvas.width, context.canvas.height));
  whole.setTransform(context.getTransform());
  drawBeyond(whole, mask, alpha);
  context.resetTransform();
  context.drawImage(whole.canvas, 0, 0);
}

/**
 * Draws the alpha of a mask over a whole canvas, with what lies beyond its frame. The cleared edge and the drawn one add
 * up where they share a pixel.
 */
export function drawBeyond(context: Context, mask: LayerMask, alpha: Picture): void {
  const { x, y, width, height, showsBeyond } = mask;
  if (showsBeyond === true) {
    context.save();
    context.resetTransform();
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
    context.clearRect(x, y, width, height);
    context.globalCompositeOperation = 'lighter';
  }
  drawAlpha(context, mask, alpha);
}

function drawAlpha(context: Context, { x, y, width, height }: LayerMask, alpha: Picture): void {
  context.imageSmoothingEnabled = !(alpha.width === width && alpha.height === height && isExact(context));
  context.imageSmoothingQuality = 'high';
  context.drawImage(alpha, x, y, width, height);
}

/** How far a corner may lie beside a frame that still covers it, in units of the context. */
const NEAR = 1e-6;

/** Whether nothing of the canvas lies beyond a frame. */
function coversAll(context: Context, { x, y, width, height }: LayerMask): boolean {
  const back = context.getTransform().inverse();
  const { canvas } = context;
  return cornersOfBox({ x: 0, y: 0, width: canvas.width, height: canvas.height }).every((corner) => {
    const place = back.transformPoint(corner);
    const [across, down] = [place.x - x, place.y - y];
    return across >= -NEAR && down >= -NEAR && across <= width + NEAR && down <= height + NEAR;
  });
}
