import type { NewQueuedCaption } from '../../../preload/contract/queued-captions.ts';
import type { Note } from '../../../preload/contract/records.ts';

/** What is asked of each picture. */
export interface CaptionWish {
  /** The hashes of the pictures, in their order. */
  readonly pictures: readonly string[];
  readonly caption: boolean;
  readonly questions: readonly string[];
  /** Whether what was said of a picture already is said again. */
  readonly again: boolean;
}

type Said = Pick<Note, 'task' | 'question'> & { readonly picture: string | null };

/**
 * The captions and answers that a wish asks for, picture by picture.
 * @param notes what was said already
 * @param waiting what waits already, which is never asked for twice
 */
export function captionsOf(
  { pictures, caption, questions, again }: CaptionWish,
  notes: readonly Said[],
  waiting: readonly Said[],
): readonly Omit<NewQueuedCaption, 'id'>[] {
  const there = new Set([...waiting, ...(again ? [] : notes)].map(keyOf));
  const asked = [
    ...(caption ? [{ task: 'caption', question: '' } as const] : []),
    ...[...new Set(questions)].map((question) => ({ task: 'ask', question }) as const),
  ];
  return [...new Set(pictures)].flatMap((picture) =>
    asked.map((one) => ({ ...one, picture })).filter((one) => !there.has(keyOf(one))),
  );
}

const keyOf = ({ picture, task, question }: Said): string => JSON.stringify([picture, task, question]);

/** The questions of a text, one in each line. Empty lines and lines that stand there twice are left out. */
export function questionsOf(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [...new Set(lines)];
}
