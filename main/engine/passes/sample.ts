/** Candidates drawn side by side: one loop each, with a seed of its own, and one batch through the model a step. */
import type { CodeLogits } from '../sampler/code-rows.ts';
import { type DenoiseOptions, type DenoiseResult, type DenoiseStep, denoise } from '../sampler/denoise.ts';
import { SeededNoise } from '../sampler/random.ts';
import { type DrawTrace, TraceRecorder } from '../sampler/trace.ts';
import type { Asked } from './branches.ts';
import { Lockstep } from './lockstep.ts';

export interface Sampled {
  readonly seed: number;
  readonly outcome: DenoiseResult['outcome'];
  readonly codes: Int32Array<ArrayBuffer>;
  readonly trace: DrawTrace;
}

export interface SampleOptions extends Omit<DenoiseOptions, 'noise' | 'logits' | 'onStep' | 'cancelled'> {
  readonly seeds: readonly number[];
  /** What the cells that are not masked came from, where a drawing goes on. */
  readonly earlier?: { readonly fixedAt: Int16Array; readonly confidence: Float32Array } | undefined;
  readonly logits: (asked: readonly (Asked | undefined)[], step: number) => Promise<readonly CodeLogits[]>;
  /** Told of the first candidate alone: the others are as far. */
  readonly onStep?: (step: DenoiseStep) => void | Promise<void>;
  readonly cancelled: () => boolean;
}

/** In the order of `seeds`. Each is what it would be alone. */
export async function sampleTogether(options: SampleOptions): Promise<readonly Sampled[]> {
  const { seeds, earlier, logits, onStep, cancelled, ...shared } = options;
  let current = 0;
  const steps = new Lockstep<Asked, CodeLogits>(seeds.length, (asked) => logits(asked, current));
  let failed = false;
  const one = async (seed: number, member: number): Promise<Sampled> => {
    const recorder = new TraceRecorder(shared.grid, earlier);
    try {
      const { outcome, grid } = await denoise({
        ...shared,
        noise: new SeededNoise(seed),
        logits: ({ step, grid, maskedCells }) => {
          current = step;
          return steps.ask(member, { grid, maskedCells });
        },
        onStep: (step) => {
          recorder.observe(step);
          return member === 0 ? onStep?.(step) : undefined;
        },
        cancelled: () => failed || cancelled(),
      });
      return { seed, outcome, codes: grid, trace: recorder.trace };
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      steps.leave(member);
    }
  };
  // All come to an end before a failure is told: nothing of this job may run on under the next one.
  const ends = await Promise.allSettled(seeds.map(one));
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
