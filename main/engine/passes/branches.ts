/**
 * The branches of guidance, of one candidate or several, as runs of the transformer. Sequences of about
 * the same length go through it together, the others one after another. Id buffers are made once per
 * job; a step only writes the answers' cells into them.
 */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { eachAlone } from '../runtime/forward.ts';
import type { Transformer } from '../runtime/transformer.ts';
import type { TextLogits, TextRequest } from '../sampler/blocks.ts';
import type { DrawableRows, WholeRows } from '../sampler/code-rows.ts';
import type { Branch, Mix } from '../sampler/guidance.ts';
import type { Foreseen } from '../sampler/refresh.ts';
import type { AnswerPart, Prefixes } from '../tasks/layout.ts';
import { batchesOf } from './batches.ts';
import { blocksOfRows, freshRows, imageHead, type LanePass, type RowsOfCandidate } from './image-rows.ts';
import { joinRows } from './pass-rows.ts';
import { type CachePlan, Group, type Lane, type Pass } from './sequence-batch.ts';

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

/** What a candidate asks for at a step. */
export interface Asked {
  readonly grid: Answer;
  readonly maskedCells: Int32Array;
  /** Of an answer in words, what the step is expected to do with them, where that was asked for. */
  readonly foreseen?: Foreseen | undefined;
}

type GroupPass = Pass & LanePass & { readonly group: Group };

const NONE = new Int32Array(0);

export class Branches {
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #groups: readonly Group[];

