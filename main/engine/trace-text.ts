/**
 * A trace as text for a PNG: of every cell its code, the step that fixed it and its confidence,
 * packed as three planes of numbers (int32 and int16, little-endian, and bytes of 1/255), deflated,
 * in base64. A few kB for a picture of a megapixel.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { PictureTrace } from '../../preload/contract/task-inputs.ts';
import type { Trace } from './sampler/trace.ts';

const BYTES_A_CELL = 4 + 2 + 1;

export function packTrace(codes: Int32Array, { fixedAt, confidence }: Trace): string {
  const cells = codes.length;
  const view = new DataView(new ArrayBuffer(cells * BYTES_A_CELL));
  for (let cell = 0; cell < cells; cell++) {
    view.setInt32(4 * cell, codes[cell] ?? -1, true);
    view.setInt16(4 * cells + 2 * cell, fixedAt[cell] ?? -1, true);
    view.setUint8(6 * cells + cell, Math.round((confidence[cell] ?? 1) * 255));
  }
  return deflateSync(new Uint8Array(view.buffer), { level: 9 }).toString('base64');
}

/** @returns null where the text is no trace of `cells` cells. Confidence comes back in steps of 1/255. */
export function unpackTrace(text: string, cells: number): (Trace & { readonly codes: Int32Array<ArrayBuffer> }) | null {
  let bytes: Buffer;
  try {
    bytes = inflateSync(Buffer.from(text, 'base64'), { maxOutputLength: cells * BYTES_A_CELL });
  } catch {
    return null;
  }
  if (bytes.length !== cells * BYTES_A_CELL) return null;
  return {
    codes: Int32Array.from({ length: cells }, (_, cell) => bytes.readInt32LE(4 * cell)),
    fixedAt: Int16Array.from({ length: cells }, (_, cell) => bytes.readInt16LE(4 * cells + 2 * cell)),
    confidence: Float32Array.from({ length: cells }, (_, cell) => bytes.readUInt8(6 * cells + cell) / 255),
  };
}

/** Far beyond any model's sequence: what a hostile file may make us unpack. */
const MAX_CELLS = 1024 * 1024;
const gridSchema = z
  .object({ columns: z.int().positive(), rows: z.int().positive() })
  .refine(({ columns, rows }) => columns * rows <= MAX_CELLS);

/** The trace in the text of a PNG that `writePng` wrote; null where there is none. */
export function traceOfText({ trace, grid }: Readonly<Record<string, string>>): PictureTrace | null {
  if (trace === undefined || grid === undefined) return null;
  try {
    const { columns, rows } = gridSchema.parse(JSON.parse(grid));
    const unpacked = unpackTrace(trace, columns * rows);
    return unpacked && { columns, rows, ...unpacked };
  } catch {
    return null;
  }
}
