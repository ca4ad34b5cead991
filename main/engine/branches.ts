/**
 * The branches of guidance, of one candidate or several, as runs of the transformer. Sequences that are
 * equally long go through it together, the others one after another. Id buffers are made once per job;
 * a step only writes the answers' cells into them.
 */
import type { Manifest } from '../../preload/contract/manifest.ts';
import { type CachePlan, Group } from './group.ts';
import type { Head } from './pass-rows.ts';
import type { Transformer } from './runtime/transformer.ts';
import type { Branch, BranchLogits } from './sampler/guidance.ts';
import type { AnswerPart, Prefixes } from './tasks/layout.ts';

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

/** What a candidate asks for at a step. */
export interface Asked {
  readonly grid: Answer;
  readonly maskedCells: Int32Array;
}

const NONE = new Int32Array(0);

export class Branches {
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #groups: readonly { readonly group: Group; readonly prefixLength: number }[];

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
    const sequences = branches.flatMap((branch) => {
      const prefix = prefixes[branch];
      return prefix === null ? [] : [{ branch, prefix }];
    });
    const lengths = [...new Set(sequences.map(({ prefix }) => prefix.length))];
    this.#groups = lengths.map((prefixLength) => {
      const alike = sequences.filter(({ prefix }) => prefix.length === prefixLength);
      const lanes = Array.from({ length: candidates }, (_, candidate) =>
        alike.map(({ branch, prefix }) => ({ candidate, branch, ids: [...prefix, ...answer.ids] })),
      ).flat();
      const ids = lanes.map((lane) => lane.ids);
      return { group: new Group(transformer, lanes, ids, cache), prefixLength };
    });
  }

  /** As `pictures`, of the only candidate. */
  async picture(grid: Answer, maskedCells: Int32Array, step = 0): Promise<BranchLogits> {
    const [found] = await this.pictures([{ grid, maskedCells }], step);
    if (found === undefined) throw new Error('A job needs its conditional branch.');
    return found;
  }

  /**
   * Codebook logits at the masked cells of each candidate's grid of codes, per branch; valid until the next call.
   * @param asked of each candidate; undefined where it is done: nothing of it is wanted any more
   * @param step from 0; what is computed anew depends on it where the job has a cache
   */
  async pictures(asked: readonly (Asked | undefined)[], step: number): Promise<readonly BranchLogits[]> {
    const { specialTokens, codeOffset } = this.#manifest;
    const idOf = (code: number) => (code < 0 ? specialTokens.mask : codeOffset + code);
    const found = await this.#logits(asked, idOf, 'image', step);
    return found.map(({ conditional, ...others }, candidate) => {
      if (conditional === undefined) throw new Error('A job needs its conditional branch.');
      const changed = this.#groups.map(({ group }) => group.fresh(candidate));
      const all = changed.includes(undefined);
      const fresh = all ? undefined : Int32Array.from(new Set(changed.flatMap((rows) => rows ?? []))).sort();
      return { ...others, conditional, ...(fresh && { fresh }) };
    });
  }

  /** Logits of the text part of the vocabulary at masked answer positions; with `wholeVocabulary` the codes' too. */
  async text(answer: Answer, masked: Int32Array, wholeVocabulary = false, step = 0): Promise<Float32Array> {
    const head = wholeVocabulary ? 'whole' : 'text';
    const [found] = await this.#logits([{ grid: answer, maskedCells: masked }], (id) => id, head, step);
    if (found?.conditional === undefined) throw new Error('A job needs its conditional branch.');
    return found.conditional;
  }

  async #logits(
    asked: readonly (Asked | undefined)[],
    idOf: (value: number) => number,
    head: Head,
    step: number,
  ): Promise<{ [branch in Branch]?: Float32Array }[]> {
    const found: { [branch in Branch]?: Float32Array }[] = asked.map(() => ({}));
    for (const { group, prefixLength } of this.#groups) {
      const placeOf = (at: number) => prefixLength + (this.#answer.places[at] ?? 0);
      group.lanes.forEach(({ candidate }, lane) => {
        asked[candidate]?.grid.forEach((value, at) => {
          group.ids[lane * group.tokens + placeOf(at)] = BigInt(idOf(value));
        });
      });
      const masked = asked.map((each) => each?.maskedCells.map(placeOf) ?? NONE);
      const perLane = group.lanes.map(({ candidate }) => masked[candidate] ?? NONE);
      const logits = await group.logits(perLane, head, step);
      group.lanes.forEach(({ candidate, branch }, lane) => {
        const own = found[candidate];
        const rows = logits[lane];
        if (own !== undefined && rows !== undefined) own[branch] = rows;
      });
    }
    return found;
  }
}
