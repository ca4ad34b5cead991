/**
 * Sequences that are one batch through the transformer, with a cache of its own for each where the job
 * has one. A sequence is a branch of guidance of one candidate. Made for one job and gone with it.
 */
import type { ForwardRequest, ForwardResult } from '../runtime/forward.ts';
import { freeResult } from '../runtime/forward.ts';
import { KeyValues } from '../runtime/key-values.ts';
import type { Transformer } from '../runtime/transformer.ts';
import { BranchCache } from '../sampler/branch-cache.ts';
import type { Branch } from '../sampler/guidance.ts';
import { type CacheDials, type Foreseen, isRefresh, refreshesKnown } from '../sampler/refresh.ts';
import { type Head, largestOf, paddedTo } from './pass-rows.ts';

/** A job's cache: its dials, and how many steps the job has. */
export interface CachePlan {
  readonly dials: CacheDials;
  readonly steps: number;
  /** Told before every pass what it computes: positions in the branch's sequence, null for all. */
  readonly onPass?: (step: number, branch: Branch, positions: Int32Array | null) => void;
}

/** One sequence of the batch. */
export interface Lane {
  readonly candidate: number;
  readonly branch: Branch;
  /** Which of the job's branches it is. */
  readonly index: number;
  /** Where the answer begins. */
  readonly start: number;
  readonly ids: readonly number[];
}

export interface Pass {
  /** Per lane, in its own sequence, ascending; absent: everything. */
  readonly positions?: readonly Int32Array[];
  /** Likewise: what is masked now. */
  readonly masked: readonly Int32Array[];
  readonly keeps: boolean;
  /** Whether the largest logit of every computed row is wanted. */
  readonly measures: boolean;
}

/** What is wanted of a pass, at places of the batch: see `Transformer`. */
export type Wanted = Pick<ForwardRequest, 'image' | 'textRows' | 'states'>;

const NONE = new Int32Array(0);

export class Group {
  readonly lanes: readonly Lane[];
  /** Of each lane, those that are filled up included. */
  readonly places: number;
  /** [lanes, places]; written by whoever knows the answers so far. */
  readonly ids: BigInt64Array;
  readonly #lengths: readonly number[];
  readonly #transformer: Transformer;
  readonly #plan: CachePlan | undefined;
  readonly #everything: readonly Int32Array[];
  readonly #state: KeyValues;
  readonly #caches: readonly BranchCache[];
  /** Per lane: what may be computed again after the first pass. */
  #candidates: readonly Int32Array[];
  /** Of the last run. */
  #given: ForwardResult | undefined;

  constructor(transformer: Transformer, lanes: readonly Lane[], plan: CachePlan | undefined) {
    this.#transformer = transformer;
    this.#plan = plan;
    this.lanes = lanes;
    this.#lengths = lanes.map(({ ids }) => ids.length);
    this.#state = new KeyValues(this.#lengths);
    this.places = this.#state.places;
    this.ids = new BigInt64Array(lanes.length * this.places);
    lanes.forEach(({ ids }, lane) => {
      this.ids.set(BigInt64Array.from(ids, BigInt), lane * this.places);
    });
    this.#everything = this.#lengths.map((length) => Int32Array.from({ length }, (_, i) => i));
    this.#candidates = this.#everything;
    this.#caches = plan === undefined ? [] : this.#lengths.map((length) => new BranchCache(length));
  }

  /** Final states [lanes * places, width] after a pass, where a cache keeps them. */
  get states(): Float32Array | undefined {
    return this.#state.empty ? undefined : this.#state.states;
  }

  /**
   * What step `step` (from 0) computes; `run` must follow.
   * @param masked positions, per lane; a job's later steps have fewer of them
   * @param foreseen per lane, where the job's dials look ahead
   */
  next(masked: readonly Int32Array[], step: number, foreseen: readonly (Foreseen | undefined)[] = []): Pass {
    if (this.#plan === undefined) return { masked, keeps: false, measures: false };
    const { dials, steps, onPass } = this.#plan;
    const nextIsCached = step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const positions = this.#state.empty ? undefined : this.#toCompute(masked, step, this.#plan, foreseen);
    this.lanes.forEach(({ branch }, lane) => {
      onPass?.(step, branch, positions?.[lane] ?? null);
    });
    const keeps = positions !== undefined || nextIsCached || dials.knownInterval !== 1;
    if (dials.knownInterval !== 1 && this.#candidates === this.#everything) this.#candidates = masked;
    const measures = nextIsCached && dials.choice === 'least-sure';
    return { ...(positions && { positions }), masked, keeps, measures };
  }

  /** Its results are valid until the next run. */
  async run({ positions, masked, keeps, measures }: Pass, head: Head, wanted: Wanted): Promise<ForwardResult> {
    if (this.#given !== undefined) freeResult(this.#given);
    if (!keeps) this.#state.clear();
    const computed = positions ?? this.#everything;
    const measured = measures ? this.rowsAt(computed) : undefined;
    const result = await this.#transformer.forward({
      ...(positions === undefined ? { ids: this.ids } : this.#rows(positions)),
      batch: this.lanes.length,
      lengths: this.#lengths,
      ...(keeps && { state: this.#state }),
      ...wanted,
      ...(measured && head !== 'text' && { imageMaxRows: measured }),
      ...(measured && head !== 'image' && { textMaxRows: measured }),
    });
    this.#given = result;
    const largest = measures ? largestOf(result, head) : undefined;
    let row = 0;
    this.#caches.forEach((cache, lane) => {
      const own = computed[lane] ?? NONE;
      cache.update(own, masked[lane] ?? NONE, largest?.subarray(row, row + own.length));
      row += own.length;
    });
    return result;
  }

  /** Gives back what it kept; it is not to be run again. */
  close(): void {
    if (this.#given !== undefined) freeResult(this.#given);
    this.#given = undefined;
    this.#state.clear();
  }

  /** Positions of each lane as places of the batch. */
  rowsAt(positions: readonly Int32Array[]): BigInt64Array {
    const rows = positions.flatMap((list, lane) => Array.from(list, (position) => lane * this.places + position));
    return BigInt64Array.from(rows, BigInt);
  }

  /** Per lane; absent: everything. */
  #toCompute(
    masked: readonly Int32Array[],
    step: number,
    { dials, steps }: CachePlan,
    foreseen: readonly (Foreseen | undefined)[],
  ): readonly Int32Array[] | undefined {
    if (isRefresh(dials, step, steps)) return refreshesKnown(dials, step, steps) ? undefined : this.#candidates;
    return this.#caches.map((cache, lane) => {
      return cache.choose(dials, this.#candidates[lane] ?? NONE, masked[lane] ?? NONE, foreseen[lane]);
    });
  }

  /** Ids and positions of what is computed, filled up to as many rows for each lane. */
  #rows(positions: readonly Int32Array[]): { ids: BigInt64Array; positions: Int32Array } {
    const each = Math.max(1, ...positions.map(({ length }) => length));
    const filled = Int32Array.from(positions.flatMap((list) => [...paddedTo(list, each)]));
    const ids = BigInt64Array.from(filled, (position, row) => {
      return this.ids[Math.floor(row / each) * this.places + position] ?? 0n;
    });
    return { ids, positions: filled };
  }
}
