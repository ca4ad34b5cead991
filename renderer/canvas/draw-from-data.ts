import type { DrawnLayer, TextLayer } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { OVERHANG } from '../document/layer-bounds.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { intersection, touchedPixels } from '../document/mask-raster.ts';
import { paintShape } from './draw-shape.ts';
import { keepUnder, type Shown } from './keep-under.ts';
import { contextOf } from './pictures.ts';
import { fontOf, layoutOf } from './text-layout.ts';

/**
 * Draws text or a shape on a target with the layer's transform, at the target's own resolution. It is drawn apart first,
 * so that opacity and blend mode apply to it as a whole.
 */
export function drawFromData(
  target: OffscreenCanvasRenderingContext2D,
  layer: DrawnLayer,
  shown: Shown | null,
  settings: CanvasRenderingContext2DSettings,
): void {
  const transform = target.getTransform();
  const part = partOn(target.canvas, transform, layer);
  if (part === null) return;
  const apart = contextOf(new OffscreenCanvas(part.width, part.height), settings);
  apart.setTransform(new DOMMatrix().translate(-part.x, -part.y).multiply(transform));
  apart.save();
  if (layer.kind === 'text') paintText(apart, layer);
  else paintShape(apart, layer);
  apart.restore();
  if (shown !== null) keepUnder(apart, shown.mask, shown.alpha);
  target.resetTransform();
  target.drawImage(apart.canvas, part.x, part.y);
}

/** The pixels of a canvas that a layer can touch; null where it touches none. */
function partOn(canvas: OffscreenCanvas, transform: DOMMatrix, layer: DrawnLayer): Frame | null {
  const margin = layer.kind === 'text' ? OVERHANG * layer.style.size : 0;
  const { width, height } = layer;
  const box = { x: -margin, y: -margin, width: width + 2 * margin, height: height + 2 * margin };
  const corners = cornersOfBox(box).map((corner) => transform.transformPoint(corner));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const touched = touchedPixels(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), whole);
  return touched && intersection(touched, whole);
}

function paintText(context: OffscreenCanvasRenderingContext2D, layer: TextLayer): void {
  const { red, green, blue } = layer.style.colour;
  context.font = fontOf(layer.style);
  context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
  context.textBaseline = 'alphabetic';
  for (const { text, x, baseline } of layoutOf(layer).lines) context.fillText(text, x, baseline);
}
