import { decode } from 'fast-png';
import { readPlanes } from '../../preload/contract/trace-planes.ts';
import type { ConfidenceMap } from '../document/canvas-port.ts';

/** Of cells that were known before a drawing there is nothing to say. */
const KNOWN = -1;

interface Drawn {
  readonly grid: { readonly columns: number; readonly rows: number };
  readonly confidence: Float32Array;
  readonly fixedAt: Int16Array;
}

export function confidenceOf({ grid, confidence, fixedAt }: Drawn): ConfidenceMap {
  const values = confidence.map((value, cell) => ((fixedAt[cell] ?? -1) < 0 ? KNOWN : value));
  return { columns: grid.columns, rows: grid.rows, values };
}

/** What a kept picture's own text says; null where it says nothing that can be read. */
export async function confidenceOfPng(png: Uint8Array<ArrayBuffer>): Promise<ConfidenceMap | null> {
  try {
    const { grid = '', trace = '' } = decode(png).text ?? {};
    const { columns, rows }: { columns: unknown; rows: unknown } = JSON.parse(grid);
    if (!isCount(columns) || !isCount(rows)) return null;
    const planes = readPlanes(await inflated(trace), columns * rows);
    return planes && confidenceOf({ grid: { columns, rows }, ...planes });
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

async function inflated(base64: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
