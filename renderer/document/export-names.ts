import { numberedStem, safeStem } from '../../preload/contract/file-names.ts';
import type { ListedGeneration } from '../../preload/contract/records.ts';

/** What a pattern of file names may hold, in braces. */
export const nameParts = ['number', 'words', 'seed', 'date', 'model'] as const;
export type NamePart = (typeof nameParts)[number];

export const FIRST_PATTERN = '{number} {words}';

/** What of a picture names its file. */
export type Named = Pick<ListedGeneration, 'prompt' | 'seed' | 'createdAt' | 'modelName'>;

/** The most letters of the prompt in a name. */
const MOST_WORDS = 60;

/**
 * The names of the pictures' files, without an extension, in their order. Every system takes them, and no two are the same,
 * also where a system does not tell capital letters from small ones.
 * @param otherwise the name of a picture for which the pattern gives none
 * @param most how many of the names are wanted, from the first
 */
export function namesOf(
  pattern: string,
  pictures: readonly Named[],
  otherwise: string,
  most = pictures.length,
): readonly string[] {
  const digits = String(pictures.length).length;
  const taken = new Set<string>();
  return pictures.slice(0, most).map((picture, index) => {
    const parts = partsOf(picture, String(index + 1).padStart(digits, '0'));
    // One pass, so that braces in the prompt stay what they are.
    const filled = pattern.replace(BRACES, (whole, name: string) => (isPart(name) ? parts[name] : whole));
    // What files cannot be called by becomes blanks.
    const stem = safeStem(safeStem(filled, '').replaceAll(/\s+/g, ' '), otherwise);
    let free = stem;
    for (let number = 2; taken.has(folded(free)); number++) free = numberedStem(stem, number);
    taken.add(folded(free));
    return free;
  });
}

const BRACES = /\{(\w+)\}/g;

const isPart = (name: string): name is NamePart => nameParts.some((one) => one === name);

/** Names that are alike for some system. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase();

function partsOf({ prompt, seed, createdAt, modelName }: Named, number: string): Readonly<Record<NamePart, string>> {
  return { number, words: wordsOf(prompt), seed: String(seed), date: dateOf(createdAt), model: modelName };
}

/** The beginning of the prompt, cut between words. */
function wordsOf(prompt: string): string {
  const line = prompt.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= MOST_WORDS) return line;
  const cut = line.slice(0, MOST_WORDS);
  const space = cut.lastIndexOf(' ');
  return space > MOST_WORDS / 2 ? cut.slice(0, space) : cut;
}

/** 2026-03-09, by the clock of this computer, so that names sort by day. */
function dateOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
