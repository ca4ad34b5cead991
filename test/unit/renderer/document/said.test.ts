import { expect, test } from 'vitest';
import type { Note } from '../../../../preload/contract/records.ts';
import { captionsOfPictures, saidOfPictures } from '../../../../renderer/document/said.ts';

const note = (text: string, picture: string | null, question = '') =>
  ({ id: text, task: question === '' ? 'caption' : 'ask', question, text, picture, editedAt: null }) as Note;

test('the newest caption and the newest answer to each question stand for a picture, as they were asked', () => {
  const newestFirst = [
    note('yes', 'sea', 'Is there a cat?'),
    note('red', 'sea', 'Which colour?'),
    note('a new caption', 'sea'),
    note('no', 'sea', 'Is there a cat?'),
    note('an old caption', 'sea'),
    note('a lost picture', null),
    note('sand', 'sand', 'What is it?'),
  ];
  expect([...saidOfPictures(newestFirst)].toSorted()).toEqual([
    ['sand', { caption: '', answers: [{ question: 'What is it?', answer: 'sand' }] }],
    [
      'sea',
      {
        caption: 'a new caption',
        answers: [
          { question: 'Is there a cat?', answer: 'yes' },
          { question: 'Which colour?', answer: 'red' },
        ],
      },
    ],
  ]);
  expect([...captionsOfPictures(newestFirst)].map(([picture, { text }]) => [picture, text])).toEqual([
    ['sea', 'a new caption'],
  ]);
});

test('what a person has edited or accepted stands before what was written later', () => {
  const edited = { ...note('by hand', 'sea'), editedAt: 5 };
  const accepted = { ...note('accepted', 'sea'), acceptedAt: 5 };
  const standing = (notes: readonly Note[]) => captionsOfPictures(notes).get('sea')?.text;
  expect(standing([note('anew', 'sea'), edited, accepted, note('first', 'sea')])).toBe('by hand');
  expect(standing([note('anew', 'sea'), accepted, edited])).toBe('accepted');
  expect(saidOfPictures([note('anew', 'sea'), edited]).get('sea')?.caption).toBe('by hand');
});
