import type { LiveShape } from '../document/canvas-port.ts';
import { type Box, boxAround } from '../document/layer-bounds.ts';
import type { Viewport } from '../document/viewport-port.ts';

/** The length of a dash, in CSS pixels. */
const DASH = 4;

/** Draws the outline of the current shape in black and white dashes, which are visible on any picture. */
export function drawOutlineOf(
  context: CanvasRenderingContext2D,
  shape: LiveShape,
  { zoom, x, y }: Viewport,
  ratio: number,
): void {
  const across = (page: number) => (x + page * zoom) * ratio;
  const down = (page: number) => (y + page * zoom) * ratio;
  context.save();
  context.beginPath();
  if (shape.kind === 'polygon') {
    for (let at = 0; at + 1 < shape.points.length; at += 2) {
      context.lineTo(across(shape.points[at] ?? 0), down(shape.points[at + 1] ?? 0));
    }
  } else if (shape.kind === 'rectangle') {
    const { width, height } = shape;
    context.rect(across(shape.x), down(shape.y), width * zoom * ratio, height * zoom * ratio);
  } else {
    const [rx, ry] = [(shape.width * zoom * ratio) / 2, (shape.height * zoom * ratio) / 2];
    context.ellipse(across(shape.x) + rx, down(shape.y) + ry, rx, ry, 0, 0, 2 * Math.PI);
  }
  context.lineWidth = ratio;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.strokeStyle = '#000000';
  context.setLineDash([DASH * ratio, DASH * ratio]);
  context.stroke();
  context.restore();
}

/** The box around a shape, in page pixels. */
export function boxOfShape(shape: LiveShape): Box | null {
  if (shape.kind !== 'polygon') return shape;
  const { points } = shape;
  return boxAround(points.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: points[at + 1] ?? 0 }] : [])));
}
