/**
 * A trace as text for a PNG: its planes of numbers (`trace-planes.ts` of the contract), deflated, in
 * base64. A few kB for a picture of a megapixel.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { PictureTrace } from '../../../../preload/contract/task-inputs.ts';
import { readPlanes, type TracePlanes, traceBytes, writePlanes } from '../../../../preload/contract/trace-planes.ts';
import type { DrawTrace } from '../../sampler/trace.ts';

/** A trace as base64 text. */
export function packTrace(codes: Int32Array, trace: DrawTrace): string {
  return deflateSync(writePlanes(codes, trace), { level: 9 }).toString('base64');
}

/** @returns null where the text is no trace of `cells` cells */
export function unpackTrace(text: string, cells: number): TracePlanes | null {
  try {
    return readPlanes(inflateSync(Buffer.from(text, 'base64'), { maxOutputLength: traceBytes(cells) }), cells);
  } catch {
    return null;
  }
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
