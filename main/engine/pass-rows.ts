/** The rows of one pass: which are computed, at which logits are wanted, and what the head said of them. */
import type { ForwardResult } from './runtime/transformer.ts';

/** The part of the vocabulary that an answer is read from. */
export type Head = 'image' | 'text' | 'whole';

/**
 * A batch has as many rows for each lane: where one computes more, the others repeat their last row. It comes out
 * as it did, so that no lane depends on who shares its batch.
 */
export function paddedTo(positions: Int32Array, count: number): Int32Array {
  if (positions.length === count) return positions;
  const all = new Int32Array(count).fill(positions.at(-1) ?? 0);
  all.set(positions);
  return all;
}

/** Rows of a pass, counted from `first`: at masked positions, and the others. Both lists of positions ascend. */
export function splitRows(
  computed: Int32Array,
  masked: Int32Array,
  first: number,
): { masked: number[]; others: number[] } {
  const split = { masked: [] as number[], others: [] as number[] };
  let at = 0;
  computed.forEach((position, row) => {
    while (at < masked.length && (masked[at] ?? 0) < position) at += 1;
    (masked[at] === position ? split.masked : split.others).push(first + row);
  });
  return split;
}

/** What the head said: logits [rows, columns], and the largest of each row that only that was asked of. */
export function readHead(
  result: ForwardResult,
  head: Head,
  rows: number,
): { logits: Float32Array; largest: Float32Array } {
  const { imageLogits, textLogits, imageMax, textMax } = result;
  if (head === 'image') return { logits: imageLogits, largest: imageMax };
  if (head === 'text') return { logits: textLogits, largest: textMax };
  return {
    logits: joinRows(textLogits, imageLogits, rows),
    largest: imageMax.map((value, i) => Math.max(value, textMax[i] ?? value)),
  };
}

/** Rows of text logits and rows of code logits, side by side: the whole vocabulary. */
function joinRows(text: Float32Array, image: Float32Array, rows: number): Float32Array {
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
