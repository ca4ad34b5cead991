import type { Layer, LayerMask } from '../../preload/contract/document.ts';
import { matrixOfMask, pixelsOf } from '../document/paint-masks.ts';
import type { Context, LayerContent } from './draw-layer.ts';
import { drawBeyond } from './keep-under.ts';
import { contextOf } from './pictures.ts';

/** Draws the mask of a layer in the place of the page: white where the layer shows, black where it is hidden. */
export function drawLoneMask(target: Context, layer: Layer, mask: LayerMask, content: LayerContent): void {
  const { width, height } = target.canvas;
  target.save();
  const apart = contextOf(new OffscreenCanvas(width, height));
  apart.setTransform(target.getTransform());
  if (content.kind === 'there' && content.mask !== null) {
    const { a, b, c, d, e, f } = matrixOfMask(layer, mask);
    apart.transform(a, b, c, d, e, f);
    drawBeyond(apart, { ...mask, x: 0, y: 0, ...pixelsOf(mask) }, content.mask);
  }
  apart.resetTransform();
  apart.globalCompositeOperation = 'source-in';
  apart.fillStyle = '#ffffff';
  apart.fillRect(0, 0, width, height);
  target.resetTransform();
  target.fillStyle = '#000000';
  target.fillRect(0, 0, width, height);
  target.drawImage(apart.canvas, 0, 0);
  target.restore();
}
