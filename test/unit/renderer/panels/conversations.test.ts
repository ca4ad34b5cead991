import { expect, test } from 'vitest';
import type { Note } from '../../../../preload/contract/records.ts';
import { conversationsOf } from '../../../../renderer/panels/describe/conversations.ts';

const note = (id: string, picture: string | null): Note => ({
  id,
  task: 'ask',
  question: 'What is it?',
  text: id,
  picture,
  settings: null,
  modelHash: '',
  createdAt: 1,
  editedAt: null,
});

test('what was said of one picture stands together, the picture of the newest note first', () => {
  const notes = [note('5', 'b'), note('4', 'a'), note('3', null), note('2', 'b'), note('1', null)];
  expect(conversationsOf(notes).map(({ picture, notes }) => [picture, notes.map(({ id }) => id)])).toEqual([
    ['b', ['5', '2']],
    ['a', ['4']],
    [null, ['3', '1']],
  ]);
  expect(conversationsOf([])).toEqual([]);
});
