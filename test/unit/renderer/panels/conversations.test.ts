import { expect, test } from 'vitest';
import type { Note } from '../../../../preload/contract/records.ts';
import { conversationsOf, firstOf } from '../../../../renderer/panels/describe/conversations.ts';

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

test('the first notes end in the middle of a conversation where there are many', () => {
  const all = [
    { picture: 'sea', notes: [note('a', 'sea'), note('b', 'sea')] },
    { picture: 'sky', notes: [note('c', 'sky'), note('d', 'sky')] },
  ];
  const idsOf = (count: number) => firstOf(all, count).map(({ notes }) => notes.map(({ id }) => id).join(''));
  expect([idsOf(0), idsOf(1), idsOf(3), idsOf(9)]).toEqual([[], ['a'], ['ab', 'c'], ['ab', 'cd']]);
});
