/** Quantizes weights: every row of a matrix as int8 numbers and one float32 scale. */

/** The largest quantized number. -128 is not used, so that a row and its negative are stored alike. */
const LARGEST = 127;

/** Rows in int8 with a scale for each. */
export interface QuantizedRows {
  /** [rows * width] */
  readonly values: Int8Array;
  /** [rows] */
  readonly scales: Float32Array;
}

/** Quantizes rows of `width` numbers, each by its own largest magnitude. A row of zeros has the scale 0. */
export function quantizeRows(rows: Float32Array, width: number): QuantizedRows {
  const values = new Int8Array(rows.length);
  const scales = new Float32Array(rows.length / width);
  for (let row = 0; row < scales.length; row += 1) {
    const [from, to] = [row * width, (row + 1) * width];
    let largest = 0;
    for (let i = from; i < to; i += 1) largest = Math.max(largest, Math.abs(rows[i] ?? 0));
    if (largest === 0) continue;
    scales[row] = largest / LARGEST;
    for (let i = from; i < to; i += 1) values[i] = Math.round(((rows[i] ?? 0) / largest) * LARGEST);
  }
  return { values, scales };
}

/** Regroups pieces of any length into pieces of whole rows. */
export async function* wholeRows(pieces: AsyncIterable<Float32Array>, width: number): AsyncGenerator<Float32Array> {
  let rest: Float32Array = new Float32Array(0);
  for await (const piece of pieces) {
    const joined = rest.length === 0 ? piece : concatenated(rest, piece);
    const whole = joined.length - (joined.length % width);
    if (whole > 0) yield joined.subarray(0, whole);
    rest = joined.slice(whole);
  }
  if (rest.length > 0) throw new Error(`${rest.length} numbers are left over of rows of ${width}`);
}

function concatenated(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
