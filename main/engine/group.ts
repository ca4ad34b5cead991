/**
 * Branches of guidance whose sequences are equally long: one batch through the transformer, with a
 * cache of its own for each branch where the job has one. Made for one job and gone with it.
 */
import { KeyValues } from './runtime/key-values.ts';
import type { ForwardResult, Transformer } from './runtime/transformer.ts';
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

/** The part of the vocabulary that an answer is read from. */
export type Head = 'image' | 'text' | 'whole';

interface Pass {
  /** Per branch, ascending and equally many; absent: everything. */
  readonly positions?: readonly Int32Array[] | undefined;
  readonly masked: Int32Array;
  readonly head: Head;
  readonly state?: KeyValues | undefined;
  /** Whether the largest logits of rows that are not masked are wanted, too. */
  readonly measure: boolean;
}

export class Group {
  readonly branches: readonly Branch[];
  readonly tokens: number;
  /** [branches, tokens]; written by whoever knows the answer so far. */
  readonly ids: BigInt64Array;
  readonly #transformer: Transformer;
  readonly #plan: CachePlan | undefined;
  readonly #everything: Int32Array;
  readonly #state: KeyValues;
  #caches: readonly BranchCache[] = [];
  /** What may be computed again after the first pass. */
  #candidates: Int32Array;

  /** @param sequences ids of each branch, all of one length */
  constructor(
    transformer: Transformer,
    branches: readonly Branch[],
    sequences: readonly (readonly number[])[],
    plan: CachePlan | undefined,
  ) {
    this.#transformer = transformer;
    this.#plan = plan;
    this.branches = branches;
    this.tokens = sequences[0]?.length ?? 0;
    this.ids = BigInt64Array.from(sequences.flat(), BigInt);
    this.#everything = Int32Array.from({ length: this.tokens }, (_, i) => i);
    this.#candidates = this.#everything;
    this.#state = new KeyValues(branches.length, this.tokens);
  }

  /** Rows of the last `logits` in which a branch changed; undefined: all of them. */
  get fresh(): readonly number[] | undefined {
    const rows: number[] = [];
    for (const { fresh } of this.#caches) {
      if (fresh === undefined) return undefined;
      rows.push(...fresh);
    }
    return this.#caches.length === 0 ? undefined : rows;
  }

  /**
   * Logits [masked, columns] of each branch, in the order of `branches`. Valid until the next call.
   * @param masked positions in the sequence, ascending; a job's later steps have fewer of them
   * @param step from 0
   */
  async logits(masked: Int32Array, head: Head, step: number): Promise<readonly Float32Array[]> {
    if (this.#plan === undefined) {
      return (await this.#run({ masked, head, measure: false })).map(({ logits }) => logits);
    }
    const { dials, steps, onPass } = this.#plan;
    const nextIsCached = step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const first = this.#caches.length === 0;
    if (first && dials.knownInterval !== 1) this.#candidates = masked;
    const positions = this.#state.empty ? undefined : this.#toCompute(masked, step, this.#plan);
    this.branches.forEach((branch, b) => {
      onPass?.(step, branch, positions?.[b] ?? null);
    });
    const keeps = positions !== undefined || nextIsCached || dials.knownInterval !== 1;
    if (!keeps) this.#state.clear();
    const state = keeps ? this.#state : undefined;
    const measure = nextIsCached && dials.choice === 'least-sure';
    const computed = await this.#run({ positions, masked, head, state, measure });
    const columns = (computed[0]?.logits.length ?? 0) / masked.length;
    if (first) this.#caches = this.branches.map(() => new BranchCache(this.tokens, columns));
    return computed.flatMap((each, b) => this.#caches[b]?.update(each, masked, measure) ?? []);
  }

  /** Per branch; absent: everything. */
  #toCompute(masked: Int32Array, step: number, { dials, steps }: CachePlan): readonly Int32Array[] | undefined {
    if (isRefresh(dials, step, steps)) {
      return refreshesKnown(dials, step, steps) ? undefined : this.branches.map(() => this.#candidates);
    }
    const chosen = this.#caches.map((cache) => cache.choose(dials, this.#candidates, masked));
    // Equal numbers can make one branch choose more; a batch has as many rows for each.
    const most = Math.max(...chosen.map(({ length }) => length));
    return chosen.map((positions, b) => this.#caches[b]?.topUp(positions, this.#candidates, most) ?? positions);
  }

  async #run({ positions, masked, head, state, measure }: Pass): Promise<Computed[]> {
    const batch = this.branches.length;
    const perBranch = positions ?? this.branches.map(() => this.#everything);
    const each = perBranch[0]?.length ?? 0;
    const split = perBranch.map((computed, b) => splitRows(computed, masked, b * each));
    const rows = BigInt64Array.from(
      split.flatMap(({ masked }) => masked),
      BigInt,
    );
    const rest = BigInt64Array.from(measure ? split.flatMap(({ others }) => others) : [], BigInt);
    const result = await this.#transformer.forward({
      ids: positions === undefined ? this.ids : this.#idsAt(positions),
      batch,
      ...(positions && { positions: Int32Array.from(positions.flatMap((list) => [...list])) }),
      ...(state && { state }),
      ...(head !== 'text' && { imageRows: rows, imageMaxRows: rest }),
      ...(head !== 'image' && { textRows: rows, textMaxRows: rest }),
    });
    const { logits, largest } = readHead(result, head, rows.length);
    const columns = rows.length === 0 ? 0 : logits.length / rows.length;
    let row = 0;
    let other = 0;
    return perBranch.map((computed, b) => {
      const wanted = split[b]?.masked.length ?? 0;
      const measured = measure ? (split[b]?.others.length ?? 0) : 0;
      row += wanted;
      other += measured;
      return {
        positions: computed,
        logits: logits.subarray((row - wanted) * columns, row * columns),
        largest: largest.subarray(other - measured, other),
      };
    });
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

/** Rows of a pass, counted from `first`: at masked positions, and the others. Both lists of positions ascend. */
function splitRows(computed: Int32Array, masked: Int32Array, first: number): { masked: number[]; others: number[] } {
  const split = { masked: [] as number[], others: [] as number[] };
  let at = 0;
  computed.forEach((position, row) => {
    while (at < masked.length && (masked[at] ?? 0) < position) at += 1;
    (masked[at] === position ? split.masked : split.others).push(first + row);
  });
  return split;
}

/** What the head said: logits [rows, columns], and the largest of each row that only that was asked of. */
function readHead(result: ForwardResult, head: Head, rows: number): { logits: Float32Array; largest: Float32Array } {
  const { imageLogits, textLogits, imageMax, textMax } = result;
  if (head === 'image') return { logits: imageLogits, largest: imageMax };
  if (head === 'text') return { logits: textLogits, largest: textMax };
  return {
    logits: joinRows(textLogits, imageLogits, rows),
    largest: imageMax.map((value, i) => Math.max(value, textMax[i] ?? value)),
  };
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
