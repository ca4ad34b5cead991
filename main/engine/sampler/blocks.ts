/** Text, block-wise and semi-autoregressive: the surest tokens of the current block are fixed at every step. */
import { guideText } from './guidance.ts';
import type { NoiseSource } from './random.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';
import { tokensPerStep } from './schedule.ts';

export interface TextLogits {
  /** [masked, columns] */
  readonly conditional: Float32Array;
  readonly unconditional?: Float32Array;
}

export interface TextStep {
  /** Counts on over the blocks: block * stepsPerBlock + step. */
  readonly step: number;
  readonly masked: Int32Array;
  /** Positions fixed in this step, ascending, and their ids. */
  readonly fixed: readonly { readonly position: number; readonly id: number }[];
  /** The answer so far, `maskId` where not known. Valid during the call only. */
  readonly answer: Int32Array;
}

export interface BlocksOptions {
  readonly genLength: number;
  readonly blockLength: number;
  readonly steps: number;
  readonly textGuidance: number;
  readonly samplingTemperature: number;
  readonly maskId: number;
  /** Columns of the logits: the ids that an answer may take. */
  readonly columns: number;
  /** Finding one of these after a block ends the answer there. */
  readonly stopIds: readonly number[];
  readonly noise: NoiseSource;
  /** Logits at the masked positions (from 0 in the answer); null in `answer` does not occur. */
  readonly logits: (request: {
    readonly step: number;
    readonly answer: Int32Array;
    readonly masked: Int32Array;
  }) => TextLogits | Promise<TextLogits>;
  readonly onStep?: (step: TextStep) => void | Promise<void>;
  readonly cancelled?: () => boolean;
}

export interface BlocksResult {
  readonly outcome: 'done' | 'cancelled';
  /** Up to the end of the last block that was sampled. */
  readonly answer: Int32Array;
}

/** Blocks, and steps in each, of these settings; every block gets one step at least. */
export function planBlocks(options: Pick<BlocksOptions, 'genLength' | 'blockLength' | 'steps'>) {
  const blockLength = Math.min(options.blockLength, options.genLength);
  const blocks = Math.ceil(options.genLength / blockLength);
  const stepsPerBlock = Math.max(1, Math.floor(options.steps / blocks));
  return { blocks, blockLength, stepsPerBlock, steps: blocks * stepsPerBlock };
}

/** argmax(logits - T * log(-log u)) = argmax(exp(logits) / (-log u)^T), in doubles: low precision harms text. */
function sampleToken(logits: Float32Array, row: number, place: number, step: number, options: BlocksOptions): number {
  const { columns, samplingTemperature, noise } = options;
  if (samplingTemperature === 0) return indexOfLargest(logits, row * columns, columns);
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < columns; id++) {
    const logit = logits[row * columns + id];
    const score = logit - samplingTemperature * Math.log(-Math.log(noise.uniform(step, 'token', row, place, id)));
    if (score > bestScore) {
      best = id;
      bestScore = score;
    }
  }
  return best;
}

function probabilityOf(logits: Float32Array, row: number, columns: number, id: number): number {
  const from = row * columns;
  const largest = logits[from + indexOfLargest(logits, from, columns)];
  return Math.exp(logits[from + id] - largest) / sumOfExp(logits, from, columns, largest);
}

function maskedPositions(answer: Int32Array, maskId: number): Int32Array {
  const positions: number[] = [];
  for (let p = 0; p < answer.length; p++) if (answer[p] === maskId) positions.push(p);
  return Int32Array.from(positions);
}

/** The `count` surest tokens before `end`, written into `answer`. */
function fixSurest(
  answer: Int32Array,
  masked: Int32Array,
  logits: Float32Array,
  count: number,
  end: number,
  step: number,
  options: BlocksOptions,
): { position: number; id: number }[] {
  const candidates: { position: number; id: number; confidence: number }[] = [];
  for (let row = 0; row < masked.length && masked[row] < end; row++) {
    const id = sampleToken(logits, row, masked[row], step, options);
    candidates.push({ position: masked[row], id, confidence: probabilityOf(logits, row, options.columns, id) });
  }
  candidates.sort((a, b) => b.confidence - a.confidence || a.position - b.position);
  const fixed = candidates.slice(0, count).map(({ position, id }) => ({ position, id }));
  for (const { position, id } of fixed) answer[position] = id;
  return fixed.sort((a, b) => a.position - b.position);
}

export async function sampleBlocks(options: BlocksOptions): Promise<BlocksResult> {
  const { maskId } = options;
  const answer = new Int32Array(options.genLength).fill(maskId);
  const { blocks, blockLength, stepsPerBlock } = planBlocks(options);
  for (let block = 0; block < blocks; block++) {
    const start = block * blockLength;
    const end = Math.min(start + blockLength, answer.length);
    const counts = tokensPerStep(end - start, stepsPerBlock);
    for (let inBlock = 0; inBlock < stepsPerBlock; inBlock++) {
      if (options.cancelled?.()) return { outcome: 'cancelled', answer: answer.slice(0, end) };
      // More steps than tokens: a step that fixes nothing needs no model pass.
      if (counts[inBlock] === 0) continue;
      const step = block * stepsPerBlock + inBlock;
      const masked = maskedPositions(answer, maskId);
      const { conditional, unconditional } = await options.logits({ step, answer, masked });
      const logits =
        options.textGuidance > 0 && unconditional !== undefined
          ? guideText(conditional, unconditional, options.textGuidance)
          : conditional;
      const fixed = fixSurest(answer, masked, logits, counts[inBlock], end, step, options);
      await options.onStep?.({ step, masked, fixed, answer });
    }
    if (answer.subarray(0, end).some((id) => options.stopIds.includes(id))) {
      return { outcome: 'done', answer: answer.slice(0, end) };
    }
  }
  return { outcome: 'done', answer };
}
