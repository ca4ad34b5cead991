import type { Frame } from '../../preload/contract/pictures.ts';
import type { Composed } from './page-buffer.ts';
import { contextOf } from './pictures.ts';
import type { Snapped } from './snapped.ts';
import { numbersOf } from './turned.ts';

/** Above this many device pixels per page pixel, pixels are drawn as squares, so that edges can be judged. */
const SQUARES_FROM = 6;

/**
 * Draws the sheet with a shadow on the work area. Sides that will be added lie around the page in a paler colour, with
 * an edge of their own.
 */
export function drawPaper(
  context: CanvasRenderingContext2D,
  { scaleX, scaleY, x, y, turn }: Snapped,
  grows: boolean,
  shown: Frame,
  ratio: number,
): void {
  const box = [x + shown.x * scaleX, y + shown.y * scaleY, shown.width * scaleX, shown.height * scaleY] as const;
  context.save();
  context.setTransform(...numbersOf(turn));
  context.shadowColor = 'rgba(0, 0, 0, 0.35)';
  context.shadowBlur = 24 * ratio;
  context.shadowOffsetY = 6 * ratio;
  context.fillStyle = grows ? '#e4e7ee' : '#ffffff';
  context.fillRect(...underPage(turn, ...box));
  if (grows) {
    context.shadowColor = 'transparent';
    context.strokeStyle = '#4c8dff';
    context.lineWidth = 1.5 * ratio;
    context.setLineDash([6 * ratio, 4 * ratio]);
    context.strokeRect(...box);
  }
  context.restore();
}

/**
 * What lies under the page. The edges of a page that is turned by no right angle are soft, so that what lies under them
 * would shine through as a pale line. It ends half a device pixel further in.
 */
function underPage({ a, b }: Snapped['turn'], x: number, y: number, width: number, height: number) {
  const inset = a === 0 || b === 0 ? 0 : 0.5;
  return [x + inset, y + inset, Math.max(0, width - 2 * inset), Math.max(0, height - 2 * inset)] as const;
}

/** Draws the composed page in its place. */
export function drawPage(
  context: CanvasRenderingContext2D,
  { scaleX, scaleY, x, y, turn }: Snapped,
  page: { readonly width: number; readonly height: number },
  { canvas, plan }: Composed,
): void {
  context.save();
  context.setTransform(...numbersOf(turn));
  context.transform(scaleX, 0, 0, scaleY, x, y);
  context.beginPath();
  context.rect(0, 0, page.width, page.height);
  context.clip();
  context.imageSmoothingEnabled = Math.min(scaleX, scaleY) < SQUARES_FROM;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, plan.region.x, plan.region.y, canvas.width / plan.scale, canvas.height / plan.scale);
  context.restore();
}

/** The side of a square, in CSS pixels. */
const CHECK = 8;

/** Draws the chequered ground under a page without paper. The squares are aligned to the page's corner. */
export function drawChecks(
  context: CanvasRenderingContext2D,
  { scaleX, scaleY, x, y, turn }: Snapped,
  page: { readonly width: number; readonly height: number },
  ratio: number,
): void {
  const side = Math.round(CHECK * ratio);
  const tile = new OffscreenCanvas(2 * side, 2 * side);
  const own = contextOf(tile);
  own.fillStyle = '#ffffff';
  own.fillRect(0, 0, 2 * side, 2 * side);
  own.fillStyle = '#d9dce3';
  own.fillRect(0, 0, side, side);
  own.fillRect(side, side, side, side);
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix([1, 0, 0, 1, x, y]));
  context.save();
  context.setTransform(...numbersOf(turn));
  context.fillStyle = pattern ?? '#ffffff';
  context.fillRect(...underPage(turn, x, y, page.width * scaleX, page.height * scaleY));
  context.restore();
}
