/**
 * Which rows of code logits a step asks of the head, for every candidate. Each row mixes the states of its branches.
 */
import type { ForwardResult, ImageHead } from '../runtime/forward.ts';
import type { DrawableRows } from '../sampler/code-rows.ts';
import type { Mix } from '../sampler/guidance.ts';

/** What a pass of one batch computes. Positions count within a sequence, ascending. */
export interface SequencePass {
  /** `index`: which of the job's branches it is. */
  readonly sequences: readonly { readonly candidate: number; readonly index: number }[];
  /** Length of the longest sequence, to which the others are padded. */
  readonly paddedLength: number;
  /** Absent where the pass computes everything. */
  readonly positions?: readonly Int32Array[];
  readonly masked: readonly Int32Array[];
}

/** The rows that a step needs of one candidate. */
export interface RowsOfCandidate {
  /** Indices of the wanted cells among the masked ones. */
  readonly rows: Int32Array;
  /** The same indices, or undefined where all cells are wanted. */
  readonly fresh: Int32Array | undefined;
}

/** Indices of the candidate's masked cells that any branch computes in this step. Undefined means all of them. */
export function freshRows(passes: readonly SequencePass[], candidate: number, cells: number): Int32Array | undefined {
  const fresh = new Uint8Array(cells);
  for (const { sequences, positions, masked } of passes) {
    if (positions === undefined) return undefined;
    sequences.forEach((sequence, index) => {
      if (sequence.candidate !== candidate) return;
      const computed = new Set(positions[index]);
      masked[index]?.forEach((position, row) => {
        if (computed.has(position)) fresh[row] = 1;
      });
    });
  }
  return Int32Array.from([...fresh.keys()].filter((row) => fresh[row] === 1));
}

/**
 * The head's rows, by candidate, mix and cell, each a sum over all branches. The last pass runs with the head.
 * The states of the other passes are counted on from its own.
 * @param states final states of the earlier passes
 * @param logitMargin see `ImageHead`
 */
export function imageHead(
  passes: readonly SequencePass[],
  wanted: readonly RowsOfCandidate[],
  mixes: readonly Mix[],
  states: readonly Float32Array[],
  logitMargin?: number,
): ImageHead {
  const branches = 1 + Math.max(0, ...passes.flatMap(({ sequences }) => sequences.map(({ index }) => index)));
  const cells = wanted.reduce((sum, { rows }) => sum + rows.length, 0);
  const at = new BigInt64Array(mixes.length * cells * branches);
  const weights = new Float32Array(at.length);
  const firstRows = wanted.map((_, c) => wanted.slice(0, c).reduce((sum, { rows }) => sum + rows.length, 0));
  let first = 0;
  for (const { sequences, paddedLength, masked } of [...passes.slice(-1), ...passes.slice(0, -1)]) {
    sequences.forEach(({ candidate, index }, row) => {
      const { rows } = wanted[candidate] ?? { rows: [] };
      mixes.forEach((mix, m) => {
        const firstRow = (firstRows[candidate] ?? 0) * mixes.length + m * rows.length;
        rows.forEach((cellRow, r) => {
          const slot = (firstRow + r) * branches + index;
          at[slot] = BigInt(first + row * paddedLength + (masked[row]?.[cellRow] ?? 0));
          weights[slot] = mix[index] ?? 0;
        });
      });
    });
    first += sequences.length * paddedLength;
  }
  const others = states.length > 0 && { others: joined(states) };
  return { branches, rows: at, weights, ...others, ...(logitMargin !== undefined && { logitMargin }) };
}

function joined(states: readonly Float32Array[]): Float32Array {
  const [only] = states;
  if (states.length === 1 && only !== undefined) return only;
  const all = new Float32Array(states.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of states) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Those blocks that are of rows [first, first + count), their rows counted from `first`. */
export function blocksOfRows(
  { imageBlocks, imageBlocksAt }: Pick<ForwardResult, 'imageBlocks' | 'imageBlocksAt'>,
  first: number,
  count: number,
): DrawableRows['blocks'] {
  const size = (2 * imageBlocks.length) / Math.max(1, imageBlocksAt.length);
  const rowOf = (block: number) => imageBlocksAt[2 * block] ?? Number.POSITIVE_INFINITY;
  let from = 0;
  while (rowOf(from) < first) from += 1;
  let to = from;
  while (rowOf(to) < first + count) to += 1;
  const at = imageBlocksAt.slice(2 * from, 2 * to).map((value, i) => (i % 2 === 0 ? value - first : value));
  return { logits: imageBlocks.subarray(from * size, to * size), at };
}
