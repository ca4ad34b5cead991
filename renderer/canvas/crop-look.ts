import type { CropShape } from '../document/canvas-port.ts';
import type { Viewport } from '../document/viewport-port.ts';

/** The side of a grip, in CSS pixels. */
const GRIP = 9;
const PLACES = [0, 0.5, 1] as const;

/** Draws the box of the crop tool: dark around it, its thirds, and its grips. */
export function drawCrop(
  context: CanvasRenderingContext2D,
  crop: CropShape,
  { zoom, x, y }: Viewport,
  ratio: number,
): void {
  const left = (x + crop.x * zoom) * ratio;
  const top = (y + crop.y * zoom) * ratio;
  const width = crop.width * zoom * ratio;
  const height = crop.height * zoom * ratio;
  context.save();
  context.beginPath();
  context.save();
  // The darkness covers the view, however the view is turned.
  context.resetTransform();
  context.rect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  context.rect(left, top, width, height);
  context.fillStyle = 'rgb(0 0 0 / 55%)';
  context.fill('evenodd');
  drawThirds(context, left, top, width, height, ratio);
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5 * ratio;
  context.strokeRect(left, top, width, height);
  context.fillStyle = '#ffffff';
  context.strokeStyle = '#4c8dff';
  context.lineWidth = ratio;
  for (const across of PLACES) {
    for (const down of PLACES) {
      if (across === 0.5 && down === 0.5) continue;
      const side = GRIP * ratio;
      context.beginPath();
      context.rect(left + across * width - side / 2, top + down * height - side / 2, side, side);
      context.fill();
      context.stroke();
    }
  }
  context.restore();
}

function drawThirds(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
  ratio: number,
): void {
  context.beginPath();
  for (const third of [1 / 3, 2 / 3]) {
    context.moveTo(left + third * width, top);
    context.lineTo(left + third * width, top + height);
    context.moveTo(left, top + third * height);
    context.lineTo(left + width, top + third * height);
  }
  context.lineWidth = ratio;
  context.strokeStyle = 'rgb(255 255 255 / 55%)';
  context.stroke();
}
