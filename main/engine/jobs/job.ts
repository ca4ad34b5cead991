/** What a job is given besides its request, and how it tells its progress. */
import type { z } from 'zod';
import type { describeProgressSchema } from '../../../preload/contract/describing.ts';

/** The progress of an answer in words. */
export type DescribeProgress = z.infer<typeof describeProgressSchema>;

/** What a job reports, and whether it is cancelled. */
export interface JobHooks<P> {
  readonly progress?: (progress: P) => void;
  /** Read between steps. */
  readonly cancelled?: () => boolean;
  /** Without previews, e.g. on the command line. */
  readonly previews?: boolean;
}

/** Seconds since a time of `performance.now()`. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/** Seconds to the end at the speed of the steps so far; null before the first step. */
export function secondsLeft(done: number, of: number, elapsed: number): number | null {
  return done === 0 ? null : (elapsed / done) * (of - done);
}
