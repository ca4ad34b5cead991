/**
 * Block-wise, semi-autoregressive sampling of text: every step fixes the most confident tokens of the current block.
 */
import { guideText } from './guidance.ts';
import type { NoiseSource } from './random.ts';
import type { Predicted } from './refresh.ts';
import { tokensPerStep } from './schedule.ts';
import { TextRows } from './text-rows.ts';

/** The logits that a step needs. Positions count from 0 in the answer and ascend. */
export interface TextRequest {
  readonly step: number;
  /** Token ids, `maskId` where masked. */
  readonly answer: Int32Array;
  readonly masked: Int32Array;
  /** Masked positions of the current block, which are the first of `masked`. */
  readonly wanted: Int32Array;
  /** Positions of `wanted` without any logits yet. The others need logits only where they changed. */
  readonly missing: Int32Array;
  /** The step's likely outcome by the logits of the step before. Positions without logits come first. */
  readonly predicted?: Predicted;
}

/** Float32 logits over the text vocabulary at the requested positions. */
export interface TextLogits {
  /** [positions, columns] */
  readonly conditional: Float32Array;
  readonly unconditional?: Float32Array;
  /** The positions of the rows. Absent where the rows are all of `masked`. */
  readonly positions?: Int32Array;
}

/** What one step did. */
export interface TextStep {
  /** Counts through all blocks: block * stepsPerBlock + step within the block. */
  readonly step: number;
  readonly masked: Int32Array;
  /** Positions fixed in this step, ascending, and their ids. */
  readonly fixed: readonly { readonly position: number; readonly id: number }[];
  /** Token ids so far, `maskId` where masked. Valid during the call only. */
  readonly answer: Int32Array;
}

/** Settings of a block-wise run, and where its logits come from. */
export interface BlocksOptions {
  readonly genLength: number;
  readonly blockLength: number;
  readonly steps: number;
  readonly textGuidance: number;
  readonly samplingTemperature: number;
  readonly maskId: number;
  /** Columns of the logits, which is how many ids an answer may take. */
  readonly columns: number;
  /** The answer ends with the block in which one of these ids appears. */
  readonly stopIds: readonly number[];
  /**
   * Whether it ends as soon as everything before the first stop id is fixed. Nothing that is read changes, since nothing
   * after that id is. The reference goes on to the end of the block.
   */
  readonly endsEarly?: boolean;
  /**
   * A step also fixes every token of at least this confidence, 0 to 1, and nothing behind a stop id is sampled any more
   * (Fast-dLLM, https://arxiv.org/abs/2505.22618, section 3.3). Absent means that a step fixes its own number and no more.
   */
  readonly confidenceThreshold?: number;
  readonly noise: NoiseSource;
  /** Whether requests say which positions the step is likely to fix. */
  readonly predicts?: boolean;
  readonly logits: (request: TextRequest) => TextLogits | Promise<TextLogits>;
  readonly onStep?: (step: TextStep) => void | Promise<void>;
  readonly cancelled?: () => boolean;
}

/** How a run ended, and the ids it sampled. */
export interface BlocksResult {
  readonly outcome: 'done' | 'cancelled';
  /** Token ids up to the end of the last sampled block. Behind a stop id some may still be masked. */
  readonly answer: Int32Array;
  /** How many steps were taken. */
  readonly steps: number;
}

/** Divides an answer into blocks and the steps among them. Every block gets at least one step. */
export function scheduleBlocks(options: Pick<BlocksOptions, 'genLength' | 'blockLength' | 'steps'>) {
  const blockLength = Math.min(options.blockLength, options.genLength);
  const blocks = Math.ceil(options.genLength / blockLength);
  const stepsPerBlock = Math.max(1, Math.floor(options.steps / blocks));
  return { blocks, blockLength, stepsPerBlock, steps: blocks * stepsPerBlock };
}

/** The steps of an answer that is sampled to its full length. A step that fixes nothing is none. */
export function mostSteps(options: Pick<BlocksOptions, 'genLength' | 'blockLength' | 'steps'>): number {
  const { blocks, blockLength, stepsPerBlock } = scheduleBlocks(options);
  const last = options.genLength - (blocks - 1) * blockLength;
  return (blocks - 1) * Math.min(stepsPerBlock, blockLength) + Math.min(stepsPerBlock, last);
}

/** Blocks of an answer, their length in tokens, and the steps of each. */
export type BlockSchedule = ReturnType<typeof scheduleBlocks>;

