import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Vocabulary, vocabularySchema } from '../../../../../preload/contract/manifest.ts';
import { unknownWords } from '../../../../../renderer/generation/tasks/vocabulary.ts';

const root = join(import.meta.dirname, '../../../../..');
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

  it('knows every word of the world that the model was shown', () => {
    const world = JSON.parse(readFileSync(join(root, 'native-models/pocket/world.json'), 'utf8'));
    const things = Object.entries<{ plural: string }>(world.things).flatMap(([name, { plural }]) => [name, plural]);
    const names = [world.colours, world.sizes, world.styles].flatMap((table) => Object.keys(table));
    const words = [...things, ...names, ...world.shapes, ...world.shapes.map((name: string) => `${name}s`)];
    expect(words.length).toBeGreaterThan(100);
    expect(unknownWords(`${words.join(', ')} `, pocket)).toEqual([]);
  });
});
