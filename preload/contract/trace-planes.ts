/**
 * Layout of a drawing's trace in bytes, for the text of a PNG. It has three little-endian planes with one number per
 * cell: the code (int32), the step that fixed it (int16, -1 where it was known) and the confidence (one byte, in units
 * of 1/255).
 */

export interface TracePlanes {
  readonly codes: Int32Array<ArrayBuffer>;
  readonly fixedAt: Int16Array<ArrayBuffer>;
  readonly confidence: Float32Array<ArrayBuffer>;
}

const BYTES_A_CELL = 4 + 2 + 1;

export const traceBytes = (cells: number): number => cells * BYTES_A_CELL;

export function writePlanes(
  codes: Int32Array,
  { fixedAt, confidence }: { readonly fixedAt: Int16Array; readonly confidence: Float32Array },
): Uint8Array<ArrayBuffer> {
  const cells = codes.length;
  const view = new DataView(new ArrayBuffer(traceBytes(cells)));
  for (let cell = 0; cell < cells; cell++) {
    view.setInt32(4 * cell, codes[cell] ?? -1, true);
    view.setInt16(4 * cells + 2 * cell, fixedAt[cell] ?? -1, true);
    view.setUint8(6 * cells + cell, Math.round((confidence[cell] ?? 1) * 255));
  }
  return new Uint8Array(view.buffer);
}

/**
 * Reads the planes. Confidence comes back in steps of 1/255.
 * @returns null where the length does not fit this number of cells
 */
export function readPlanes(bytes: Uint8Array, cells: number): TracePlanes | null {
  if (bytes.length !== traceBytes(cells)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    codes: Int32Array.from({ length: cells }, (_, cell) => view.getInt32(4 * cell, true)),
    fixedAt: Int16Array.from({ length: cells }, (_, cell) => view.getInt16(4 * cells + 2 * cell, true)),
    confidence: Float32Array.from({ length: cells }, (_, cell) => view.getUint8(6 * cells + cell) / 255),
  };
}
