/** Text, block-wise and semi-autoregressive: the surest tokens of the current block are fixed at every step. */
import { guideText } from './guidance.ts';
import type { NoiseSource } from './random.ts';
import type { Predicted } from './refresh.ts';
import { tokensPerStep } from './schedule.ts';
import { TextRows } from './text-rows.ts';

/** Which logits a step needs. Positions count from 0 in the answer, ascending. */
export interface TextRequest {
  readonly step: number;
  /** `maskId` where not known. */
  readonly answer: Int32Array;
  readonly masked: Int32Array;
  /** Those of the block that is being written: the first of `masked`. */
  readonly wanted: Int32Array;
  /** Of these, those whose logits were never given; of the others only what has changed need be. */
  readonly missing: Int32Array;
  /** What the step is expected to do: by the logits of the step before, what was never given first. */
  readonly predicted?: Predicted;
}

export interface TextLogits {
  /** [positions, columns] */
  readonly conditional: Float32Array;
  readonly unconditional?: Float32Array;
  /** Which rows these are; absent: all of `masked`. */
  readonly positions?: Int32Array;
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
  /** Whether requests are to tell which positions are likely to be fixed. */
  readonly predicts?: boolean;
  readonly logits: (request: TextRequest) => TextLogits | Promise<TextLogits>;
  readonly onStep?: (step: TextStep) => void | Promise<void>;
  readonly cancelled?: () => boolean;
}

export interface BlocksResult {
  readonly outcome: 'done' | 'cancelled';
  /** Up to the end of the last block that was sampled. */
  readonly answer: Int32Array;
}

/** Blocks, and steps in each, of these settings; every block gets one step at least. */
export function scheduleBlocks(options: Pick<BlocksOptions, 'genLength' | 'blockLength' | 'steps'>) {
  const blockLength = Math.min(options.blockLength, options.genLength);
  const blocks = Math.ceil(options.genLength / blockLength);
  const stepsPerBlock = Math.max(1, Math.floor(options.steps / blocks));
  return { blocks, blockLength, stepsPerBlock, steps: blocks * stepsPerBlock };
}

export type BlockSchedule = ReturnType<typeof scheduleBlocks>;

function maskedPositions(answer: Int32Array, maskId: number): Int32Array {
  const positions: number[] = [];
  for (let p = 0; p < answer.length; p++) if (answer[p] === maskId) positions.push(p);
  return Int32Array.from(positions);
}

function guided({ conditional, unconditional }: TextLogits, scale: number): Float32Array {
  return scale > 0 && unconditional !== undefined ? guideText(conditional, unconditional, scale) : conditional;
}

/** Positions in the order in which the logits at hand would fix them; those without any first. */
function likeliest(wanted: Int32Array, rows: TextRows, step: number, noise: NoiseSource): Int32Array {
  const sure = Array.from(wanted, (position, row) => {
    return rows.has(position) ? rows.sample(position, noise, step, row).confidence : Number.POSITIVE_INFINITY;
  });
  const order = [...wanted.keys()].sort((a, b) => sure[b] - sure[a] || a - b);
  return Int32Array.from(order, (row) => wanted[row]);
}

/** The `count` surest tokens of those at `wanted`, the first of the masked positions, written into `answer`. */
function fixSurest(
  answer: Int32Array,
  wanted: Int32Array,
  rows: TextRows,
  count: number,
  step: number,
  noise: NoiseSource,
): { position: number; id: number }[] {
  const candidates = Array.from(wanted, (position, row) => ({ position, ...rows.sample(position, noise, step, row) }));
  candidates.sort((a, b) => b.confidence - a.confidence || a.position - b.position);
  const fixed = candidates.slice(0, count).map(({ position, id }) => ({ position, id }));
  for (const { position, id } of fixed) {
    answer[position] = id;
    rows.drop(position);
  }
  return fixed.sort((a, b) => a.position - b.position);
}

export async function sampleBlocks(options: BlocksOptions): Promise<BlocksResult> {
  const { maskId } = options;
  const answer = new Int32Array(options.genLength).fill(maskId);
  const rows = new TextRows(options.columns, options.samplingTemperature);
  const { blocks, blockLength, stepsPerBlock } = scheduleBlocks(options);
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
      const wanted = masked.filter((position) => position < end);
      const missing = wanted.filter((position) => !rows.has(position));
      const expected = options.predicts === true &&
        missing.length < wanted.length && {
          predicted: { fixes: counts[inBlock], likely: likeliest(wanted, rows, step, options.noise) },
        };
      const given = await options.logits({ step, answer, masked, wanted, missing, ...expected });
      const logits = guided(given, options.textGuidance);
      (given.positions ?? masked).forEach((position, row) => {
        if (position < end) rows.update(position, logits, row);
      });
      const fixed = fixSurest(answer, wanted, rows, counts[inBlock], step, options.noise);
      await options.onStep?.({ step, masked, fixed, answer });
    }
    if (answer.subarray(0, end).some((id) => options.stopIds.includes(id))) {
      return { outcome: 'done', answer: answer.slice(0, end) };
    }
  }
  return { outcome: 'done', answer };
}
