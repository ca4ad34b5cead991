/** Lays out a task, its words and its pictures as sequences of token ids. */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { GridSize } from '../framing/sizes.ts';
import type { TextTokenizer } from '../tokenizer/tokenizer.ts';
import { type Task, userTextOf } from './table.ts';

/** Codes of a picture, row-major, -1 where masked. */
export interface TokenGrid extends GridSize {
  readonly codes: Int32Array;
}

/** The part of a manifest that a layout needs. */
export type Vocabulary = Pick<Manifest, 'codeOffset' | 'specialTokens'>;

/** The words and pictures of a request. */
export interface Words {
  readonly task: Task;
  readonly prompt: string;
  readonly variant?: string | undefined;
  /** Words that replace `<uncondition>`. An empty string counts as absent. */
  readonly negativePrompt?: string | undefined;
  readonly pictures: readonly TokenGrid[];
}

/** Token ids before `<answer>` of each branch. All branches share the answer part. */
export interface Prefixes {
  readonly conditional: readonly number[];
  readonly unconditionalText: readonly number[];
  /** The prompt without its pictures, or null where the task has no input picture. */
  readonly unconditionalImage: readonly number[] | null;
}

/** Token ids of the answer, the same in every branch. */
export interface AnswerPart {
  /** From `<answer>` to `</answer>`. */
  readonly ids: readonly number[];
  /** Index in `ids` of each cell (row-major) or text position. */
  readonly positions: Int32Array;
}

/** Token ids of a picture: `<IMAGE>`, rows that end with end-of-line, `</IMAGE>`. */
export function pictureIds(grid: TokenGrid, vocabulary: Vocabulary): number[] {
  const { specialTokens: special, codeOffset } = vocabulary;
  const ids = [special.image];
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const code = grid.codes[row * grid.columns + column] ?? -1;
      ids.push(code < 0 ? special.mask : codeOffset + code);
    }
    ids.push(special.endOfLine);
  }
  ids.push(special.imageEnd);
  return ids;
}

function turn(system: string, user: string): string {
  return `<system>${system}</system><user>${user}</user>`;
}

/** Inserts input pictures into the user's turn, before its closing token. */
function withPictures(textIds: readonly number[], pictures: readonly number[]): number[] {
  return [...textIds.slice(0, -1), ...pictures, ...textIds.slice(-1)];
}

/** Token ids before the answer, for every branch. */
export function prefixes(words: Words, tokenizer: TextTokenizer, vocabulary: Vocabulary): Prefixes {
  const { task, prompt, variant, negativePrompt = '' } = words;
  const pictures = words.pictures.flatMap((grid) => pictureIds(grid, vocabulary));
  const conditional = tokenizer.encode(turn(task.systemPrompt, userTextOf(task, prompt, variant)));
  const unconditional = tokenizer.encode(
    turn(task.systemPrompt, negativePrompt === '' ? '<uncondition>' : negativePrompt),
  );
  return {
    conditional: withPictures(conditional, pictures),
    unconditionalText: withPictures(unconditional, pictures),
    unconditionalImage: words.pictures.length > 0 ? conditional : null,
  };
}

/** The answer part of a drawing task: known codes and masked cells. */
export function pictureAnswer(grid: TokenGrid, vocabulary: Vocabulary): AnswerPart {
  const { answer, answerEnd } = vocabulary.specialTokens;
  const positions = Int32Array.from(
    { length: grid.columns * grid.rows },
    // <answer> and <IMAGE> come first. Every earlier row adds one end-of-line.
    (_, cell) => 2 + cell + Math.floor(cell / grid.columns),
  );
  return { ids: [answer, ...pictureIds(grid, vocabulary), answerEnd], positions };
}

/** The answer part of an understanding task: `length` masked positions. */
export function textAnswer(length: number, vocabulary: Vocabulary): AnswerPart {
  const { answer, answerEnd, mask } = vocabulary.specialTokens;
  return {
    ids: [answer, ...new Array<number>(length).fill(mask), answerEnd],
    positions: Int32Array.from({ length }, (_, i) => i + 1),
  };
}
