import type { SheetCell } from '../document/canvas-port.ts';
import { canvasOf } from './pictures.ts';

/** Lengths in pixels of the sheet. */
const PICTURE = 384;
const GAP = 24;
const LINE = 22;
/** The most lines beneath a picture, after a prompt is broken. */
const MOST_LINES = 6;
const FONT = '16px system-ui, sans-serif';

/** Draws pictures in a grid that is about as wide as high, with lines beneath each, as a PNG. */
export async function contactSheet(cells: readonly SheetCell[]): Promise<Uint8Array<ArrayBuffer>> {
  const columns = Math.max(1, Math.ceil(Math.sqrt(cells.length)));
  const rows = Math.ceil(cells.length / columns);
  const [across, down] = [PICTURE + GAP, PICTURE + GAP + MOST_LINES * LINE];
  const sheet = new OffscreenCanvas(columns * across + GAP, rows * down + GAP);
  const context = sheet.getContext('2d');
  if (context === null) throw new Error('This window gives no 2D drawing context.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.font = FONT;
  context.textBaseline = 'top';
  context.imageSmoothingQuality = 'high';
  for (const [at, { raster, lines }] of cells.entries()) {
    const x = GAP + (at % columns) * across;
    const y = GAP + Math.floor(at / columns) * down;
    const scale = PICTURE / Math.max(raster.width, raster.height);
    const [width, height] = [raster.width * scale, raster.height * scale];
    context.drawImage(canvasOf(raster), x + (PICTURE - width) / 2, y + (PICTURE - height) / 2, width, height);
    context.fillStyle = '#1c1c1c';
    const broken = lines.flatMap((line) => brokenLine(context, line)).slice(0, MOST_LINES);
    for (const [row, line] of broken.entries()) context.fillText(line, x, y + PICTURE + 8 + row * LINE, PICTURE);
  }
  const blob = await sheet.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Breaks a line between words where it is wider than a picture. */
function brokenLine(context: OffscreenCanvasRenderingContext2D, line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && context.measureText(longer).width <= PICTURE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
