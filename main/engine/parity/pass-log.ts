/** What a cached job computed in every step, against what the reference did. */
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

export class PassLog {
  /** Positions by step and branch; null where everything was computed. */
  readonly #seen = new Map<string, Int32Array | null>();

  /** The trace's cache, watched; undefined where it has none. */
  plan({ cache, steps }: CachedTrace): CacheSchedule | undefined {
    if (cache === null || cache === undefined) return undefined;
    const onPass = (step: number, branch: Branch, positions: Int32Array | null) => {
      this.#seen.set(`${step} ${branch}`, positions);
    };
    return { dials: cache, steps, onPass };
  }

  /** How many positions were computed that should not have been, or the reverse. */
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
