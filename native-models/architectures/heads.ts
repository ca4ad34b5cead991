import type { GraphBuilder, Value } from '../graph/builder.ts';
import { cast } from '../graph/operations.ts';
import type { Linear, Matrix } from './linear.ts';

/** Codes in one product of the largest-logit head, so that its numbers stay in the processor's cache. */
const CODES_AT_ONCE = 4096;
/** The most logits in a block of which only the largest is output. */
const LARGEST_BLOCK = 128;

/** The output head's weight. */
export interface Head extends Matrix {
  /** First row of the weight that belongs to the codebook. */
  readonly codeOffset: number;
  /** How many rows belong to it. Rows beyond them belong to nothing. */
  readonly codes: number;
}

/**
 * The output head in two parts, so that drawing computes no text logits, and text no code logits.
 *
 * Inputs: states [B*T, width], the final state of every position; other_states [E, width], those of
 * branches in other passes, counted on from B*T; image_rows and image_shares [R, branches]. A row of code
 * logits is the logits of a weighted sum of states. The head is linear, so guidance costs one product
 * for any number of branches.
 * Outputs: image_logits [L, codes], all logits of the rows that image_logit_rows [L] names; image_tops
 * [R], the probability of each row's most likely code; image_blocks [n, codes of a block], those blocks of
 * codes whose largest logit lies within image_span [1] of the row's largest; image_blocks_at [n, 2],
 * the row and block of each, ascending.
 */
export function addHeads(g: GraphBuilder, linear: Linear, states: Value, head: Head): void {
  imageHead(g, linear, states, head);
  largestCodeLogits(g, linear, states, head);
  textHead(g, linear, states, head);
}

function imageHead(g: GraphBuilder, linear: Linear, states: Value, head: Head): void {
  const { codeOffset, codes } = head;
  const [, width] = head.dims;
  const others = g.input('other_states', 'float32', ['others', width]);
  const wanted = g.input('image_rows', 'int64', ['image_rows', 'branches']);
  const shares = g.input('image_shares', 'float32', ['image_rows', 'branches']);
  const all = g.node('Concat', [states, others], { axis: { int: 0 } });
  const picked = g.node('Gather', [all, wanted], { axis: { int: 0 } });
  const weighed = g.node('Mul', [picked, g.node('Unsqueeze', [shares, g.ints([2])])]);
  const mixed = g.node('ReduceSum', [weighed, g.ints([1])], { keepdims: { int: 0 } });
  const logits = linear.times('image_head', linear.ready(mixed), { ...head, rows: [codeOffset, codeOffset + codes] });
  const whole = g.node('Gather', [logits, g.input('image_logit_rows', 'int64', ['image_logit_rows'])], {
    axis: { int: 0 },
  });
  g.output('image_logits', whole, 'float32', ['image_logit_rows', codes]);
  const size = blockSize(codes);
  const blocks = g.node('Reshape', [logits, g.ints([-1, codes / size, size])]);
  const peaks = g.node('ReduceMax', [blocks, g.ints([2])], { keepdims: { int: 0 } });
  const best = g.node('ReduceMax', [peaks, g.ints([1])]);
  const least = g.node('Sub', [best, g.input('image_span', 'float32', [1])]);
  const near = g.node('NonZero', [g.node('GreaterOrEqual', [peaks, least])]);
  const at = g.node('Transpose', [near], { perm: { ints: [1, 0] } });
  // In JavaScript every 64-bit number is an object.
  g.output('image_blocks_at', cast(g, at, 'int32'), 'int32', ['image_blocks', 2]);
  g.output('image_blocks', g.node('GatherND', [blocks, at]), 'float32', ['image_blocks', size]);
  const tops = g.node('ReduceMax', [g.node('Softmax', [logits], { axis: { int: 1 } }), g.ints([1])], {
    keepdims: { int: 0 },
  });
  g.output('image_tops', tops, 'float32', ['image_rows']);
}

/** image_max [M] of image_max_rows [M]: the largest logit of a row, where only that is wanted. */
function largestCodeLogits(g: GraphBuilder, linear: Linear, states: Value, head: Head): void {
  const wanted = g.input('image_max_rows', 'int64', ['image_max_rows']);
  const picked = linear.ready(g.node('Gather', [states, wanted], { axis: { int: 0 } }));
  const parts = partsOf(head.codeOffset, head.codeOffset + head.codes).map((rows) => {
    return rowMaximum(g, linear.times('image_max_head', picked, { ...head, rows }));
  });
  g.output('image_max', largest(g, parts), 'float32', ['image_max_rows']);
}

/**
 * text_logits [n, text] of text_rows [n], and text_max [M], the largest logit of each of text_max_rows [M]. Both come of the
 * same products, since a runtime keeps a copy of a weight for every product that it is in.
 */
function textHead(g: GraphBuilder, linear: Linear, states: Value, head: Head): void {
  const whole = g.input('text_rows', 'int64', ['text_rows']);
  const others = g.input('text_max_rows', 'int64', ['text_max_rows']);
  const all = g.node('Concat', [whole, others], { axis: { int: 0 } });
  const picked = linear.ready(g.node('Gather', [states, all], { axis: { int: 0 } }));
  const [first, last, axis] = [g.ints([0]), g.ints([Number.MAX_SAFE_INTEGER]), g.ints([0])];
  const count = g.node('Shape', [whole]);
  const products = partsOf(0, head.codeOffset).map((rows) => linear.times('text_head', picked, { ...head, rows }));
  const logits = products.map((part) => g.node('Slice', [part, first, count, axis]));
  const largestOfEach = products.map((part) => rowMaximum(g, g.node('Slice', [part, count, last, axis])));
  g.output('text_logits', joined(g, logits), 'float32', ['text_rows', head.codeOffset]);
  g.output('text_max', largest(g, largestOfEach), 'float32', ['text_max_rows']);
}

/** Rows [from, to) of the head in parts for one product each. */
function partsOf(from: number, to: number): readonly (readonly [number, number])[] {
  const count = Math.ceil((to - from) / CODES_AT_ONCE);
  return Array.from({ length: count }, (_, part) => {
    const first = from + part * CODES_AT_ONCE;
    return [first, Math.min(first + CODES_AT_ONCE, to)];
  });
}

function rowMaximum(g: GraphBuilder, logits: Value): Value {
  return g.node('ReduceMax', [logits, g.ints([1])], { keepdims: { int: 0 } });
}

function largest(g: GraphBuilder, parts: readonly Value[]): Value {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : g.node('Max', parts);
}

/** Columns side by side. */
function joined(g: GraphBuilder, parts: readonly Value[]): Value {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : g.node('Concat', parts, { axis: { int: 1 } });
}

/** The largest divisor of `codes` that makes a block. */
function blockSize(codes: number): number {
  let size = Math.min(codes, LARGEST_BLOCK);
  while (codes % size !== 0) size -= 1;
  return size;
}
