/** Planes of numbers [channels, rows, columns], and rectangles of them. */
import { lengthOf, type Span } from './tile-plan.ts';

/** Planes of one size, such as the colours of a picture. */
export interface Planes {
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
  /** Row-major, plane after plane. */
  readonly data: Float32Array;
}

interface Rectangle {
  readonly rows: Span;
  readonly columns: Span;
}

/** Planes of zeros. */
export function planesOf(channels: number, rows: number, columns: number): Planes {
  return { channels, rows, columns, data: new Float32Array(channels * rows * columns) };
}

/** A rectangle of `source`, which may reach beyond it. There it is 0. */
export function copied(source: Planes, { rows, columns }: Rectangle): Planes {
  const part = planesOf(source.channels, lengthOf(rows), lengthOf(columns));
  const [top, bottom] = [Math.max(0, rows.start), Math.min(source.rows, rows.end)];
  const [left, right] = [Math.max(0, columns.start), Math.min(source.columns, columns.end)];
  for (let channel = 0; channel < source.channels; channel++) {
    for (let row = top; row < bottom && left < right; row++) {
      const from = (channel * source.rows + row) * source.columns;
      const to = (channel * part.rows + row - rows.start) * part.columns + left - columns.start;
      part.data.set(source.data.subarray(from + left, from + right), to);
    }
  }
  return part;
}

/** Writes a rectangle of `part` into `whole`, its corner at a place of it. */
export function pasted(
  part: Planes,
  { rows, columns }: Rectangle,
  whole: Planes,
  at: { readonly row: number; readonly column: number },
): void {
  for (let channel = 0; channel < whole.channels; channel++) {
    for (let row = 0; row < lengthOf(rows); row++) {
      const from = (channel * part.rows + rows.start + row) * part.columns;
      const to = (channel * whole.rows + at.row + row) * whole.columns + at.column;
      whole.data.set(part.data.subarray(from + columns.start, from + columns.end), to);
    }
  }
}
