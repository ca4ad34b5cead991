import type { Canvas } from 'fabric';
import type { Layer } from '../../preload/contract/document.ts';
import { type Box, boundsOf } from '../document/layer-bounds.ts';
import { outermost } from '../document/layer-tree.ts';

/** The colour of handles. */
const COLOUR = '#4c8dff';

/** The box around several chosen layers, or around a group. One picture has its handles instead. */
export function frameOfChosen(layers: readonly Layer[], ids: readonly string[]): Box | null {
  const [first, ...others] = outermost(layers, ids);
  const hasHandles = others.length === 0 && first?.kind !== 'group';
  return hasHandles ? null : boundsOf(layers, ids);
}

/** Draws a box of the page on the screen. */
export function drawFrame(canvas: Canvas, context: CanvasRenderingContext2D, box: Box): void {
  const ratio = canvas.getRetinaScaling();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.save();
  context.transform(...canvas.viewportTransform);
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  // The line has its width on the screen.
  context.restore();
  context.strokeStyle = COLOUR;
  context.lineWidth = 1.5;
  context.stroke();
  context.restore();
}
