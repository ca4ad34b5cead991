import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptsOf } from '../../../../../renderer/generation/tasks/prompt-choices.ts';

const of = (text: string, most = 100) => promptsOf(text, most);

describe('prompts with choices', () => {
  it('stand for every combination, the last choice changing first', () => {
    expect(of('a {red|blue} {cat|dog}')).toEqual({
      prompts: ['a red cat', 'a red dog', 'a blue cat', 'a blue dog'],
    });
  });

  it('hold choices in choices, and an option without words', () => {
    expect(of('a {{dark |}red|blue} cat')).toEqual({ prompts: ['a dark red cat', 'a red cat', 'a blue cat'] });
    expect(of('a cat{| on a hill}')).toEqual({ prompts: ['a cat', 'a cat on a hill'] });
  });

  it('are one a line; empty lines are left out', () => {
    expect(of('a cat\n\n  a {red|blue} dog \r\n')).toEqual({ prompts: ['a cat', 'a red dog', 'a blue dog'] });
  });

  it('write signs by a backslash; outside of braces a bar and a closing brace are signs', () => {
    expect(of('\\{a\\|b\\} \\\\ c|d}')).toEqual({ prompts: ['{a|b} \\ c|d}'] });
    expect(of('{a\\|b|c}')).toEqual({ prompts: ['a|b', 'c'] });
    expect(of('a\\n')).toEqual({ prompts: ['a\\n'] });
  });

  it('are refused with the line of a brace that is not closed', () => {
    expect(of('a cat\na {red|blue dog')).toEqual({ problem: { why: 'unclosed', line: 2 } });
    expect(of('{a|{b|c}')).toEqual({ problem: { why: 'unclosed', line: 1 } });
    expect(of(`${'{'.repeat(30)}a${'}'.repeat(30)}`)).toEqual({ problem: { why: 'too-deep', line: 1 } });
  });

  it('are counted before they are written out, so that a short text cannot fill the memory', () => {
    expect(of('{a|b}'.repeat(40))).toEqual({ problem: { why: 'too-many', count: 2 ** 40, most: 100 } });
    expect(of('{a|b|c}', 2)).toEqual({ problem: { why: 'too-many', count: 3, most: 2 } });
  });

  it('need words in every combination', () => {
    expect(of(' \n ')).toEqual({ problem: { why: 'empty' } });
    expect(of('{|a}')).toEqual({ problem: { why: 'empty' } });
  });

  it('any words stand for themselves where a backslash precedes every sign', () => {
    const words = fc
      .string({ minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== '' && !/[\r\n]/.test(text));
    fc.assert(
      fc.property(words, (text) => {
        expect(of(text.replaceAll(/[\\{|}]/g, (sign) => `\\${sign}`))).toEqual({
          prompts: [text.replaceAll(/\s+/g, ' ').trim()],
        });
      }),
    );
  });

  it('never throw, and give as many as they say', () => {
    const signs = fc.array(fc.constantFrom('{', '}', '|', '\\', 'a', ' ', '\n'), { maxLength: 40 });
    fc.assert(
      fc.property(signs, (text) => {
        const parsed = of(text.join(''), 50);
        if ('prompts' in parsed) expect(parsed.prompts.length).toBeLessThanOrEqual(50);
      }),
    );
  });
});
