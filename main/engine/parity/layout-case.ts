/** Translates the reference folder's names of tasks and tokens into this engine's. */

import { StudioError } from '../../../preload/contract/errors.ts';
import { type TaskName, taskNames } from '../../../preload/contract/tasks.ts';
import {
  type AnswerPart,
  type Prefixes,
  pictureAnswer,
  prefixes,
  type TokenGrid,
  textAnswer,
  type Vocabulary,
} from '../tasks/layout.ts';
import { tasks } from '../tasks/table.ts';
import type { TextTokenizer } from '../tokenizer/tokenizer.ts';
import type { LayoutCase } from './oracle.ts';

const TASK_OF: Readonly<Record<string, TaskName>> = { inpaint: 'retouch', understand: 'ask', extrapolate: 'extend' };

const VARIANT_OF: Readonly<Record<string, string>> = { openpose: 'pose', sam2mask: 'segmentation' };

const ROLE_OF = {
  endOfText: 'end',
  mask: 'mask',
  endOfLine: 'line',
  system: 'system',
  systemEnd: 'system_end',
  user: 'user',
  userEnd: 'user_end',
  image: 'image',
  imageEnd: 'image_end',
  uncondition: 'uncondition',
  answer: 'answer',
  answerEnd: 'answer_end',
} as const satisfies Record<keyof Vocabulary['specialTokens'], string>;

/**
 * The vocabulary of the recorded special tokens.
 * @throws StudioError 'bad-request' where a token is absent
 */
export function vocabularyOf(tokens: Readonly<Record<string, { id: number }>>, codeOffset: number): Vocabulary {
  const id = (role: string) => {
    const token = tokens[role];
    if (token === undefined) throw StudioError.of('parity.no-token', { role });
    return token.id;
  };
  const roles = Object.entries(ROLE_OF).map(([name, role]) => [name, id(role)]);
  return { codeOffset, specialTokens: Object.fromEntries(roles) as Vocabulary['specialTokens'] };
}

function gridOf(codes: readonly number[], [rows, columns]: readonly [number, number]): TokenGrid {
  return { rows, columns, codes: Int32Array.from(codes) };
}

/** Whether the engine has a task for a recorded name. */
export function isKnownTask(name: string): boolean {
  const [head = ''] = name.split('-');
  return Object.hasOwn(TASK_OF, head) || taskNames.some((known) => known === head);
}

/** "predict-canny" is task "predict" in its variant "canny". */
function taskOf(name: string) {
  const [head = '', ...rest] = name.split('-');
  const task = TASK_OF[head] ?? taskNames.find((known) => known === head);
  if (task === undefined) throw StudioError.of('parity.no-task', { task: name });
  const variant = rest.join('-');
  return { task: tasks[task], variant: VARIANT_OF[variant] ?? variant };
}

/** The prefixes of a recorded case. */
export function layoutOf(wanted: LayoutCase, tokenizer: TextTokenizer, vocabulary: Vocabulary): Prefixes {
  const { task, variant } = taskOf(wanted.task);
  const pictures = (wanted.images ?? []).map(({ codes, grid }) => gridOf(codes, grid));
  return prefixes({ task, prompt: wanted.text, variant, pictures }, tokenizer, vocabulary);
}

/** The answer part of a recorded case. */
export function answerOf(wanted: LayoutCase, vocabulary: Vocabulary): AnswerPart {
  if (wanted.genLength !== undefined) return textAnswer(wanted.genLength, vocabulary);
  const grid = wanted.grid ?? [0, 0];
  const cells = wanted.cells ?? new Array<number>(grid[0] * grid[1]).fill(vocabulary.specialTokens.mask);
  const codes = cells.map((id) => (id === vocabulary.specialTokens.mask ? -1 : id - vocabulary.codeOffset));
  return pictureAnswer(gridOf(codes, grid), vocabulary);
}
