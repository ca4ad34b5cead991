import type { ShapeLayer } from '../../preload/contract/document.ts';
import type { ShapeStyle } from '../../preload/contract/drawn-layers.ts';
import { polygonIn } from '../document/shape-layers.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** Paints a shape in its box. The stroke lies inside the box. */
export function paintShape(
  context: Context,
  { width, height, style }: Pick<ShapeLayer, 'width' | 'height' | 'style'>,
): void {
  const { form, fill, stroke, strokeWidth } = style;
  if (form === 'line') {
    if (stroke === null) return;
    context.fillStyle = cssOf(stroke);
    context.fillRect(0, (height - strokeWidth) / 2, width, strokeWidth);
    return;
  }
  const line = stroke === null ? 0 : Math.min(strokeWidth, width, height);
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip(); // a sharp corner of a polygon would reach out of the box
  outline(context, style, width, height, line / 2);
  if (fill !== null) {
    context.fillStyle = cssOf(fill);
    context.fill();
  }
  if (stroke === null || line === 0) return;
  context.strokeStyle = cssOf(stroke);
  context.lineWidth = line;
  context.stroke();
}

/** @param inset the distance from the sides of the box */
function outline(
  context: Context,
  { form, radius, sides }: ShapeStyle,
  width: number,
  height: number,
  inset: number,
): void {
  const [across, down] = [width - 2 * inset, height - 2 * inset];
  context.beginPath();
  if (form === 'ellipse') context.ellipse(width / 2, height / 2, across / 2, down / 2, 0, 0, 2 * Math.PI);
  else if (form === 'polygon') {
    for (const { x, y } of polygonIn({ x: inset, y: inset, width: across, height: down }, sides)) context.lineTo(x, y);
    context.closePath();
  } else if (radius <= inset) context.rect(inset, inset, across, down);
  else context.roundRect(inset, inset, across, down, radius - inset);
}

const cssOf = ({ red, green, blue }: { readonly red: number; readonly green: number; readonly blue: number }) =>
  `rgb(${red}, ${green}, ${blue})`;
