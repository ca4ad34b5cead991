import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Vocabulary, vocabularySchema } from '../../../../preload/contract/manifest.ts';
import { unknownWords } from '../../../../renderer/generation/vocabulary.ts';

const root = join(import.meta.dirname, '../../../..');
const pocket: Vocabulary = vocabularySchema
  .strict()
  .parse(JSON.parse(readFileSync(join(root, 'native-models/bundled/vocabulary.json'), 'utf8')));

describe('words that a model does not know', () => {
  it.each([
    ['portrait of an old woman', ['portrait', 'old', 'woman']],
    ['eine rote Katze auf blauem Grund ', ['eine', 'rote', 'Katze', 'auf', 'blauem', 'Grund']],
    ['a castle, a Castle and the castle’s dog', ['castle']],
    ['17 cats ', ['17']],
    ['一只猫 ', ['一只猫']],
    ['', []],
    ['… 🐈 !', []],
  ])('%j: %j', (text, expected) => {
    expect(unknownWords(text, pocket)).toEqual(expected);
  });

  it.each([
    'a cat on a blue background',
    'three red hearts on a white background.',
    'A large ORANGE ring on a gradient from blue to purple!',
    '2 big kittens & a puppy, please: nothing else',
    'snowman in the top left',
    "what's the dog's colour?",
    'could you draw some of those apples for me',
    'a medium-sized grey triangle beside the yellow crescent moon',
  ])('is silent about %j', (text) => {
    expect(unknownWords(`${text} `, pocket)).toEqual([]);
  });

  it('waits for the end of a word that may still become a known one', () => {
    expect(unknownWords('a pengui', pocket)).toEqual([]);
    expect(unknownWords('a pengui ', pocket)).toEqual(['pengui']);
    expect(unknownWords('a castl', pocket)).toEqual(['castl']);
  });

  it('knows all that people type for this model, but for what it cannot draw', () => {
    const lines = readFileSync(join(root, 'native-models/pocket/typed.txt'), 'utf8').trim().split('\n');
    const told = lines.flatMap((line) => unknownWords(`${line} `, pocket));
    expect(told).toMatchInlineSnapshot(`
      [
        "light",
        "night",
        "ones",
        "exactly",
        "less",
      ]
    `);
  });
});
