/** Records what a cached job computes in every step and compares it with the reference. */
import type { CacheSchedule } from '../passes/sequence-batch.ts';
import type { Branch } from '../sampler/guidance.ts';
import type { CacheDials } from '../sampler/refresh.ts';
import { countDifferent } from './outcome.ts';

interface CachedTrace {
  readonly steps: number;
  readonly cache?: CacheDials | null | undefined;
  readonly trace: readonly {
    readonly step: number;
    readonly refresh?: boolean | undefined;
    readonly recomputed?: Readonly<Record<string, readonly number[]>> | null | undefined;
  }[];
}

/** Positions that each step computed. */
export class PassLog {
  /** Positions by step and branch; null where the step computed everything. */
  readonly #seen = new Map<string, Int32Array | null>();

  /** The cache schedule of a trace with this log attached, or undefined where the trace has no cache. */
  schedule({ cache, steps }: CachedTrace): CacheSchedule | undefined {
    if (cache === null || cache === undefined) return undefined;
    const onPass = (step: number, branch: Branch, positions: Int32Array | null) => {
      this.#seen.set(`${step} ${branch}`, positions);
    };
    return { dials: cache, steps, onPass };
  }

  /** Number of positions computed by one side only. */
  different({ cache, trace }: CachedTrace): number {
    if (cache === null || cache === undefined) return 0;
    let different = 0;
    for (const { step, refresh, recomputed } of trace) {
      if (refresh) different += this.#seen.get(`${step} conditional`) === null ? 0 : 1;
      for (const [branch, wanted] of Object.entries(recomputed ?? {})) {
        different += countDifferent(this.#seen.get(`${step} ${branch}`) ?? [], wanted);
      }
    }
    return different;
  }
}
