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
import type { Predicted } from '../sampler/refresh.ts';
import type { AnswerPart, Prefixes } from '../tasks/layout.ts';
import { batchesOf } from './batches.ts';
import { blocksOfRows, freshRows, imageHead, type RowsOfCandidate, type SequencePass } from './image-rows.ts';
import { joinRows } from './pass-rows.ts';
import { type CacheSchedule, type Pass, type Sequence, SequenceBatch } from './sequence-batch.ts';

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

/** What a candidate needs at a step. */
export interface Asked {
  readonly grid: Answer;
  readonly maskedCells: Int32Array;
  /** For an answer in words, the step's likely outcome where the cache looks ahead. */
  readonly predicted?: Predicted | undefined;
}

type BatchPass = Pass & SequencePass & { readonly batch: SequenceBatch };

const NONE = new Int32Array(0);

/** Runs the branches of guidance of all candidates of a job. */
export class Branches {
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #batches: readonly SequenceBatch[];

  /**
   * @param cache absent where every step computes everything
   * @param candidates number of answers drawn side by side
   */
  constructor(
    transformer: Transformer,
    manifest: Manifest,
    prefixes: Prefixes,
    branches: readonly Branch[],
    answer: AnswerPart,
    cache?: CacheSchedule,
    candidates = 1,
  ) {
    this.#manifest = manifest;
    this.#answer = answer;
    const ofBranches = branches.map((branch, index) => {
      const prefix = prefixes[branch];
      if (prefix === null) throw new Error('A branch of guidance has no prompt.');
      return { branch, index, start: prefix.length, ids: [...prefix, ...answer.ids] };
    });
    // All candidates have sequences of the same lengths.
    this.#batches = batchesOf(
      ofBranches.map(({ ids }) => ids.length),
      manifest.transformer.heads,
    ).map((indices) => {
      const alike = indices.flatMap((index) => ofBranches.slice(index, index + 1));
      const sequences: Sequence[] = Array.from({ length: candidates }, (_, candidate) =>
        alike.map((sequence) => ({ ...sequence, candidate })),
      ).flat();
      return new SequenceBatch(transformer, sequences, cache);
    });
  }

  /**
   * Drawable codebook logits of the mixed branches at the masked cells of each candidate. Valid until the next call.
   * @param asked by candidate; undefined where the candidate is finished
   * @param step from 0; with a cache it decides what is computed
   * @param logitMargin how far below a cell's largest logit a code may lie and still be drawn
   */
  async pictures(
    asked: readonly (Asked | undefined)[],
    step: number,
    mix: Mix,
    logitMargin: number,
  ): Promise<readonly DrawableRows[]> {
    const { result, wanted } = await this.#image(asked, step, [mix], logitMargin);
    let first = 0;
    return wanted.map(({ rows, fresh }) => {
      const blocks = blocksOfRows(result, first, rows.length);
      const topProbabilities = result.topProbabilities.subarray(first, first + rows.length);
      first += rows.length;
      return { blocks, topProbabilities, ...(fresh && { fresh }) };
    });
  }

  /** All codebook logits of several mixes, for a job of one candidate. Valid until the next call. */
  async mixes(grid: Answer, maskedCells: Int32Array, step: number, mixes: readonly Mix[]): Promise<WholeRows[]> {
    const { result, wanted } = await this.#image([{ grid, maskedCells }], step, mixes);
    const fresh = wanted[0]?.fresh;
    const each = result.imageLogits.length / mixes.length;
    return mixes.map((_, mix) => {
      return { logits: result.imageLogits.subarray(mix * each, (mix + 1) * each), ...(fresh && { fresh }) };
    });
  }

  /** All codebook logits of one mix, for a job of one candidate. Valid until the next call. */
  async guided(grid: Answer, maskedCells: Int32Array, step = 0, mix: Mix = [1]): Promise<WholeRows> {
    const [found] = await this.mixes(grid, maskedCells, step, [mix]);
    if (found === undefined) throw new Error('A mix has logits.');
    return found;
  }

  /** Runs the passes of a step. `wanted` says for which masked cells of each candidate the result has rows, mix by mix. */
  async #image(asked: readonly (Asked | undefined)[], step: number, mixes: readonly Mix[], logitMargin?: number) {
    const { specialTokens, codeOffset } = this.#manifest;
    const passes = this.#begin(asked, (code) => (code < 0 ? specialTokens.mask : codeOffset + code), step);
    const wanted = asked.map((each, candidate): RowsOfCandidate => {
      const cells = each?.maskedCells ?? NONE;
      const fresh = freshRows(passes, candidate, cells.length);
      return { rows: fresh ?? cells.map((_, row) => row), fresh };
    });
    const states: Float32Array[] = [];
    for (const pass of passes.slice(0, -1)) {
      const result = await pass.batch.run(pass, 'image', { states: true });
      states.push(pass.batch.states ?? result.states);
    }
    const [last] = passes.slice(-1);
    if (last === undefined) throw new Error('A job needs its conditional branch.');
    const image = imageHead(passes, wanted, mixes, states, logitMargin);
    return { result: await last.batch.run(last, 'image', { image }), wanted };
  }

  /** Logits of the text part of the vocabulary at wanted positions that changed. Valid until the next call. */
  async text({ answer, masked, wanted, missing, predicted, step }: TextRequest): Promise<TextLogits> {
    const pass = this.#beginText({ grid: answer, maskedCells: masked, predicted }, step);
    const computed = pass.positions && new Set(pass.positions[0]);
    const never = new Set(missing);
    const positions = pass.masked[0] ?? NONE;
    // The wanted positions are the first of the masked ones.
    const fresh = [...wanted.keys()].filter((row) => {
      return computed === undefined || computed.has(positions[row] ?? -1) || never.has(wanted[row] ?? -1);
    });
    const textRows = pass.batch.rowsAt([Int32Array.from(fresh, (row) => positions[row] ?? 0)]);
    const { textLogits } = await pass.batch.run(pass, 'text', { textRows });
    return { conditional: textLogits, positions: Int32Array.from(fresh, (row) => wanted[row] ?? 0) };
  }

  /** Logits of the whole vocabulary, including the codes, at all masked positions of the answer. Valid until the next call. */
  async wholeText(answer: Answer, masked: Int32Array, step: number): Promise<Float32Array> {
    const pass = this.#beginText({ grid: answer, maskedCells: masked }, step);
    const { batch } = pass;
    const textRows = batch.rowsAt(pass.masked.slice(0, 1));
    const { textLogits, imageLogits } = await batch.run(pass, 'whole', { textRows, image: eachAlone(textRows) });
    return joinRows(textLogits, imageLogits, textRows.length);
  }

  /** Releases the cache at the job's end. Memory on the device is not garbage collected. */
  close(): void {
    for (const batch of this.#batches) batch.close();
  }

  /** Begins the pass of an answer in words, which has one branch. */
  #beginText(asked: Asked, step: number): BatchPass {
    const [pass] = this.#begin([asked], (id) => id, step);
    if (pass === undefined) throw new Error('A job needs its conditional branch.');
    return pass;
  }

  /** Writes the answers into every sequence and decides what each batch computes. */
  #begin(asked: readonly (Asked | undefined)[], idOf: (value: number) => number, step: number): readonly BatchPass[] {
    const { positions } = this.#answer;
    const ids = asked.map((each) => each && BigInt64Array.from(each.grid, (value) => BigInt(idOf(value))));
    return this.#batches.map((batch) => {
      batch.sequences.forEach(({ candidate, start }, row) => {
        ids[candidate]?.forEach((id, at) => {
          batch.ids[row * batch.paddedLength + start + (positions[at] ?? 0)] = id;
        });
      });
      const masked = batch.sequences.map(({ candidate, start }) => {
        return asked[candidate]?.maskedCells.map((at) => start + (positions[at] ?? 0)) ?? NONE;
      });
      const predicted = batch.sequences.map(({ candidate, start }): Predicted | undefined => {
        const own = asked[candidate]?.predicted;
        return own && { fixes: own.fixes, likely: own.likely.map((at) => start + (positions[at] ?? 0)) };
      });
      return {
        ...batch.next(masked, step, predicted),
        batch,
        sequences: batch.sequences,
        paddedLength: batch.paddedLength,
      };
    });
  }
}
