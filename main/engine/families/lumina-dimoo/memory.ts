/**
 * What a job takes beside the loaded model, by account of its largest tensors. ONNX Runtime keeps what a pass has taken for
 * the next one, and the codec's on top of it.
 */
import { elementTypesOf, type Manifest } from '../../../../preload/contract/manifest.ts';
import { numbersAtOnce } from '../../codec/tile-plan.ts';
import { batchesOf } from '../../passes/batches.ts';

/** The sequences of a candidate. */
interface Sequences {
  /** Tokens of every branch of guidance. */
  readonly lengths: readonly number[];
  /** Cells or words that are drawn, before the first step. */
  readonly masked: number;
  /** Whether keys and values are kept between steps. */
  readonly cached: boolean;
}

interface DrawnSequences extends Sequences {
  /** Cells of the picture. */
  readonly cells: number;
  /** Pixels that finishing processes. */
  readonly pixels: number;
}

type Sizes = Pick<Manifest, 'transformer' | 'codebookSize' | 'codeOffset' | 'codec' | 'elementTypes'>;

const FLOAT = 4;

/**
 * Numbers of a position that a pass has at once, in widths: the MLP's three rows of three widths each and its input, and
 * what attention reads and gives. The scores of attention are there in small blocks alone.
 */
const AT_ONCE = 16;

/** Times that logits are there: ONNX Runtime's own, their softmax, and ours. */
const LOGITS = 3;

/** Bytes that finishing takes for a pixel gone over: the patch without and with its alpha, the rows of its PNG, the receipt's picture. */
const COPIED = 12;

/** Bytes that a candidate takes. */
export function bytesOfDrawing(sizes: Sizes, drawn: DrawnSequences): number {
  const { patchSize, tiles } = sizes.codec;
  const steps = kept(sizes, drawn) + logits(drawn.masked, sizes.codebookSize);
  const decoding = FLOAT * numbersAtOnce(drawn.cells * patchSize * patchSize, tiles) + COPIED * drawn.pixels;
  // What is kept between steps is given back before the picture is decoded.
  return pass(sizes, drawn) + Math.max(steps, decoding);
}

/** Bytes that an answer in words takes. */
export function bytesOfAnswer(sizes: Sizes, answer: Sequences): number {
  return pass(sizes, answer) + kept(sizes, answer) + logits(answer.masked, sizes.codeOffset);
}

/** Bytes of one pass over the batch that is the largest. */
function pass(sizes: Sizes, { lengths, cached }: Sequences): number {
  const { width, heads, layers } = sizes.transformer;
  const batches = batchesOf(lengths, heads).map((members) => {
    return members.length * Math.max(...members.map((member) => lengths[member] ?? 0));
  });
  const rows = Math.max(...batches);
  // A cached pass gives the keys and values of all of its layers, which are copied from there.
  return rows * width * (FLOAT * AT_ONCE + (cached ? 2 * layers * keyBytes(sizes) : 0));
}

/** Bytes that are kept from step to step: final states where several branches meet, and with a cache the keys and values of each layer. */
function kept(sizes: Sizes, { lengths, cached }: Sequences): number {
  const { width, layers } = sizes.transformer;
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  return tokens * width * (FLOAT + (cached ? 2 * layers * keyBytes(sizes) : 0));
}

function logits(rows: number, columns: number): number {
  return FLOAT * LOGITS * rows * columns;
}

function keyBytes(sizes: Sizes): number {
  return elementTypesOf(sizes).keyValues === 'float16' ? FLOAT / 2 : FLOAT;
}
