import type { AdjustmentLayer, BlendMode } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { adjustPixels, changesNothing, mixColours } from '../document/adjust-pixels.ts';
import { keepUnder, operationOf, type Shown } from './keep-under.ts';
import { contextOf } from './pictures.ts';

type Context = OffscreenCanvasRenderingContext2D;
type Settings = CanvasRenderingContext2DSettings;

/** So many pixels are adjusted at a time, so that a large page needs little more memory than it has. */
const AT_ONCE = 4 * 1024 * 1024;

/**
 * Changes the colours of what a target shows. Its alpha stays as it is. The adjusted colours are blended with those that
 * were there and mixed into them by opacity and mask.
 * @param shown its mask; `absent` where that is not loaded, and then nothing is adjusted
 */
export function drawAdjustment(
  target: Context,
  layer: AdjustmentLayer,
  shown: Shown | 'absent' | null,
  settings: Settings,
): void {
  if (shown === 'absent' || (layer.blendMode === 'normal' && changesNothing(layer.adjustment))) return;
  const transform = target.getTransform();
  for (const { x, y, width, height } of bandsOf(target.canvas)) {
    const image = target.getImageData(x, y, width, height);
    adjustImage(image, layer, shown, new DOMMatrix().translate(-x, -y).multiply(transform), settings);
    target.putImageData(image, x, y);
  }
}

/** Parts of a picture that are as wide as it is. */
export function bandsOf({ width, height }: Pick<Frame, 'width' | 'height'>): Frame[] {
  const rows = Math.max(1, Math.floor(AT_ONCE / width));
  const count = Math.ceil(height / rows);
  return Array.from({ length: count }, (_, at) => {
    return { x: 0, y: at * rows, width, height: Math.min(rows, height - at * rows) };
  });
}

/**
 * Changes the colours of straight pixels in place.
 * @param transform from page pixels to those of the image
 */
export function adjustImage(
  below: ImageData,
  { adjustment, blendMode, opacity }: AdjustmentLayer,
  shown: Shown | null,
  transform: DOMMatrix,
  settings: Settings,
): void {
  const isPlain = blendMode === 'normal' && opacity === 1 && shown === null;
  if (isPlain) {
    adjustPixels(below.data, adjustment);
    return;
  }
  const adjusted = below.data.slice();
  adjustPixels(adjusted, adjustment);
  const above = blendMode === 'normal' ? adjusted : blended(below, adjusted, blendMode, settings);
  mixColours(below.data, above, opacity, shown && alphaOf(shown, below, transform, settings));
}

/** The adjusted colours blended with those that were there, as if both were opaque. */
function blended(below: ImageData, adjusted: Uint8ClampedArray<ArrayBuffer>, mode: BlendMode, settings: Settings) {
  const { width, height } = below;
  const canvasOf = (data: Uint8ClampedArray<ArrayBuffer>) => {
    const context = contextOf(new OffscreenCanvas(width, height), settings);
    for (let at = 3; at < data.length; at += 4) data[at] = 255;
    context.putImageData(new ImageData(data, width, height), 0, 0);
    return context;
  };
  const context = canvasOf(below.data.slice());
  context.globalCompositeOperation = operationOf(mode);
  context.drawImage(canvasOf(adjusted).canvas, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

/** The mask as it lies on an image. */
function alphaOf({ mask, alpha }: Shown, { width, height }: ImageData, transform: DOMMatrix, settings: Settings) {
  const context = contextOf(new OffscreenCanvas(width, height), settings);
  context.fillRect(0, 0, width, height);
  context.setTransform(transform);
  keepUnder(context, mask, alpha);
  return context.getImageData(0, 0, width, height).data;
}
