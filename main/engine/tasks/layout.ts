/** A task, its words and its pictures as exact sequences of ids: the one place that knows the layout. */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { TextTokenizer } from '../tokenizer/tokenizer.ts';
import { type Task, userTextOf } from './table.ts';

/** Codes of a picture, row-major, -1 for a masked cell. */
export interface TokenGrid {
  readonly columns: number;
  readonly rows: number;
  readonly codes: Int32Array;
}

export type Vocabulary = Pick<Manifest, 'codeOffset' | 'specialTokens'>;

export interface Words {
  readonly task: Task;
  readonly prompt: string;
  readonly variant?: string | undefined;
  /** Words in the place of `<uncondition>`; empty is as good as absent. */
  readonly negativePrompt?: string | undefined;
  readonly pictures: readonly TokenGrid[];
}

/** Everything before `<answer>`, per branch. Branches share the answer part. */
export interface Prefixes {
  readonly conditional: readonly number[];
  readonly unconditionalText: readonly number[];
  /** Where the task has input pictures: the prompt without them. */
  readonly unconditionalImage: readonly number[] | null;
}

export interface AnswerPart {
  /** From `<answer>` to `</answer>`. */
  readonly ids: readonly number[];
  /** Where in `ids` each cell (row-major) or text position lies. */
  readonly places: Int32Array;
}

/** `<IMAGE>`, each row closed by end-of-line, `</IMAGE>`. */
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

/** Input pictures go inside the user's turn, before its closing token. */
function withPictures(textIds: readonly number[], pictures: readonly number[]): number[] {
  return [...textIds.slice(0, -1), ...pictures, ...textIds.slice(-1)];
}

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

/** The answer of a drawing task: known codes and masked cells in their frame. */
export function pictureAnswer(grid: TokenGrid, vocabulary: Vocabulary): AnswerPart {
  const { answer, answerEnd } = vocabulary.specialTokens;
  const places = Int32Array.from(
    { length: grid.columns * grid.rows },
    // <answer> and <IMAGE> come first; every row before this one added its end-of-line.
    (_, cell) => 2 + cell + Math.floor(cell / grid.columns),
  );
  return { ids: [answer, ...pictureIds(grid, vocabulary), answerEnd], places };
}

/** The answer of an understanding task: `length` masked positions. */
export function textAnswer(length: number, vocabulary: Vocabulary): AnswerPart {
  const { answer, answerEnd, mask } = vocabulary.specialTokens;
  return {
    ids: [answer, ...new Array<number>(length).fill(mask), answerEnd],
    places: Int32Array.from({ length }, (_, i) => i + 1),
  };
}
