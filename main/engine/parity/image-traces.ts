/** Compares image sampling with recorded traces: with the same noise every step gives the same codes. */

import type { CodeLogits } from '../sampler/code-rows.ts';
import { type DenoiseStep, denoise, type LogitsRequest, MASKED } from '../sampler/denoise.ts';
import { type BranchLogits, type Guidance, guide } from '../sampler/guidance.ts';
import type { Vocabulary } from '../tasks/layout.ts';
import type { ImageTrace, Oracle } from './oracle.ts';
import { countDifferent, equal, largestDifference, type Outcome } from './outcome.ts';
import { RecordedNoise } from './recorded-noise.ts';

/** The grid that a trace starts from. */
export interface TracedGrid {
  /** Row-major codes, MASKED where drawn. */
  readonly grid: Int32Array;
  /** Position of each cell in the conditional sequence. */
  readonly positions: Int32Array;
}

/** The grid that a trace starts from, read back from its conditional sequence. */
export function gridOfTrace(trace: ImageTrace, vocabulary: Vocabulary): TracedGrid {
  const { mask, endOfLine } = vocabulary.specialTokens;
  const grid: number[] = [];
  const positions: number[] = [];
  for (let position = trace.answerStart + 2; position < trace.conditional.length - 2; position++) {
    const id = trace.conditional[position] ?? endOfLine;
    if (id === endOfLine) continue;
    grid.push(id === mask ? MASKED : id - vocabulary.codeOffset);
    positions.push(position);
  }
  return { grid: Int32Array.from(grid), positions: Int32Array.from(positions) };
}

/**
 * The recorded logits of a step: conditional, then the unconditional branches.
 * @throws Error where the trace holds none
 */
export function recordedLogits(oracle: Oracle, trace: ImageTrace, step: number): BranchLogits {
  const refs = trace.trace.find((entry) => entry.step === step)?.logits ?? [];
  const [conditional, unconditionalText, unconditionalImage] = refs.map((ref) => oracle.float32(ref));
  if (conditional === undefined) throw new Error(`The trace ${trace.name} holds no logits for step ${step}.`);
  return {
    conditional,
    ...(unconditionalText && { unconditionalText }),
    ...(unconditionalImage && { unconditionalImage }),
  };
}

/** The guidance of a trace. */
export function guidanceOf(trace: ImageTrace): Guidance {
  return { text: trace.textGuidance, image: trace.imageGuidance };
}

/** Gives the logits of a step, recorded or from a model. */
export type TraceLogits = (request: LogitsRequest) => CodeLogits | Promise<CodeLogits>;

/** Runs the sampler on a trace's noise, with logits from `logits`. */
export async function runTrace(
  oracle: Oracle,
  trace: ImageTrace,
  { grid }: TracedGrid,
  codebookSize: number,
  logits: TraceLogits,
): Promise<{ steps: DenoiseStep[]; codes: Int32Array }> {
  const recorded = trace.trace.map(({ step, codeNoise, choiceNoise }) => ({
    step,
    ...(codeNoise && { code: oracle.numbers(codeNoise) }),
    ...(choiceNoise && { choice: oracle.numbers(choiceNoise) }),
  }));
  const steps: DenoiseStep[] = [];
  const result = await denoise({
    grid,
    codebookSize,
    steps: trace.steps,
    samplingTemperature: trace.samplingTemperature,
    noise: new RecordedNoise(recorded, codebookSize),
    logits,
    onStep: (step) => {
      steps.push(step);
    },
  });
  return { steps, codes: result.grid };
}

/** How far a run lies from its trace. */
export interface TraceDifference {
  /** How many codes, masks and steps differ. */
  readonly different: number;
  /** Largest difference in confidence. */
  readonly confidence: number;
  /** The part of `confidence` beyond the reference's own rounding. */
  readonly unexplained: number;
}

/**
 * Compares the steps of a run with its trace.
 * @param positions position of each cell in the conditional sequence
 */
export function differenceOf(
  trace: ImageTrace,
  steps: readonly DenoiseStep[],
  codes: Int32Array,
  positions: Int32Array,
): TraceDifference {
  const at = (cells: Int32Array) => Array.from(cells, (cell) => positions[cell] ?? -1);
  let different = countDifferent(codes, trace.codes) + Math.abs(steps.length - trace.trace.length);
  let confidence = 0;
  let unexplained = 0;
  for (const [index, wanted] of trace.trace.entries()) {
    const step = steps[index];
    if (step === undefined) continue;
    different += countDifferent(at(step.maskedCells), wanted.masked);
    different += countDifferent(step.sampled, wanted.sampled);
    different += countDifferent(at(step.stillMasked), wanted.stillMasked);
    const difference = largestDifference(step.confidence, wanted.confidence);
    confidence = Math.max(confidence, difference);
    unexplained = Math.max(unexplained, difference - (wanted.confidenceRounding ?? 0));
  }
  return { different, confidence, unexplained };
}

/** Tolerance of the confidence, beyond the known rounding of the reference's own softmax. */
const CONFIDENCE = 1e-5;

/**
 * Runs the sampler alone on recorded logits: codes and masks are equal, and the confidence is within 1e-5 of the
 * formula.
 */
export async function compareSampler(
  oracle: Oracle,
  trace: ImageTrace,
  vocabulary: Vocabulary,
  codebookSize: number,
): Promise<Outcome> {
  const traced = gridOfTrace(trace, vocabulary);
  const { steps, codes } = await runTrace(oracle, trace, traced, codebookSize, ({ step }) => ({
    logits: guide(recordedLogits(oracle, trace, step), guidanceOf(trace)),
  }));
  const { different, confidence, unexplained } = differenceOf(trace, steps, codes, traced.positions);
  const name = `trace ${trace.name}, sampler alone`;
  if (different > 0) return equal(name, different, 'codes or masks');
  return {
    name,
    passed: unexplained <= CONFIDENCE,
    difference: confidence,
    note: "codes and masks equal; confidence at most 1e-5 and the reference's own rounding",
  };
}
