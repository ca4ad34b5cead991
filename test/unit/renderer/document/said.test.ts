import { expect, test } from 'vitest';
import type { Note } from '../../../../preload/contract/records.ts';
import { captionsOfPictures, saidOfPictures } from '../../../../renderer/document/said.ts';

const note = (text: string, picture: string | null, question = '') =>
  ({ id: text, task: question === '' ? 'caption' : 'ask', question, text, picture }) as Note;

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
  expect([...saidOfPictures(newestFirst)]).toEqual([
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
