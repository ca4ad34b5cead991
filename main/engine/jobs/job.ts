/** What a job is given besides its request, and how it tells its progress. */
import type { z } from 'zod';
import type { describeProgressSchema } from '../../../preload/contract/engine.ts';

export type DescribeProgress = z.infer<typeof describeProgressSchema>;

export interface JobHooks<P> {
  readonly progress?: (progress: P) => void;
  /** Read between steps. */
  readonly cancelled?: () => boolean;
  /** Without previews, e.g. on the command line. */
  readonly previews?: boolean;
}

export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/** Seconds to the end at the pace of the steps so far; null before the first. */
export function secondsLeft(done: number, of: number, elapsed: number): number | null {
  return done === 0 ? null : (elapsed / done) * (of - done);
}