function maskedPositions(answer: Int32Array, maskId: number): Int32Array {
  const positions: number[] = [];
  for (let p = 0; p < answer.length; p++) if (answer[p] === maskId) positions.push(p);
  return Int32Array.from(positions);
}

function guided({ conditional, unconditional }: TextLogits, scale: number): Float32Array {
  return scale > 0 && unconditional !== undefined ? guideText(conditional, unconditional, scale) : conditional;
}

/** Positions in the order in which the present logits would fix them. Positions without logits come first. */
function likeliest(wanted: Int32Array, rows: TextRows, step: number, noise: NoiseSource): Int32Array {
  const sure = Array.from(wanted, (position, row) => {
    return rows.has(position) ? rows.sample(position, noise, step, row).confidence : Number.POSITIVE_INFINITY;
  });
  const order = [...wanted.keys()].sort((a, b) => sure[b] - sure[a] || a - b);
  return Int32Array.from(order, (row) => wanted[row]);
}

/** Writes the `count` most confident tokens of the positions `wanted` into `answer`, and all that reach the threshold. */
function fixSurest(
  answer: Int32Array,
  wanted: Int32Array,
  rows: TextRows,
  { count, threshold }: { readonly count: number; readonly threshold: number },
  step: number,
  noise: NoiseSource,
): { position: number; id: number }[] {
  const candidates = Array.from(wanted, (position, row) => ({ position, ...rows.sample(position, noise, step, row) }));
  candidates.sort((a, b) => b.confidence - a.confidence || a.position - b.position);
  const fixed = candidates
    .filter(({ confidence }, order) => order < count || confidence >= threshold)
    .map(({ position, id }) => ({ position, id }));
  for (const { position, id } of fixed) {
    answer[position] = id;
    rows.drop(position);
  }
  return fixed.sort((a, b) => a.position - b.position);
}

/** The position of the first stop id; the answer's length where there is none. */
function endOf(answer: Int32Array, stopIds: readonly number[]): number {
  const at = answer.findIndex((id) => stopIds.includes(id));
  return at < 0 ? answer.length : at;
}

/**
 * Samples an answer of `genLength` tokens (Lumina-DiMOO, arXiv 2510.06308, section on multimodal understanding). It
 * stops between steps when it is cancelled, and after the block in which a stop id appears.
 */
export async function sampleBlocks(options: BlocksOptions): Promise<BlocksResult> {
  const { maskId, stopIds, endsEarly = false, confidenceThreshold: threshold } = options;
  const answer = new Int32Array(options.genLength).fill(maskId);
  const rows = new TextRows(options.columns, options.samplingTemperature);
  const { blocks, blockLength, stepsPerBlock } = scheduleBlocks(options);
  let steps = 0;
  for (let block = 0; block < blocks; block++) {
    const start = block * blockLength;
    const end = Math.min(start + blockLength, answer.length);
    const counts = tokensPerStep(end - start, stepsPerBlock);
    for (let inBlock = 0; inBlock < stepsPerBlock; inBlock++) {
      if (options.cancelled?.()) return { outcome: 'cancelled', answer: answer.slice(0, end), steps };
      // More steps than tokens: a step that fixes nothing needs no model pass.
      if (counts[inBlock] === 0) continue;
      const step = block * stepsPerBlock + inBlock;
      const masked = maskedPositions(answer, maskId);
      const reach = threshold === undefined ? end : Math.min(end, endOf(answer, stopIds));
      const wanted = masked.filter((position) => position < reach);
      if (wanted.length === 0) break;
      const missing = wanted.filter((position) => !rows.has(position));
      const expected = options.predicts === true &&
        missing.length < wanted.length && {
          predicted: { fixes: counts[inBlock], likely: likeliest(wanted, rows, step, options.noise) },
        };
      const given = await options.logits({ step, answer, masked, wanted, missing, ...expected });
      steps += 1;
      const logits = guided(given, options.textGuidance);
      (given.positions ?? masked).forEach((position, row) => {
        if (position < end) rows.update(position, logits, row);
      });
      const many = { count: counts[inBlock], threshold: threshold ?? Number.POSITIVE_INFINITY };
      const fixed = fixSurest(answer, wanted, rows, many, step, options.noise);
      await options.onStep?.({ step, masked, fixed, answer });
      if (endsEarly && !answer.subarray(0, endOf(answer, stopIds)).includes(maskId)) break;
    }
    if (answer.subarray(0, end).some((id) => stopIds.includes(id))) {
      return { outcome: 'done', answer: answer.slice(0, end), steps };
    }
  }
  return { outcome: 'done', answer, steps };
}
