import type { Canvas } from 'fabric';
import type { Frame } from '../../preload/contract/pictures.ts';

/**
 * The sheet under all layers, white as the model will see it, with a shadow on the work area. What is
 * to be added to the page lies around it, paler and with an edge of its own.
 */
export function drawPaper(
  canvas: Canvas,
  context: CanvasRenderingContext2D,
  page: { readonly width: number; readonly height: number },
  shown: Frame,
): void {
  const [zoom, , , , x, y] = canvas.viewportTransform;
  const ratio = canvas.getRetinaScaling();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.shadowColor = 'rgba(0, 0, 0, 0.35)';
  context.shadowBlur = 24 * ratio;
  context.shadowOffsetY = 6 * ratio;
  context.fillStyle = '#ffffff';
  if (shown.width > page.width || shown.height > page.height) {
    const box = [x + shown.x * zoom, y + shown.y * zoom, shown.width * zoom, shown.height * zoom] as const;
    context.fillStyle = '#e4e7ee';
    context.fillRect(...box);
    context.shadowColor = 'transparent';
    context.strokeStyle = '#4c8dff';
    context.lineWidth = 1.5;
    context.setLineDash([6, 4]);
    context.strokeRect(...box);
    context.fillStyle = '#ffffff';
  }
  context.fillRect(x, y, page.width * zoom, page.height * zoom);
  context.restore();
}
