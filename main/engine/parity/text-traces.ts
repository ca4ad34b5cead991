/** Compares block-wise text sampling with recorded traces. */
import { sampleBlocks, type TextLogits, type TextStep } from '../sampler/blocks.ts';
import type { Vocabulary } from '../tasks/layout.ts';
import type { Oracle, TextTrace } from './oracle.ts';
import { countDifferent, equal, type Outcome } from './outcome.ts';
import { RecordedNoise } from './recorded-noise.ts';

/** Gives the logits of a step, recorded or from a model. */
export type TextTraceLogits = (request: {
  step: number;
  answer: Int32Array;
  masked: Int32Array;
}) => TextLogits | Promise<TextLogits>;

/**
 * The recorded logits of a step.
 * @throws Error where the trace holds none
 */
export function recordedTextLogits(oracle: Oracle, trace: TextTrace, step: number): TextLogits {
  const refs = trace.trace.find((entry) => entry.step === step)?.logits ?? [];
  const [conditional, unconditional] = refs.map((ref) => oracle.float32(ref));
  if (conditional === undefined) throw new Error(`The trace ${trace.name} holds no logits for step ${step}.`);
  return { conditional, ...(unconditional && { unconditional }) };
}

/** Runs a trace over the whole vocabulary, as the reference does. Returns how many ids and positions differ. */
export async function textTraceDifference(
  oracle: Oracle,
  trace: TextTrace,
  vocabulary: Vocabulary,
  columns: number,
  logits: TextTraceLogits,
): Promise<number> {
  const steps: TextStep[] = [];
  const recorded = trace.trace.map(({ step, noise }) => ({ step, ...(noise && { token: oracle.numbers(noise) }) }));
  const result = await sampleBlocks({
    genLength: trace.genLength,
    blockLength: trace.blockLength,
    steps: trace.steps,
    textGuidance: trace.textGuidance,
    samplingTemperature: trace.samplingTemperature,
    maskId: vocabulary.specialTokens.mask,
    columns,
    stopIds: [vocabulary.specialTokens.endOfText],
    noise: new RecordedNoise(recorded, columns),
    logits,
    onStep: (step) => {
      steps.push(step);
    },
  });
  // Recorded positions count from the start of the sequence. The answer begins after <answer>.
  const first = trace.answerStart + 1;
  const numbers = (fixed: readonly { position: number; id: number }[], offset: number) =>
    [...fixed].sort((a, b) => a.position - b.position).flatMap(({ position, id }) => [position + offset, id]);
  let different = countDifferent(result.answer, trace.answer);
  for (const wanted of trace.trace) {
    const step = steps.find((candidate) => candidate.step === wanted.step);
    different += countDifferent(numbers(step?.fixed ?? [], first), numbers(wanted.fixed, 0));
  }
  return different;
}

/** Runs the sampler alone on recorded logits. */
export async function compareTextSampler(
  oracle: Oracle,
  trace: TextTrace,
  vocabulary: Vocabulary,
  columns: number,
): Promise<Outcome> {
  const different = await textTraceDifference(oracle, trace, vocabulary, columns, ({ step }) =>
    recordedTextLogits(oracle, trace, step),
  );
  return equal(`text ${trace.name}, sampler alone`, different, 'ids');
}
