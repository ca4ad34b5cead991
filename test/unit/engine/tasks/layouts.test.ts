import { describe, expect, test } from 'vitest';
import { compareLayouts } from '../../../../main/engine/parity/layouts.ts';
import { compareSizes } from '../../../../main/engine/parity/sizes.ts';
import { pictureAnswer, pictureIds, prefixes, textAnswer } from '../../../../main/engine/tasks/layout.ts';
import { tasks, userTextOf } from '../../../../main/engine/tasks/table.ts';
import { createTokenizer, type TextTokenizer } from '../../../../main/engine/tokenizer/tokenizer.ts';
import { oracle as found } from '../oracle-folder.ts';

const special = {
  endOfText: 100,
  mask: 101,
  endOfLine: 102,
  system: 104,
  systemEnd: 105,
  user: 106,
  userEnd: 107,
  image: 108,
  imageEnd: 109,
  uncondition: 110,
  answer: 111,
  answerEnd: 112,
};
const vocabulary = { codeOffset: 200, specialTokens: special };

describe.runIf(found)('against the reference', () => {
  if (!found) return;
  const oracle = found;
  const read = (name: string) => JSON.parse(new TextDecoder().decode(oracle.bytes(`checkpoint/${name}`)));
  const tokenizer = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
  for (const outcome of compareLayouts(oracle, tokenizer)) {
    test(outcome.name, () => expect(outcome).toMatchObject({ passed: true, difference: 0 }));
  }
  test('working sizes', () => expect(compareSizes(oracle).filter((outcome) => !outcome.passed)).toEqual([]));
});

describe('layout', () => {
  const words: TextTokenizer = { encode: (text) => Array.from(text, (c) => c.codePointAt(0) ?? 0), decode: () => '' };

  test('a picture closes every row, and a masked cell is the mask token', () => {
    const grid = { columns: 2, rows: 2, codes: Int32Array.of(0, -1, 5, 6) };
    expect(pictureIds(grid, vocabulary)).toEqual([108, 200, 101, 102, 205, 206, 102, 109]);
    const answer = pictureAnswer(grid, vocabulary);
    expect(Array.from(answer.positions, (position) => answer.ids[position])).toEqual([200, 101, 205, 206]);
  });

  test('a text answer is all masks', () => {
    expect(textAnswer(3, vocabulary)).toEqual({ ids: [111, 101, 101, 101, 112], positions: Int32Array.of(1, 2, 3) });
  });

  test('two pictures go before the last token of the turn, in order; the image branch drops them', () => {
    const grid = (code: number) => ({ columns: 1, rows: 1, codes: Int32Array.of(code) });
    const { conditional, unconditionalImage } = prefixes(
      { task: tasks.style, prompt: '', pictures: [grid(1), grid(2)] },
      words,
      vocabulary,
    );
    expect(conditional.slice(-9)).toEqual([108, 201, 102, 109, 108, 202, 102, 109, '>'.charCodeAt(0)]);
    expect(unconditionalImage?.length).toBe(conditional.length - 8);
  });

  test('a negative prompt takes the place of the unconditional one, an empty one does not', () => {
    const unconditional = (negativePrompt?: string) =>
      String.fromCodePoint(
        ...prefixes({ task: tasks.generate, prompt: 'x', negativePrompt, pictures: [] }, words, vocabulary)
          .unconditionalText,
      );
    expect(unconditional('a zebra')).toMatch(/<user>a zebra<\/user>$/);
    expect(unconditional('')).toBe(unconditional());
    expect(unconditional()).toMatch(/<user><uncondition><\/user>$/);
  });

  test('a prompt that looks like a slot is taken as it is', () => {
    expect(userTextOf(tasks.generate, '{variant} $& {prompt}')).toBe('{variant} $& {prompt}');
    expect(userTextOf(tasks.predict, 'unused', 'pose')).toBe('Generate a pose estimation map according to the image.');
  });
});

test('a tokenizer lowercases where its tables say so, and keeps special tokens whole', () => {
  const added = ['<user>', '</user>'].map((content, i) => ({
    id: 4 + i,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  const tables = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: { a: 0, red: 1, circle: 2, '[UNK]': 3 }, unk_token: '[UNK]' },
  };
  const tokenizer = createTokenizer(tables, {});
  expect(tokenizer.encode('<user>A Red CIRCLE</user>')).toEqual([4, 0, 1, 2, 5]);
  expect(tokenizer.decode([4, 0, 1, 2, 5])).toBe('a red circle');
  expect(() => createTokenizer({ model: 3 }, {})).toThrow('tokenizer cannot be read');
  // What the library refuses is no bug of the studio.
  const strange = { ...tables, pre_tokenizer: { type: null } };
  expect(() => createTokenizer(strange, {})).toThrow('tokenizer cannot be read');
});
