import { expect, test } from 'vitest';
import type { Note } from '../../../../preload/contract/records.ts';
import { changedCaptions, changedText } from '../../../../renderer/document/caption-changes.ts';
import { countWords, isAmong } from '../../../../renderer/document/caption-filters.ts';

const replace = (find: string, by: string, how: { wholeWords?: boolean; matchCase?: boolean } = {}) =>
  ({ kind: 'replace', find, by, wholeWords: false, matchCase: false, ...how }) as const;

test.each([
  ['a red cat, a Red hat', replace('red', 'blue'), 'a blue cat, a blue hat'],
  ['a red cat, a Red hat', replace('red', 'blue', { matchCase: true }), 'a blue cat, a Red hat'],
  ['a catalogue of a cat', replace('cat', 'dog', { wholeWords: true }), 'a catalogue of a dog'],
  ['ein Kätzchen, Kätz', replace('kätz', 'Hund', { wholeWords: true }), 'ein Kätzchen, Hund'],
  // What is typed is words, and no pattern.
  ['$1.00 (net) a+b', replace('$1.00 (net)', '$& [gross]'), '$& [gross] a+b'],
  ['a t-shirt / a-b', replace('t-shirt / a-b', 'coat'), 'a coat'],
  ['a cat', replace('', 'dog'), 'a cat'],
  ['cat', replace('cat', ' '), 'cat'],
  ['a cat', { kind: 'add', words: ' mystyle ', place: 'start' }, 'mystyle, a cat'],
  ['a cat, ', { kind: 'add', words: 'oil paint', place: 'end' }, 'a cat, oil paint'],
  ['MyStyle, a cat', { kind: 'add', words: 'mystyle', place: 'end' }, 'MyStyle, a cat'],
  ['mystyles, a cat', { kind: 'add', words: 'mystyle', place: 'end' }, 'mystyles, a cat, mystyle'],
  ['a blurry, red cat, high quality', { kind: 'remove', words: 'high quality, blurry' }, 'a, red cat'],
  ['red, blurry, cat', { kind: 'remove', words: 'Blurry' }, 'red, cat'],
  ['a very red cat .', { kind: 'remove', words: 'very' }, 'a red cat.'],
  ['untouched ,  text', { kind: 'remove', words: 'cat' }, 'untouched ,  text'],
  ['cat', { kind: 'remove', words: 'cat' }, 'cat'],
] as const)('“%s” by %o', (text, change, after) => {
  expect(changedText(text, change)).toBe(after);
});

const caption = (text: string, more: Partial<Note> = {}) => ({ text, editedAt: null, ...more }) as Note;

test('only what becomes different is changed, and counts as changed by hand', () => {
  const captions = [caption('a cat'), caption('a dog', { acceptedAt: 5 }), caption('cats')];
  expect(changedCaptions(captions, replace('dog', 'cow'), 9)).toEqual([{ text: 'a cow', editedAt: 9, acceptedAt: 5 }]);
});

test('captions are found by what is missing, long, by hand or not accepted', () => {
  expect(countWords('  a  red\ncat ')).toBe(3);
  const all = [
    undefined,
    caption('a'),
    caption('a b c'),
    caption('a', { editedAt: 5 }),
    caption('a', { acceptedAt: 5 }),
  ];
  const among = (filter: Parameters<typeof isAmong>[1]) =>
    all.flatMap((one, at) => (isAmong(one, filter, 2) ? [at] : []));
  expect(among('all')).toEqual([0, 1, 2, 3, 4]);
  expect(among('without')).toEqual([0]);
  expect(among('long')).toEqual([2]);
  expect(among('by-hand')).toEqual([3]);
  expect(among('open')).toEqual([0, 1, 2, 3]);
});
