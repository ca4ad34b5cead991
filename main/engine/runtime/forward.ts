/** The request for one pass through the transformer, and its result. */
import { free } from './free.ts';
import type { KeyValues } from './key-values.ts';

/** Rows of code logits, each a weighted sum of final states. */
export interface ImageHead {
  /** How many states each row sums. */
  readonly branches: number;
  /** [rows * branches]: positions, counted over [batch * paddedLength] and on through `others`. */
  readonly rows: BigInt64Array;
  /** [rows * branches] */
  readonly weights: Float32Array;
  /** Final states [n, width] of sequences that are in no row of this pass. */
  readonly others?: Float32Array;
  /** Where given, the pass returns no whole rows, but the blocks of codes whose largest logit lies within this margin of the row's largest. */
  readonly logitMargin?: number;
}

/** An image head whose rows are single states. */
export function eachAlone(rows: BigInt64Array): ImageHead {
  return { branches: 1, rows, weights: new Float32Array(rows.length).fill(1) };
}

/** One pass. Positions count over [batch * paddedLength] unless a field says otherwise. */
export interface ForwardRequest {
  /** [batch * rows], one sequence after another, padded to equal length: all tokens, or those at `positions`. */
  readonly ids: BigInt64Array;
  readonly batch: number;
  /** Length of each sequence. Absent where every sequence is as long as its row of `ids`. */
  readonly lengths?: readonly number[];
  /** A full pass leaves its keys, values and states in it. A partial pass reads and updates them. */
  readonly state?: KeyValues;
  /** [batch * rows]: position of each computed row in its own sequence. Absent in a full pass. */
  readonly positions?: Int32Array;
  readonly image?: ImageHead;
  /** Positions at which logits of the text part of the vocabulary are wanted. */
  readonly textRows?: BigInt64Array;
  /** Positions of which only the largest logit is wanted, which then alone leaves the graph. */
  readonly imageMaxRows?: BigInt64Array;
  readonly textMaxRows?: BigInt64Array;
  /** Whether to return the final states of the computed rows, where no `state` keeps them. */
  readonly states?: boolean;
  /** Whether to return the input of every block and the output of the final norm. Only graphs made for comparison have them. */
  readonly hidden?: boolean;
}

/** What a pass returns. Tensors that were not asked for are empty. */
export interface ForwardResult {
  /** [rows, codebookSize]; empty where `logitMargin` is given. */
  readonly imageLogits: Float32Array;
  /** [n, codes of a block]; and [n, 2] with the row and block index of each, ascending. Empty without a `logitMargin`. */
  readonly imageBlocks: Float32Array;
  readonly imageBlocksAt: Int32Array;
  /** [rows]: softmax probability of the most likely code. */
  readonly topProbabilities: Float32Array;
  /** [textRows, codeOffset] */
  readonly textLogits: Float32Array;
  /** [imageMaxRows] and [textMaxRows] */
  readonly imageMax: Float32Array;
  readonly textMax: Float32Array;
  /** [batch, rows, width] where asked for and kept by no state. */
  readonly states: Float32Array;
  /** layers + 1 times [batch, rows, width] */
  readonly hidden: readonly Float32Array[];
}

/** Releases the memory of a result at once. */
export function freeResult({ hidden, ...numbers }: ForwardResult): void {
  free(...Object.values(numbers), ...hidden);
}
