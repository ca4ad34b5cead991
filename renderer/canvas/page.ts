import type { Canvas } from 'fabric';

/** The sheet under all layers, white as the model will see it, with a shadow on the work area. */
export function drawPaper(
  canvas: Canvas,
  context: CanvasRenderingContext2D,
  page: { readonly width: number; readonly height: number },
): void {
  const [zoom, , , , x, y] = canvas.viewportTransform;
  const ratio = canvas.getRetinaScaling();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.shadowColor = 'rgba(0, 0, 0, 0.35)';
  context.shadowBlur = 24 * ratio;
  context.shadowOffsetY = 6 * ratio;
  context.fillStyle = '#ffffff';
  context.fillRect(x, y, page.width * zoom, page.height * zoom);
  context.restore();
}
