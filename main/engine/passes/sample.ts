/**
 * Draws candidates side by side: a loop with a seed of its own for each, and one batch through the model for every
 * step.
 */
import type { CodeLogits } from '../sampler/code-rows.ts';
import { type DenoiseOptions, type DenoiseResult, type DenoiseStep, denoise } from '../sampler/denoise.ts';
import { SeededNoise } from '../sampler/random.ts';
import { type DrawTrace, TraceRecorder } from '../sampler/trace.ts';
import type { Asked } from './branches.ts';
import { Lockstep } from './lockstep.ts';

/** One finished or cancelled candidate. */
export interface Sampled {
  readonly seed: number;
  readonly outcome: DenoiseResult['outcome'];
  readonly codes: Int32Array<ArrayBuffer>;
  readonly trace: DrawTrace;
}

/** Settings that all candidates share. */
export interface SampleOptions extends Omit<DenoiseOptions, 'noise' | 'logits' | 'onStep' | 'cancelled'> {
  readonly seeds: readonly number[];
  /** Trace of the cells that are not masked, where a drawing continues. */
  readonly earlier?: { readonly fixedAt: Int16Array; readonly confidence: Float32Array } | undefined;
  readonly logits: (asked: readonly (Asked | undefined)[], step: number) => Promise<readonly CodeLogits[]>;
  /** Called for the first candidate only, since all candidates are equally far. */
  readonly onStep?: (step: DenoiseStep) => void | Promise<void>;
  readonly cancelled: () => boolean;
}

/** Samples all candidates, in the order of `seeds`. Each equals the candidate of its seed drawn alone. */
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
  // All loops end before a failure is reported, so that no part of this job runs beside the next one.
  const ends = await Promise.allSettled(seeds.map(one));
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
