/**
 * The branches of guidance as runs of the transformer. Branches whose sequences are equally long go
 * through it together, the others one after another. Id buffers are made once per job; a step only
 * writes the answer's cells into them.
 */
import type { Manifest } from '../../preload/contract/manifest.ts';
import { type CachePlan, Group, type Head } from './group.ts';
import type { Transformer } from './runtime/transformer.ts';
import type { Branch, BranchLogits } from './sampler/guidance.ts';
import type { AnswerPart, Prefixes } from './tasks/layout.ts';

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

export class Branches {
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #groups: readonly { readonly group: Group; readonly prefixLength: number }[];

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
      return prefix === null ? [] : [{ branch, prefix }];
    });
    const lengths = [...new Set(sequences.map(({ prefix }) => prefix.length))];
    this.#groups = lengths.map((prefixLength) => {
      const alike = sequences.filter(({ prefix }) => prefix.length === prefixLength);
      const names = alike.map(({ branch }) => branch);
      const ids = alike.map(({ prefix }) => [...prefix, ...answer.ids]);
      return { group: new Group(transformer, names, ids, cache), prefixLength };
    });
  }

  /**
   * Codebook logits at `maskedCells` of a grid of codes, per branch; valid until the next call.
   * @param step from 0; what is computed anew depends on it where the job has a cache
   */
  async picture(grid: Answer, maskedCells: Int32Array, step = 0): Promise<BranchLogits> {
    const { specialTokens, codeOffset } = this.#manifest;
    const idOf = (code: number) => (code < 0 ? specialTokens.mask : codeOffset + code);
    const found = await this.#logits(grid, idOf, maskedCells, 'image', step);
    if (found.conditional === undefined) throw new Error('A job needs its conditional branch.');
    const changed = this.#groups.map(({ group }) => group.fresh);
    const all = changed.includes(undefined);
    const fresh = all ? undefined : Int32Array.from(new Set(changed.flatMap((rows) => rows ?? []))).sort();
    return { ...found, conditional: found.conditional, ...(fresh && { fresh }) };
  }

  /** Logits of the text part of the vocabulary at masked answer positions; with `wholeVocabulary` the codes' too. */
  async text(answer: Answer, masked: Int32Array, wholeVocabulary = false, step = 0): Promise<Float32Array> {
    const head = wholeVocabulary ? 'whole' : 'text';
    const { conditional } = await this.#logits(answer, (id) => id, masked, head, step);
    if (conditional === undefined) throw new Error('A job needs its conditional branch.');
    return conditional;
  }

  async #logits(answer: Answer, idOf: (value: number) => number, masked: Int32Array, head: Head, step: number) {
    const found: { [branch in Branch]?: Float32Array } = {};
    for (const { group, prefixLength } of this.#groups) {
      const placeOf = (at: number) => prefixLength + (this.#answer.places[at] ?? 0);
      answer.forEach((value, at) => {
        const id = BigInt(idOf(value));
        for (let i = 0; i < group.branches.length; i++) group.ids[i * group.tokens + placeOf(at)] = id;
      });
      const logits = await group.logits(masked.map(placeOf), head, step);
      logits.forEach((rows, i) => {
        const branch = group.branches[i];
        if (branch !== undefined) found[branch] = rows;
      });
    }
    return found;
  }
}
