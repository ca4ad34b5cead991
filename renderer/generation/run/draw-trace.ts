import type { DrawResult } from '../../../preload/contract/engine.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import { readPlanes, traceBytes } from '../../../preload/contract/trace-planes.ts';
import type { CellMap, ConfidenceMap } from '../../document/canvas-port.ts';

/** Of cells that were known before a drawing there is nothing to say. */
const KNOWN = -1;
/** A grid larger than any picture that the studio draws is no grid. */
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

/** How many steps it took until the last cell was fixed. */
export function stepsOf({ fixedAt }: PictureTrace): number {
  return fixedAt.reduce((last, step) => Math.max(last, step), -1) + 1;
}

/** Which cells were still open when so many steps were done. */
export function openCells({ columns, rows, fixedAt }: PictureTrace, stepsDone: number): CellMap {
  return { columns, rows, marked: Uint8Array.from(fixedAt, (step) => (step >= stepsDone ? 1 : 0)) };
}

/** What a kept picture's own text says; null where it says nothing that can be read. */
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

/** A few bytes may unfold to any number: no more than `most` and one piece are taken. */
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
