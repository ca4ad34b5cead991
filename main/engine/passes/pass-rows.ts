/** The rows of one pass: padding to equal counts, and the head\'s results. */
import type { ForwardResult } from '../runtime/forward.ts';

/** The part of the vocabulary that a pass gives logits of. */
export type Head = 'image' | 'text' | 'whole';

/**
 * Pads a list of positions by repeating its last one, since every sequence of a batch computes as many rows.
 * A repeated row gives equal numbers, so no sequence depends on the others of its batch.
 */
export function paddedTo(positions: Int32Array, count: number): Int32Array {
  if (positions.length === count) return positions;
  const all = new Int32Array(count).fill(positions.at(-1) ?? 0);
  all.set(positions);
  return all;
}

/** The largest logit of each measured row. */
export function largestOf({ imageMax, textMax }: ForwardResult, head: Head): Float32Array {
  if (head === 'image') return imageMax;
  return head === 'text' ? textMax : imageMax.map((value, i) => Math.max(value, textMax[i] ?? value));
}

/** Joins rows of text logits and rows of code logits to rows over the whole vocabulary. */
export function joinRows(text: Float32Array, image: Float32Array, rows: number): Float32Array {
  const textColumns = text.length / rows;
  const imageColumns = image.length / rows;
  const joined = new Float32Array(text.length + image.length);
  for (let row = 0; row < rows; row++) {
    joined.set(text.subarray(row * textColumns, (row + 1) * textColumns), row * (textColumns + imageColumns));
    joined.set(
      image.subarray(row * imageColumns, (row + 1) * imageColumns),
      row * (textColumns + imageColumns) + textColumns,
    );
  }
  return joined;
}
