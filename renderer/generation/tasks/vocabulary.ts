import type { Vocabulary } from '../../../preload/contract/manifest.ts';

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The sets are cached by vocabulary, since words are looked up at every typed key. */
const sets = new WeakMap<Vocabulary, { readonly known: ReadonlySet<string>; readonly words: readonly string[] }>();

/**
 * The words of a prompt that are not in the model's vocabulary, each once, as they are written. The last word counts
 * only when it is finished, since an unfinished one may still become a known word.
 */
export function unknownWords(text: string, vocabulary: Vocabulary): string[] {
  const { known, words } = setsOf(vocabulary);
  const found = new Map<string, string>();
  for (const match of text.normalize('NFC').matchAll(WORD)) {
    const [word] = match;
    const plain = plainOf(word);
    if (known.has(plain) || found.has(plain)) continue;
    const typing = match.index + word.length === text.length;
    if (typing && words.some((whole) => whole.startsWith(plain))) continue;
    found.set(plain, word);
  }
  return [...found.values()];
}

/** The word in lower case and without a possessive: 'Dog’s' is 'dog'. */
function plainOf(word: string): string {
  const lower = word.toLowerCase().replaceAll('’', "'");
  return lower.endsWith("'s") ? lower.slice(0, -2) : lower;
}

function setsOf(vocabulary: Vocabulary) {
  const made = sets.get(vocabulary);
  if (made !== undefined) return made;
  const words = [...vocabulary.words, ...vocabulary.stopWords].map(plainOf);
  const both = { known: new Set(words), words };
  sets.set(vocabulary, both);
  return both;
}