  /**
   * @param cache absent: every step computes everything
   * @param candidates how many answers are drawn side by side
   */
  constructor(
    transformer: Transformer,
    manifest: Manifest,
    prefixes: Prefixes,
    branches: readonly Branch[],
    answer: AnswerPart,
    cache?: CachePlan,
    candidates = 1,
  ) {
    this.#manifest = manifest;
    this.#answer = answer;
    const sequences = branches.map((branch, index) => {
      const prefix = prefixes[branch];
      if (prefix === null) throw new Error('A branch of guidance has no prompt.');
      return { branch, index, start: prefix.length, ids: [...prefix, ...answer.ids] };
    });
    // Candidates are alike: what fits together of one does so of all.
    this.#groups = batchesOf(sequences.map(({ ids }) => ids.length)).map((indices) => {
      const alike = indices.flatMap((index) => sequences.slice(index, index + 1));
      const lanes: Lane[] = Array.from({ length: candidates }, (_, candidate) =>
        alike.map((sequence) => ({ ...sequence, candidate })),
      ).flat();
      return new Group(transformer, lanes, cache);
    });
  }

  /**
   * Of the codebook logits of `mix` of the branches, at the masked cells of each candidate's grid of codes,
   * those that can be drawn. Valid until the next call.
   * @param asked of each candidate; undefined where it is done: nothing of it is wanted any more
   * @param step from 0; what is computed anew depends on it where the job has a cache
   * @param span how far below a cell's largest logit one may lie that can be drawn
   */
  async pictures(
    asked: readonly (Asked | undefined)[],
    step: number,
    mix: Mix,
    span: number,
  ): Promise<readonly DrawableRows[]> {
    const { result, wanted } = await this.#image(asked, step, [mix], span);
    let first = 0;
    return wanted.map(({ rows, fresh }) => {
      const blocks = blocksOfRows(result, first, rows.length);
      const tops = result.imageTops.subarray(first, first + rows.length);
      first += rows.length;
      return { blocks, tops, ...(fresh && { fresh }) };
    });
  }

  /** All codebook logits of several mixes, of the only candidate. Likewise. */
  async mixes(grid: Answer, maskedCells: Int32Array, step: number, mixes: readonly Mix[]): Promise<WholeRows[]> {
    const { result, wanted } = await this.#image([{ grid, maskedCells }], step, mixes);
    const fresh = wanted[0]?.fresh;
    const each = result.imageLogits.length / mixes.length;
    return mixes.map((_, mix) => {
      return { logits: result.imageLogits.subarray(mix * each, (mix + 1) * each), ...(fresh && { fresh }) };
    });
  }

  /** As `mixes`, of one. */
  async guided(grid: Answer, maskedCells: Int32Array, step = 0, mix: Mix = [1]): Promise<WholeRows> {
    const [found] = await this.mixes(grid, maskedCells, step, [mix]);
    if (found === undefined) throw new Error('A mix has logits.');
    return found;
  }

  /** `wanted`: of each candidate, for which of its masked cells there are rows of the result, mix by mix. */
  async #image(asked: readonly (Asked | undefined)[], step: number, mixes: readonly Mix[], span?: number) {
    const { specialTokens, codeOffset } = this.#manifest;
    const passes = this.#begin(asked, (code) => (code < 0 ? specialTokens.mask : codeOffset + code), step);
    const wanted = asked.map((each, candidate): RowsOfCandidate => {
      const cells = each?.maskedCells ?? NONE;
      const fresh = freshRows(passes, candidate, cells.length);
      return { rows: fresh ?? cells.map((_, row) => row), fresh };
    });
    const states: Float32Array[] = [];
    for (const pass of passes.slice(0, -1)) {
      const result = await pass.group.run(pass, 'image', { states: true });
      states.push(pass.group.states ?? result.states);
    }
    const [last] = passes.slice(-1);
    if (last === undefined) throw new Error('A job needs its conditional branch.');
    const image = imageHead(passes, wanted, mixes, states, span);
    return { result: await last.group.run(last, 'image', { image }), wanted };
  }

  /** Logits of the text part of the vocabulary, where they are wanted and new. Likewise. */
  async text({ answer, masked, wanted, missing, foreseen, step }: TextRequest): Promise<TextLogits> {
    const pass = this.#beginText({ grid: answer, maskedCells: masked, foreseen }, step);
    const computed = pass.positions && new Set(pass.positions[0]);
    const never = new Set(missing);
    const places = pass.masked[0] ?? NONE;
    // `wanted` are the first of the masked ones.
    const fresh = [...wanted.keys()].filter((row) => {
      return computed === undefined || computed.has(places[row] ?? -1) || never.has(wanted[row] ?? -1);
    });
    const textRows = pass.group.rowsAt([Int32Array.from(fresh, (row) => places[row] ?? 0)]);
    const { textLogits } = await pass.group.run(pass, 'text', { textRows });
    return { conditional: textLogits, positions: Int32Array.from(fresh, (row) => wanted[row] ?? 0) };
  }

  /** Logits of the whole vocabulary, the codes' too, at all masked answer positions. Likewise. */
  async wholeText(answer: Answer, masked: Int32Array, step: number): Promise<Float32Array> {
    const pass = this.#beginText({ grid: answer, maskedCells: masked }, step);
    const { group } = pass;
    const textRows = group.rowsAt(pass.masked.slice(0, 1));
    const { textLogits, imageLogits } = await group.run(pass, 'whole', { textRows, image: eachAlone(textRows) });
    return joinRows(textLogits, imageLogits, textRows.length);
  }

  /** At the job's end: gives back what its cache keeps, on the device above all, where nobody collects it. */
  close(): void {
    for (const group of this.#groups) group.close();
  }

  /** An answer in words has one branch. */
  #beginText(asked: Asked, step: number): GroupPass {
    const [pass] = this.#begin([asked], (id) => id, step);
    if (pass === undefined) throw new Error('A job needs its conditional branch.');
    return pass;
  }

  /** Writes the answers into every lane and says what each group will compute. */
  #begin(asked: readonly (Asked | undefined)[], idOf: (value: number) => number, step: number): readonly GroupPass[] {
    const { places } = this.#answer;
    const ids = asked.map((each) => each && BigInt64Array.from(each.grid, (value) => BigInt(idOf(value))));
    return this.#groups.map((group) => {
      group.lanes.forEach(({ candidate, start }, lane) => {
        ids[candidate]?.forEach((id, at) => {
          group.ids[lane * group.places + start + (places[at] ?? 0)] = id;
        });
      });
      const masked = group.lanes.map(({ candidate, start }) => {
        return asked[candidate]?.maskedCells.map((at) => start + (places[at] ?? 0)) ?? NONE;
      });
      const foreseen = group.lanes.map(({ candidate, start }): Foreseen | undefined => {
        const own = asked[candidate]?.foreseen;
        return own && { fixes: own.fixes, likely: own.likely.map((at) => start + (places[at] ?? 0)) };
      });
      return { ...group.next(masked, step, foreseen), group, lanes: group.lanes, places: group.places };
    });
  }
}
