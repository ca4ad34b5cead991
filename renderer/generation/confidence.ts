import { decode } from 'fast-png';
import type { DrawResult } from '../../preload/contract/engine.ts';
import type { ConfidenceMap } from '../document/canvas-port.ts';

/** Of cells that were known before a drawing there is nothing to say. */
const KNOWN = -1;

export function confidenceOf({ grid, confidence, fixedAt }: DrawResult): ConfidenceMap {
  const values = confidence.map((value, cell) => ((fixedAt[cell] ?? -1) < 0 ? KNOWN : value));
  return { columns: grid.columns, rows: grid.rows, values };
}

/** Of every cell an int32 code, an int16 step and a byte of confidence, plane by plane (engine/trace-text.ts). */
const BYTES_A_CELL = 4 + 2 + 1;

/** What a kept picture's own text says; null where it says nothing that can be read. */
export async function confidenceOfPng(png: Uint8Array<ArrayBuffer>): Promise<ConfidenceMap | null> {
  try {
    const { grid = '', trace = '' } = decode(png).text ?? {};
    const { columns, rows }: { columns: unknown; rows: unknown } = JSON.parse(grid);
    if (!isCount(columns) || !isCount(rows)) return null;
    const cells = columns * rows;
    const planes = await inflated(trace);
    if (planes.byteLength !== cells * BYTES_A_CELL) return null;
    const view = new DataView(planes);
    const values = Float32Array.from({ length: cells }, (_, cell) =>
      view.getInt16(4 * cells + 2 * cell, true) < 0 ? KNOWN : view.getUint8(6 * cells + cell) / 255,
    );
    return { columns, rows, values };
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

function inflated(base64: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).arrayBuffer();
}
