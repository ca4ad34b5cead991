import type { DrawResult } from '../../../preload/contract/drawing.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import { readPlanes, traceBytes } from '../../../preload/contract/trace-planes.ts';
import type { CellMap, ConfidenceMap } from '../../document/canvas-port.ts';

/** The value of cells that were known before the drawing and therefore have no confidence. */
const KNOWN = -1;
/** A grid with more cells than any picture of the studio is treated as damaged. */
const MOST_CELLS = 1 << 20;

export function traceOf({
  grid,
  confidence,
  fixedAt,
}: Pick<DrawResult, 'grid' | 'confidence' | 'fixedAt'>): PictureTrace | null {
  return grid && confidence && fixedAt && { ...grid, confidence, fixedAt };
}

export function confidenceOf({ columns, rows, confidence, fixedAt }: PictureTrace): ConfidenceMap {
  const values = confidence.map((value, cell) => ((fixedAt[cell] ?? -1) < 0 ? KNOWN : value));
  return { columns, rows, values };
}

/** The number of steps until the last cell was fixed. */
export function stepsOf({ fixedAt }: PictureTrace): number {
  return fixedAt.reduce((last, step) => Math.max(last, step), -1) + 1;
}

/** The cells that were still open after this number of steps. */
export function openCells({ columns, rows, fixedAt }: PictureTrace, stepsDone: number): CellMap {
  return { columns, rows, marked: Uint8Array.from(fixedAt, (step) => (step >= stepsDone ? 1 : 0)) };
}

/** The trace from a kept picture's PNG text; null where it has none that can be read. */
export async function traceOfPng(png: Uint8Array<ArrayBuffer>): Promise<PictureTrace | null> {
  try {
    const { grid = '', trace = '' } = pngText(png);
    const { columns, rows }: { columns: unknown; rows: unknown } = JSON.parse(grid);
    if (!isCount(columns) || !isCount(rows) || columns * rows > MOST_CELLS) return null;
    const planes = readPlanes(await inflated(trace, traceBytes(columns * rows)), columns * rows);
    return planes && { columns, rows, ...planes };
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/**
 * Decompresses a trace. A few bytes can expand without limit, so reading stops at the first piece that exceeds `most`
 * bytes.
 */
async function inflated(base64: string, most: number): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const unfolded = new Uint8Array(most);
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (length + piece.value.length > most) {
      await reader.cancel();
      throw new Error('The trace is longer than its grid.');
    }
    unfolded.set(piece.value, length);
    length += piece.value.length;
  }
  return unfolded.subarray(0, length);
}
