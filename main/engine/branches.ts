/**
 * The branches of guidance as runs of the transformer. Branches of about the same length go through
 * it together, the others one after another. Id buffers are made once per job; a step only writes
 * the answer's cells into them.
 */
import type { Manifest } from '../../preload/contract/manifest.ts';
import { batchesOf } from './batches.ts';
import { type CachePlan, Group, joinRows, type Pass } from './group.ts';
import { eachAlone, type ImageHead, type Transformer } from './runtime/transformer.ts';
import type { CodeLogits } from './sampler/code-rows.ts';
import type { Branch, Mix } from './sampler/guidance.ts';
import type { AnswerPart, Prefixes } from './tasks/layout.ts';

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

interface Batch {
  readonly group: Group;
  /** Of each of its branches: where the answer begins, and which of the job's branches it is. */
  readonly members: readonly { readonly start: number; readonly index: number }[];
}

type BatchPass = Pass & Batch;

export class Branches {
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #batches: readonly Batch[];

  /** @param cache absent: every step computes everything */
  constructor(
    transformer: Transformer,
    manifest: Manifest,
    prefixes: Prefixes,
    branches: readonly Branch[],
    answer: AnswerPart,
    cache?: CachePlan,
  ) {
    this.#manifest = manifest;
    this.#answer = answer;
    const sequences = branches.flatMap((branch) => {
      const prefix = prefixes[branch];
      return prefix === null ? [] : [{ branch, start: prefix.length, ids: [...prefix, ...answer.ids] }];
    });
    if (sequences.length < branches.length) throw new Error('A branch of guidance has no prompt.');
    this.#batches = batchesOf(sequences.map(({ ids }) => ids.length)).map((indices) => {
      const alike = indices.flatMap((index) => sequences.slice(index, index + 1));
      const names = alike.map(({ branch }) => branch);
      const ids = alike.map((sequence) => sequence.ids);
      const members = alike.map(({ start }, i) => ({ start, index: indices[i] ?? 0 }));
      return { group: new Group(transformer, names, ids, cache), members };
    });
  }

  /** Codebook logits at `maskedCells` of a grid of codes, of a mix of the branches: see `mixes`. */
  async guided(grid: Answer, maskedCells: Int32Array, step = 0, mix: Mix = [1]): Promise<CodeLogits> {
    const [found] = await this.mixes(grid, maskedCells, step, [mix]);
    if (found === undefined) throw new Error('A mix has logits.');
    return found;
  }

  /**
   * Codebook logits at `maskedCells`, for each of `mixes` of the branches.
   * @param step from 0; what is computed anew depends on it where the job has a cache
   */
  async mixes(
    grid: Answer,
    maskedCells: Int32Array,
    step: number,
    mixes: readonly Mix[],
  ): Promise<readonly CodeLogits[]> {
    const { specialTokens, codeOffset } = this.#manifest;
    const passes = this.#begin(grid, (code) => (code < 0 ? specialTokens.mask : codeOffset + code), maskedCells, step);
    const fresh = freshRows(passes, maskedCells.length);
    const [last, ...before] = [...passes].reverse();
    if (last === undefined) throw new Error('A job needs its conditional branch.');
    const states: Float32Array[] = [];
    for (const pass of before.reverse()) {
      const result = await pass.group.run(pass, 'image', { states: true });
      states.push(pass.group.states ?? result.states);
    }
    const rows = fresh ?? maskedCells.map((_, row) => row);
    const image = imageHead(passes, rows, mixes, states);
    const { imageLogits, imagePeaks, imageTops } = await last.group.run(last, 'image', { image });
    return mixes.map((_, mix) => {
      const part = (numbers: Float32Array) => {
        const each = numbers.length / mixes.length;
        return numbers.subarray(mix * each, (mix + 1) * each);
      };
      const found = { logits: part(imageLogits), peaks: part(imagePeaks), tops: part(imageTops) };
      return { ...found, ...(fresh && { fresh }) };
    });
  }

  /** Logits of the text part of the vocabulary at masked answer positions; with `wholeVocabulary` the codes' too. */
  async text(answer: Answer, masked: Int32Array, wholeVocabulary = false, step = 0): Promise<Float32Array> {
    const [pass] = this.#begin(answer, (id) => id, masked, step);
    if (pass === undefined) throw new Error('A job needs its conditional branch.');
    const { group } = pass;
    const textRows = group.rowsAt(pass.masked.slice(0, 1));
    if (!wholeVocabulary) return (await group.run(pass, 'text', { textRows })).textLogits;
    const { textLogits, imageLogits } = await group.run(pass, 'whole', { textRows, image: eachAlone(textRows) });
    return joinRows(textLogits, imageLogits, textRows.length);
  }

  /** Writes the answer into every branch and says what each batch will compute. */
  #begin(answer: Answer, idOf: (value: number) => number, masked: Int32Array, step: number): readonly BatchPass[] {
    const { places } = this.#answer;
    const ids = BigInt64Array.from(answer, (value) => BigInt(idOf(value)));
    return this.#batches.map(({ group, members }) => {
      members.forEach(({ start }, b) => {
        ids.forEach((id, at) => {
          group.ids[b * group.places + start + (places[at] ?? 0)] = id;
        });
      });
      const maskedIn = members.map(({ start }) => masked.map((at) => start + (places[at] ?? 0)));
      return { ...group.next(maskedIn, step), group, members };
    });
  }
}

/**
 * The head's rows: of every mix, each of `rows` of the masked cells as a sum over all branches. The
 * last batch is the one that runs with the head; the others' states are counted on from its own.
 */
function imageHead(
  passes: readonly BatchPass[],
  rows: Int32Array,
  mixes: readonly Mix[],
  states: readonly Float32Array[],
): ImageHead {
  const branches = passes.reduce((sum, { members }) => sum + members.length, 0);
  const wanted = new BigInt64Array(mixes.length * rows.length * branches);
  const shares = new Float32Array(wanted.length);
  let first = 0;
  for (const { group, members, masked } of [...passes.slice(-1), ...passes.slice(0, -1)]) {
    for (const [b, { index }] of members.entries()) {
      const from = first + b * group.places;
      mixes.forEach((mix, m) => {
        rows.forEach((row, r) => {
          const at = (m * rows.length + r) * branches + index;
          wanted[at] = BigInt(from + (masked[b]?.[row] ?? 0));
          shares[at] = mix[index] ?? 0;
        });
      });
    }
    first += members.length * group.places;
  }
  return { branches, rows: wanted, shares, ...(states.length > 0 && { others: joined(states) }) };
}

/** Rows of the masked cells that any branch computes anew; undefined: all of them. */
function freshRows(passes: readonly Pass[], cells: number): Int32Array | undefined {
  const fresh = new Uint8Array(cells);
  for (const { positions, masked } of passes) {
    if (positions === undefined) return undefined;
    masked.forEach((list, b) => {
      const computed = new Set(positions[b]);
      list.forEach((position, row) => {
        if (computed.has(position)) fresh[row] = 1;
      });
    });
  }
  return Int32Array.from([...fresh.keys()].filter((row) => fresh[row] === 1));
}

function joined(states: readonly Float32Array[]): Float32Array {
  const [only] = states;
  if (states.length === 1 && only !== undefined) return only;
  const all = new Float32Array(states.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of states) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
