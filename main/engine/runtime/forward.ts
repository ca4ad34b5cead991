/** The request for one pass through the transformer, and its result. */
import { free } from './free.ts';
import type { KeyValues } from './key-values.ts';

/** Rows of code logits, each of a weighted sum of final states. */
export interface ImageHead {
  /** How many states a row is the sum of. */
  readonly branches: number;
  /** [rows * branches]: positions, counted over [batch * paddedLength] and on through `others`. */
  readonly rows: BigInt64Array;
  /** [rows * branches]: the weights. */
  readonly weights: Float32Array;
  /** Final states [n, width] of sequences that are not of this pass. */
  readonly others?: Float32Array;
  /** Where given, the pass returns no whole rows, but the blocks of codes whose largest logit lies within this margin of the row's largest. */
  readonly logitMargin?: number;
}

export function eachAlone(rows: BigInt64Array): ImageHead {
  return { branches: 1, rows, weights: new Float32Array(rows.length).fill(1) };
}

/** Positions are counted over [batch * paddedLength] unless a field says otherwise. */
export interface ForwardRequest {
  /** [batch * rows], one sequence after another, filled up to equal length: all tokens, or those at `positions`. */
  readonly ids: BigInt64Array;
  readonly batch: number;
  /** How long each sequence is; absent: as long as its row of `ids`. */
  readonly lengths?: readonly number[];
  /** Left in it by a full pass, read and brought up to date by a partial one. */
  readonly state?: KeyValues;
  /** [batch * rows]: where each computed row lies in its own sequence. Absent: a full pass. */
  readonly positions?: Int32Array;
  readonly image?: ImageHead;
  /** Positions at which logits of the text part of the vocabulary are wanted. */
  readonly textRows?: BigInt64Array;
  /** Positions of which only the largest logit is wanted, which then alone leaves the graph. */
  readonly imageMaxRows?: BigInt64Array;
  readonly textMaxRows?: BigInt64Array;
  /** Also the final states of the computed rows, where no state keeps them. */
  readonly states?: boolean;
  /** Also the inputs of every block and the final norm's output; only graphs made for comparing have them. */
  readonly hidden?: boolean;
}

export interface ForwardResult {
  /** [rows, codebookSize]; empty where `logitMargin` is given. */
  readonly imageLogits: Float32Array;
  /** [n, codes of a block], and of each its row and block [n, 2], ascending; empty without a `logitMargin`. */
  readonly imageBlocks: Float32Array;
  readonly imageBlocksAt: Int32Array;
  /** [rows]: the softmax probability of the likeliest code. */
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

/** Gives back the memory of all that a pass returned. */
export function freeResult({ hidden, ...numbers }: ForwardResult): void {
  free(...Object.values(numbers), ...hidden);
}
