/**
 * Sequences that are equally long: one batch through the transformer, with a cache of its own for each
 * where the job has one. A sequence is a branch of guidance of one candidate. Made for one job and gone with it.
 */
import { type Head, paddedTo, readHead, splitRows } from './pass-rows.ts';
import { KeyValues } from './runtime/key-values.ts';
import type { Transformer } from './runtime/transformer.ts';
import { BranchCache, type Computed } from './sampler/branch-cache.ts';
import type { Branch } from './sampler/guidance.ts';
import { type CacheDials, isRefresh, refreshesKnown } from './sampler/refresh.ts';

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
}

interface Pass {
  /** Per lane, ascending; absent: everything. */
  readonly positions?: readonly Int32Array[] | undefined;
  /** Per lane. */
  readonly masked: readonly Int32Array[];
  readonly head: Head;
  readonly state?: KeyValues | undefined;
  /** Whether the largest logits of rows that are not masked are wanted, too. */
  readonly measure: boolean;
}

const NONE = new Int32Array(0);

export class Group {
  readonly lanes: readonly Lane[];
  readonly tokens: number;
  /** [lanes, tokens]; written by whoever knows the answers so far. */
  readonly ids: BigInt64Array;
  readonly #transformer: Transformer;
  readonly #plan: CachePlan | undefined;
  readonly #everything: Int32Array;
  readonly #state: KeyValues;
  #caches: readonly BranchCache[] = [];
  /** What may be computed again after the first pass. */
  #candidates: Int32Array;

  /** @param sequences ids of each lane, all of one length */
  constructor(
    transformer: Transformer,
    lanes: readonly Lane[],
    sequences: readonly (readonly number[])[],
    plan: CachePlan | undefined,
  ) {
    this.#transformer = transformer;
    this.#plan = plan;
    this.lanes = lanes;
    this.tokens = sequences[0]?.length ?? 0;
    this.ids = BigInt64Array.from(sequences.flat(), BigInt);
    this.#everything = Int32Array.from({ length: this.tokens }, (_, i) => i);
    this.#candidates = this.#everything;
    this.#state = new KeyValues(lanes.length, this.tokens);
  }

  /** Rows of the last `logits` in which a branch of this candidate changed; undefined: all of them. */
  fresh(candidate: number): readonly number[] | undefined {
    if (this.#caches.length === 0) return undefined;
    const rows: number[] = [];
    for (const [lane, { fresh }] of this.#caches.entries()) {
      if (this.lanes[lane]?.candidate !== candidate) continue;
      if (fresh === undefined) return undefined;
      rows.push(...fresh);
    }
    return rows;
  }

  /**
   * Logits [masked, columns] of each lane, in the order of `lanes`. Valid until the next call.
   * @param masked of each lane the positions in its sequence, ascending: the same for all at first, fewer later
   * @param step from 0
   */
  async logits(masked: readonly Int32Array[], head: Head, step: number): Promise<readonly Float32Array[]> {
    if (this.#plan === undefined) {
      return (await this.#run({ masked, head, measure: false })).computed.map(({ logits }) => logits);
    }
    const { dials, steps, onPass } = this.#plan;
    const nextIsCached = step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const first = this.#caches.length === 0;
    if (first && dials.knownInterval !== 1) this.#candidates = masked[0] ?? NONE;
    const positions = this.#state.empty ? undefined : this.#toCompute(masked, step, this.#plan);
    this.lanes.forEach(({ branch }, lane) => {
      onPass?.(step, branch, positions?.[lane] ?? null);
    });
    const keeps = positions !== undefined || nextIsCached || dials.knownInterval !== 1;
    if (!keeps) this.#state.clear();
    const state = keeps ? this.#state : undefined;
    const measure = nextIsCached && dials.choice === 'least-sure';
    const { computed, columns } = await this.#run({ positions, masked, head, state, measure });
    if (first) this.#caches = this.lanes.map(() => new BranchCache(this.tokens, columns));
    return computed.flatMap((each, lane) => this.#caches[lane]?.update(each, masked[lane] ?? NONE, measure) ?? []);
  }

  /** Per lane; absent: everything. */
  #toCompute(
    masked: readonly Int32Array[],
    step: number,
    { dials, steps }: CachePlan,
  ): readonly Int32Array[] | undefined {
    if (isRefresh(dials, step, steps)) {
      return refreshesKnown(dials, step, steps) ? undefined : this.lanes.map(() => this.#candidates);
    }
    return this.#caches.map((cache, lane) => cache.choose(dials, this.#candidates, masked[lane] ?? NONE));
  }

  async #run({ positions, masked, head, state, measure }: Pass): Promise<{ computed: Computed[]; columns: number }> {
    const batch = this.lanes.length;
    const perLane = positions ?? this.lanes.map(() => this.#everything);
    const each = Math.max(1, ...perLane.map(({ length }) => length));
    const padded = positions?.map((list) => paddedTo(list, each));
    const split = perLane.map((computed, lane) => splitRows(computed, masked[lane] ?? NONE, lane * each));
    const rows = BigInt64Array.from(
      split.flatMap(({ masked }) => masked),
      BigInt,
    );
    const rest = BigInt64Array.from(measure ? split.flatMap(({ others }) => others) : [], BigInt);
    const result = await this.#transformer.forward({
      ids: padded === undefined ? this.ids : this.#idsAt(padded),
      batch,
      ...(padded && { positions: Int32Array.from(padded.flatMap((list) => [...list])) }),
      ...(state && { state }),
      ...(head !== 'text' && { imageRows: rows, imageMaxRows: rest }),
      ...(head !== 'image' && { textRows: rows, textMaxRows: rest }),
    });
    const { logits, largest } = readHead(result, head, rows.length);
    const columns = rows.length === 0 ? 0 : logits.length / rows.length;
    let row = 0;
    let other = 0;
    const computed = perLane.map((places, lane) => {
      const wanted = split[lane]?.masked.length ?? 0;
      const measured = measure ? (split[lane]?.others.length ?? 0) : 0;
      row += wanted;
      other += measured;
      return {
        positions: places,
        logits: logits.subarray((row - wanted) * columns, row * columns),
        largest: largest.subarray(other - measured, other),
      };
    });
    return { computed, columns };
  }

  #idsAt(positions: readonly Int32Array[]): BigInt64Array {
    const each = positions[0]?.length ?? 0;
    const ids = new BigInt64Array(positions.length * each);
    positions.forEach((list, b) => {
      list.forEach((position, row) => {
        ids[b * each + row] = this.ids[b * this.tokens + position] ?? 0n;
      });
    });
    return ids;
  }
}
