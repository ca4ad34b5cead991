/**
 * Sequences that pass through the transformer as one batch. Where the job caches, each sequence has a
 * cache. A sequence is one branch of guidance of one candidate. A batch lives as long as its job.
 */
import type { ForwardRequest, ForwardResult } from '../runtime/forward.ts';
import { freeResult } from '../runtime/forward.ts';
import { KeyValues } from '../runtime/key-values.ts';
import type { Transformer } from '../runtime/transformer.ts';
import { BranchCache } from '../sampler/branch-cache.ts';
import type { Branch } from '../sampler/guidance.ts';
import { type CacheDials, isRefresh, type Predicted, refreshesKnown } from '../sampler/refresh.ts';
import { type Head, largestOf, paddedTo } from './pass-rows.ts';

/** When a job computes which tokens: its cache dials and its number of steps. */
export interface CacheSchedule {
  readonly dials: CacheDials;
  readonly steps: number;
  /** Called before every pass with the positions that it computes in the branch's sequence, null for all. */
  readonly onPass?: (step: number, branch: Branch, positions: Int32Array | null) => void;
}

/** One sequence of the batch. */
export interface Sequence {
  readonly candidate: number;
  readonly branch: Branch;
  /** Index among the job's branches. */
  readonly index: number;
  /** Position at which the answer begins. */
  readonly start: number;
  readonly ids: readonly number[];
}

/** What the next pass computes. */
export interface Pass {
  /** Computed positions by sequence, ascending. Absent in a pass that computes everything. */
  readonly positions?: readonly Int32Array[];
  /** Masked positions by sequence, ascending. */
  readonly masked: readonly Int32Array[];
  readonly keeps: boolean;
  /** Whether the pass returns the largest logit of every computed row. */
  readonly measures: boolean;
}

/** The outputs of a pass, at positions of the batch (see `ForwardRequest`). */
export type Wanted = Pick<ForwardRequest, 'image' | 'textRows' | 'states'>;

const NONE = new Int32Array(0);

/** Runs the passes of a batch and keeps its cache. */
export class SequenceBatch {
  readonly sequences: readonly Sequence[];
  /** Length of the longest sequence, to which the others are padded. */
  readonly paddedLength: number;
  /** Token ids [sequences, paddedLength], into which `Branches` writes the answers so far. */
  readonly ids: BigInt64Array;
  readonly #lengths: readonly number[];
  readonly #transformer: Transformer;
  readonly #schedule: CacheSchedule | undefined;
  readonly #everything: readonly Int32Array[];
  readonly #state: KeyValues;
  readonly #caches: readonly BranchCache[];
  /** Positions by sequence that later passes may compute again. */
  #candidates: readonly Int32Array[];
  /** Result of the last run. */
  #given: ForwardResult | undefined;

  constructor(transformer: Transformer, sequences: readonly Sequence[], schedule: CacheSchedule | undefined) {
    this.#transformer = transformer;
    this.#schedule = schedule;
    this.sequences = sequences;
    this.#lengths = sequences.map(({ ids }) => ids.length);
    this.#state = new KeyValues(this.#lengths);
    this.paddedLength = this.#state.paddedLength;
    this.ids = new BigInt64Array(sequences.length * this.paddedLength);
    sequences.forEach(({ ids }, row) => {
      this.ids.set(BigInt64Array.from(ids, BigInt), row * this.paddedLength);
    });
    this.#everything = this.#lengths.map((length) => Int32Array.from({ length }, (_, i) => i));
    this.#candidates = this.#everything;
    this.#caches = schedule === undefined ? [] : this.#lengths.map((length) => new BranchCache(length));
  }

  /** Final states [sequences * paddedLength, width] after a pass, where a cache keeps them. */
  get states(): Float32Array | undefined {
    return this.#state.empty ? undefined : this.#state.states;
  }

  /**
   * Decides what step `step` (from 0) computes. `run` must follow.
   * @param masked masked positions by sequence, ascending; later steps of a job have fewer
   * @param predicted by sequence, where the job's dials look ahead
   */
  next(masked: readonly Int32Array[], step: number, predicted: readonly (Predicted | undefined)[] = []): Pass {
    if (this.#schedule === undefined) return { masked, keeps: false, measures: false };
    const { dials, steps, onPass } = this.#schedule;
    const nextIsCached = step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const positions = this.#state.empty ? undefined : this.#toCompute(masked, step, this.#schedule, predicted);
    this.sequences.forEach(({ branch }, index) => {
      onPass?.(step, branch, positions?.[index] ?? null);
    });
    const keeps = positions !== undefined || nextIsCached || dials.knownInterval !== 1;
    if (dials.knownInterval !== 1 && this.#candidates === this.#everything) this.#candidates = masked;
    const measures = nextIsCached && dials.choice === 'least-sure';
    return { ...(positions && { positions }), masked, keeps, measures };
  }

  /** Runs a pass. The result is valid until the next run. */
  async run({ positions, masked, keeps, measures }: Pass, head: Head, wanted: Wanted): Promise<ForwardResult> {
    if (this.#given !== undefined) freeResult(this.#given);
    if (!keeps) this.#state.clear();
    const computed = positions ?? this.#everything;
    const measured = measures ? this.rowsAt(computed) : undefined;
    const result = await this.#transformer.forward({
      ...(positions === undefined ? { ids: this.ids } : this.#rows(positions)),
      batch: this.sequences.length,
      lengths: this.#lengths,
      ...(keeps && { state: this.#state }),
      ...wanted,
      ...(measured && head !== 'text' && { imageMaxRows: measured }),
      ...(measured && head !== 'image' && { textMaxRows: measured }),
    });
    this.#given = result;
    const largest = measures ? largestOf(result, head) : undefined;
    let row = 0;
    this.#caches.forEach((cache, index) => {
      const own = computed[index] ?? NONE;
      cache.update(own, masked[index] ?? NONE, largest?.subarray(row, row + own.length));
      row += own.length;
    });
    return result;
  }

  /** Releases what is kept. The batch cannot run again. */
  close(): void {
    if (this.#given !== undefined) freeResult(this.#given);
    this.#given = undefined;
    this.#state.clear();
  }

  /** Positions of each sequence, counted over [sequences * paddedLength]. */
  rowsAt(positions: readonly Int32Array[]): BigInt64Array {
    const rows = positions.flatMap((list, row) => Array.from(list, (position) => row * this.paddedLength + position));
    return BigInt64Array.from(rows, BigInt);
  }

  /** Positions to compute, by sequence. Undefined means all of them. */
  #toCompute(
    masked: readonly Int32Array[],
    step: number,
    { dials, steps }: CacheSchedule,
    predicted: readonly (Predicted | undefined)[],
  ): readonly Int32Array[] | undefined {
    if (isRefresh(dials, step, steps)) return refreshesKnown(dials, step, steps) ? undefined : this.#candidates;
    return this.#caches.map((cache, index) => {
      return cache.choose(dials, this.#candidates[index] ?? NONE, masked[index] ?? NONE, predicted[index]);
    });
  }

  /** Ids and positions of the computed rows [sequences * rows], each sequence padded to the same count. */
  #rows(positions: readonly Int32Array[]): { ids: BigInt64Array; positions: Int32Array } {
    const each = Math.max(1, ...positions.map(({ length }) => length));
    const filled = Int32Array.from(positions.flatMap((list) => [...paddedTo(list, each)]));
    const ids = BigInt64Array.from(filled, (position, row) => {
      return this.ids[Math.floor(row / each) * this.paddedLength + position] ?? 0n;
    });
    return { ids, positions: filled };
  }
}
