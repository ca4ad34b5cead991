/** What a schema found wrong, in the words of a person. */
import type { z } from 'zod';

/** A phrase about the first problem only, since later ones are often its consequence. It has no full stop. */
export function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  const what = inWords(issue?.message ?? 'unknown').replace(/\.$/, '');
  return where === '' ? what : `"${where}": ${what}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in brackets',
  object: 'an object in braces',
};

/** Zod's own messages; those that our schemas give are sentences already. */
const messages: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/^Invalid input: expected \w+, received undefined$/, () => 'it is missing'],
  [/^Too small: expected (?:string|array) to have >=1 (?:characters|items)$/, () => 'it must not be empty'],
  [/^Invalid input: expected (\w+)/, (kind = '') => `it must be ${kinds[kind] ?? kind}`],
  [
    /^Too (?:small|big): expected string to have (<=|>=)(\d+) characters$/,
    (than, n) => `it must have ${most(than)} ${n} characters`,
  ],
  [
    /^Too (?:small|big): expected array to have (<=|>=)(\d+) items$/,
    (than, n) => `it must have ${most(than)} ${n} entries`,
  ],
  [/^Too (?:small|big): expected \w+ to be ([<>]=?)(.+)$/, (than, n) => `it must be ${most(than)} ${n}`],
  [/^Invalid option: expected one of (.+)$/, (options = '') => `it must be one of ${listed(options)}`],
  [/^Invalid discriminator value\. Expected (.+)$/, (options = '') => `it must be one of ${listed(options)}`],
];

function inWords(message: string): string {
  for (const [pattern, words] of messages) {
    const found = pattern.exec(message);
    if (found !== null) return words(...found.slice(1));
  }
  return message;
}

const comparisons: Readonly<Record<string, string>> = {
  '<': 'less than',
  '>': 'more than',
  '<=': 'at most',
  '>=': 'at least',
};
const most = (comparison = ''): string => comparisons[comparison] ?? comparison;

const listed = (options: string): string => options.replaceAll(/["']/g, '').replaceAll(/ ?\| ?/g, ', ');
