/**
 * The branches of guidance as runs of the transformer. Branches whose sequences are equally long go
 * through it together, the others one after another. Id buffers are made once per job; a step only
 * writes the answer's cells into them.
 */
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { Transformer } from './runtime/transformer.ts';
import type { Branch, BranchLogits } from './sampler/guidance.ts';
import type { AnswerPart, Prefixes } from './tasks/layout.ts';

interface Sequence {
  readonly branch: Branch;
  readonly prefix: readonly number[];
}

/** Sequences of one length, as one batch. */
interface Group {
  readonly branches: readonly Branch[];
  readonly prefixLength: number;
  readonly tokens: number;
  readonly ids: BigInt64Array;
}

/** Row-major answer values (codes, or ids of text); -1 where masked. */
type Answer = Int32Array;

export class Branches {
  readonly #transformer: Transformer;
  readonly #answer: AnswerPart;
  readonly #manifest: Manifest;
  readonly #groups: readonly Group[];

  constructor(
    transformer: Transformer,
    manifest: Manifest,
    prefixes: Prefixes,
    branches: readonly Branch[],
    answer: AnswerPart,
  ) {
    this.#transformer = transformer;
    this.#manifest = manifest;
    this.#answer = answer;
    const sequences = branches.flatMap((branch): Sequence[] => {
      const prefix = prefixes[branch];
      return prefix === null ? [] : [{ branch, prefix }];
    });
    const lengths = [...new Set(sequences.map(({ prefix }) => prefix.length))];
    this.#groups = lengths.map((length) =>
      groupOf(
        sequences.filter(({ prefix }) => prefix.length === length),
        answer,
      ),
    );
  }

  /** Codebook logits at `maskedCells` of a grid of codes, per branch. */
  async picture(grid: Answer, maskedCells: Int32Array): Promise<BranchLogits> {
    const found: { [branch in Branch]?: Float32Array } = {};
    for (const group of this.#groups) {
      this.#write(group, grid, (code) =>
        code < 0 ? this.#manifest.specialTokens.mask : this.#manifest.codeOffset + code,
      );
      const { imageLogits } = await this.#transformer.forward({
        ids: group.ids,
        batch: group.branches.length,
        imageRows: this.#rows(group, maskedCells),
      });
      const size = maskedCells.length * this.#manifest.codebookSize;
      group.branches.forEach((branch, i) => {
        found[branch] = imageLogits.subarray(i * size, (i + 1) * size);
      });
    }
    if (found.conditional === undefined) throw new Error('A job needs its conditional branch.');
    return { ...found, conditional: found.conditional };
  }

  /** Logits of the text part of the vocabulary at masked answer positions; with `wholeVocabulary` the codes' too. */
  async text(answer: Answer, masked: Int32Array, wholeVocabulary = false): Promise<Float32Array> {
    const [group] = this.#groups;
    if (group === undefined) throw new Error('A job needs its conditional branch.');
    this.#write(group, answer, (id) => id);
    const rows = this.#rows(group, masked);
    const { textLogits, imageLogits } = await this.#transformer.forward({
      ids: group.ids,
      batch: 1,
      textRows: rows,
      ...(wholeVocabulary && { imageRows: rows }),
    });
    return wholeVocabulary ? joinRows(textLogits, imageLogits, masked.length) : textLogits;
  }

  #write(group: Group, answer: Answer, idOf: (value: number) => number): void {
    for (let i = 0; i < group.branches.length; i++) {
      const start = i * group.tokens + group.prefixLength;
      answer.forEach((value, at) => {
        group.ids[start + (this.#answer.places[at] ?? 0)] = BigInt(idOf(value));
      });
    }
  }

  #rows(group: Group, masked: Int32Array): BigInt64Array {
    const rows = new BigInt64Array(masked.length * group.branches.length);
    group.branches.forEach((_, i) => {
      const start = i * group.tokens + group.prefixLength;
      masked.forEach((at, row) => {
        rows[i * masked.length + row] = BigInt(start + (this.#answer.places[at] ?? 0));
      });
    });
    return rows;
  }
}

function groupOf(sequences: readonly Sequence[], answer: AnswerPart): Group {
  const prefixLength = sequences[0]?.prefix.length ?? 0;
  const ids = sequences.flatMap(({ prefix }) => [...prefix, ...answer.ids]);
  return {
    branches: sequences.map(({ branch }) => branch),
    prefixLength,
    tokens: prefixLength + answer.ids.length,
    ids: BigInt64Array.from(ids, BigInt),
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
