import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NAME_BYTES, safeStem } from '../../../../preload/contract/file-names.ts';
import { type Named, namesOf } from '../../../../renderer/document/export-names.ts';

const castle: Named = {
  prompt: 'a castle: by the sea?',
  seed: 7,
  createdAt: new Date(2026, 2, 9, 23, 59).getTime(),
  modelName: 'Pocket/2',
};
const one = (pattern: string, picture: Partial<Named> = {}) =>
  namesOf(pattern, [{ ...castle, ...picture }], 'Picture')[0];

describe('names of exported files', () => {
  it('take what stands in braces from the picture, and leave other braces', () => {
    expect(one('{number} {words}')).toBe('1 a castle by the sea');
    expect(one('{date}_{seed}_{model}')).toBe('2026-03-09_7_Pocket 2');
    expect(one('{seed} {SEED} {nothing} {}')).toBe('7 {SEED} {nothing} {}');
    expect(one('{words}', { prompt: 'a {seed} of grass' })).toBe('a {seed} of grass');
    expect(one('{words}', { prompt: '' })).toBe('Picture');
    expect(one('')).toBe('Picture');
  });

  it('have numbers of one length, and numbers behind names that are alike', () => {
    const twelve = namesOf(
      '{number}',
      Array.from({ length: 12 }, () => castle),
      'Picture',
    );
    expect([twelve[0], twelve[11]]).toEqual(['01', '12']);
    const alike = [castle, { ...castle, prompt: 'A CASTLE by the sea' }, castle].map((picture) => picture);
    expect(namesOf('{words}', alike, 'Picture')).toEqual([
      'a castle by the sea',
      'A CASTLE by the sea 2',
      'a castle by the sea 3',
    ]);
    // The third picture has the name that the second would get.
    const taken = ['sea', 'sea', 'sea 2'].map((prompt) => ({ ...castle, prompt }));
    expect(namesOf('{words}', taken, 'Picture')).toEqual(['sea', 'sea 2', 'sea 2 2']);
  });

  it('cut long prompts between words', () => {
    expect(one('{words}', { prompt: 'word '.repeat(40) })).toBe('word '.repeat(12).trim());
  });

  it('are no devices of Windows', () => {
    for (const prompt of ['con', 'NUL.txt', 'com1', 'aux '])
      expect(one('{words}', { prompt })).toMatch(/^(con|NUL|com1|aux)_$/);
    expect(one('{words}', { prompt: 'console' })).toBe('console');
  });

  const text = fc.oneof(
    fc.string({ maxLength: 300, unit: 'grapheme' }),
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc.constantFrom(
      '../../etc/passwd',
      'con',
      'NUL.png',
      '...',
      ' ',
      '\u0000',
      '\ud800',
      '月'.repeat(200),
      'é',
      'e\u0301',
      'É',
      'a 2',
      'a',
    ),
  );
  const named = fc.record({
    prompt: text,
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    createdAt: fc.integer({ min: 0, max: 8e12 }),
    modelName: text,
  });
  const pattern = fc.oneof(
    text,
    fc
      .array(fc.oneof(fc.constantFrom('{number}', '{words}', '{seed}', '{date}', '{model}', ' ', '/'), text), {
        maxLength: 8,
      })
      .map((parts) => parts.join('')),
  );

  it('are all different for every system, and every system takes them', () => {
    fc.assert(
      fc.property(pattern, fc.array(named, { maxLength: 30 }), (asked, pictures) => {
        const names = namesOf(asked, pictures, 'Picture');
        expect(names).toHaveLength(pictures.length);
        expect(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(names.length);
        for (const name of names) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
          expect(name).not.toMatch(/[\u0000-\u001f<>:"/\\|?*]|^[.\s]|[.\s]$|^$/);
          expect(name).not.toMatch(/\p{Surrogate}/u);
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(MOST_NAME_BYTES);
          // Main makes every name safe once more, and must leave these as they are.
          expect(safeStem(name, 'Picture')).toBe(name);
        }
      }),
      { numRuns: 400 },
    );
  });
});
