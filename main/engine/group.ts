/**
 * Branches of guidance that are one batch through the transformer, with a cache of its own for each
 * where the job has one. Made for one job and gone with it.
 */
import { KeyValues } from './runtime/key-values.ts';
import type { ForwardRequest, ForwardResult, Transformer } from './runtime/transformer.ts';
import { BranchCache } from './sampler/branch-cache.ts';
import type { Branch } from './sampler/guidance.ts';
import { type CacheDials, isRefresh, refreshesKnown } from './sampler/refresh.ts';

/** A job's cache: its dials, and how many steps the job has. */
export interface CachePlan {
  readonly dials: CacheDials;
  readonly steps: number;
  /** Told before every pass what it computes: positions in the branch's sequence, null for all. */
  readonly onPass?: (step: number, branch: Branch, positions: Int32Array | null) => void;
}

/** The part of the vocabulary that an answer is read from. */
export type Head = 'image' | 'text' | 'whole';

export interface Pass {
  /** Per branch, in its own sequence, ascending; absent: everything. */
  readonly positions?: readonly Int32Array[];
  /** Likewise: what is masked now. */
  readonly masked: readonly Int32Array[];
  readonly keeps: boolean;
  /** Whether the largest logit of every computed row is wanted. */
  readonly measures: boolean;
}

/** What is wanted of a pass, at places of the batch: see `Transformer`. */
export type Wanted = Pick<ForwardRequest, 'image' | 'textRows' | 'states'>;

export class Group {
  readonly branches: readonly Branch[];
  readonly lengths: readonly number[];
  /** Of each sequence, those that are filled up included. */
  readonly places: number;
  /** [branches, places]; written by whoever knows the answer so far. */
  readonly ids: BigInt64Array;
  readonly #transformer: Transformer;
  readonly #plan: CachePlan | undefined;
  readonly #everything: readonly Int32Array[];
  readonly #state: KeyValues;
  readonly #caches: readonly BranchCache[];
  /** What may be computed again after the first pass. */
  #candidates: readonly Int32Array[];

  /** @param sequences ids of each branch */
  constructor(
    transformer: Transformer,
    branches: readonly Branch[],
    sequences: readonly (readonly number[])[],
    plan: CachePlan | undefined,
  ) {
    this.#transformer = transformer;
    this.#plan = plan;
    this.branches = branches;
    this.lengths = sequences.map(({ length }) => length);
    this.#state = new KeyValues(this.lengths);
    this.places = this.#state.places;
    this.ids = new BigInt64Array(branches.length * this.places);
    sequences.forEach((ids, b) => {
      this.ids.set(BigInt64Array.from(ids, BigInt), b * this.places);
    });
    this.#everything = this.lengths.map((length) => Int32Array.from({ length }, (_, i) => i));
    this.#candidates = this.#everything;
    this.#caches = plan === undefined ? [] : this.lengths.map((length) => new BranchCache(length));
  }

  /** Final states [branches * places, width] after a pass, where a cache keeps them. */
  get states(): Float32Array | undefined {
    return this.#state.empty ? undefined : this.#state.rows('states');
  }

  /**
   * What step `step` (from 0) computes; `run` must follow.
   * @param masked positions, per branch; a job's later steps have fewer of them
   */
  next(masked: readonly Int32Array[], step: number): Pass {
    if (this.#plan === undefined) return { masked, keeps: false, measures: false };
    const { dials, steps, onPass } = this.#plan;
    const nextIsCached = step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const positions = this.#state.empty ? undefined : this.#toCompute(masked, step, this.#plan);
    this.branches.forEach((branch, b) => {
      onPass?.(step, branch, positions?.[b] ?? null);
    });
    const keeps = positions !== undefined || nextIsCached || dials.knownInterval !== 1;
    if (dials.knownInterval !== 1 && this.#candidates === this.#everything) this.#candidates = masked;
    const measures = nextIsCached && dials.choice === 'least-sure';
    return { ...(positions && { positions }), masked, keeps, measures };
  }

  async run({ positions, masked, keeps, measures }: Pass, head: Head, wanted: Wanted): Promise<ForwardResult> {
    if (!keeps) this.#state.clear();
    const computed = positions ?? this.#everything;
    const measured = measures ? this.rowsAt(computed) : undefined;
    const batch = this.branches.length;
    const result = await this.#transformer.forward({
      ...(positions === undefined ? { ids: this.ids } : this.#rows(positions)),
      batch,
      lengths: this.lengths,
      ...(keeps && { state: this.#state }),
      ...wanted,
      ...(measured && head !== 'text' && { imageMaxRows: measured }),
      ...(measured && head !== 'image' && { textMaxRows: measured }),
    });
    const largest = measures ? largestOf(result, head) : undefined;
    let row = 0;
    this.#caches.forEach((cache, b) => {
      const { [b]: own = new Int32Array(0) } = computed;
      cache.update(own, masked[b] ?? own, largest?.subarray(row, row + own.length));
      row += own.length;
    });
    return result;
  }

  /** Positions of each branch as places of the batch. */
  rowsAt(positions: readonly Int32Array[]): BigInt64Array {
    const rows = positions.flatMap((list, b) => Array.from(list, (position) => b * this.places + position));
    return BigInt64Array.from(rows, BigInt);
  }

  /** Per branch; absent: everything. */
  #toCompute(masked: readonly Int32Array[], step: number, plan: CachePlan): readonly Int32Array[] | undefined {
    const { dials, steps } = plan;
    if (isRefresh(dials, step, steps)) return refreshesKnown(dials, step, steps) ? undefined : this.#candidates;
    return this.#caches.map((cache, b) => {
      const { [b]: now = new Int32Array(0) } = masked;
      return cache.choose(dials, this.#candidates[b] ?? now, now);
    });
  }

  /** Ids and positions of what is computed, filled up to as many rows for each: a position twice does no harm. */
  #rows(positions: readonly Int32Array[]): { ids: BigInt64Array; positions: Int32Array } {
    const each = Math.max(...positions.map(({ length }) => length));
    const ids = new BigInt64Array(positions.length * each);
    const filled = new Int32Array(ids.length);
    positions.forEach((list, b) => {
      for (let row = 0; row < each; row++) {
        const position = list[row] ?? list[0] ?? 0;
        filled[b * each + row] = position;
        ids[b * each + row] = this.ids[b * this.places + position] ?? 0n;
      }
    });
    return { ids, positions: filled };
  }
}

function largestOf({ imageMax, textMax }: ForwardResult, head: Head): Float32Array {
  if (head === 'image') return imageMax;
  return head === 'text' ? textMax : imageMax.map((value, i) => Math.max(value, textMax[i] ?? value));
}

/** Rows of text logits and rows of code logits, side by side: the whole vocabulary. */
export function joinRows(text: Float32Array, image: Float32Array, rows: number): Float32Array {
  const textColumns = text.length / rows;
  const imageColumns = image.length / rows;
  const joined = new Float32Array(text.length + image.length);
  for (let row = 0; row < rows; row++) {
    joined.set(text.subarray(row * textColumns, (row + 1) * textColumns), row * (textColumns + imageColumns));
    joined.set(
      image.subarray(row * imageColumns, (row + 1) * imageColumns),
      row * (textColumns + imageColumns) + textColumns,
    );
  }
  return joined;
}
