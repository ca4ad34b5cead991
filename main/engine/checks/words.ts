/** Colour words. */
export const COLOURS = new Set(
  (
    'red orange yellow green blue purple violet pink brown black white grey gray cyan magenta turquoise teal beige ' +
    'gold golden silver maroon navy crimson scarlet indigo lilac olive tan cream'
  ).split(' '),
);

/** Groups of words with one meaning. */
const SAME: readonly (readonly string[])[] = [
  ['grey', 'gray'],
  ['purple', 'violet'],
  ['gold', 'golden'],
];

/** Number words by their value. */
export const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Words that begin a thing without counting it. */
export const ARTICLES = new Set(['a', 'an', 'the', 'another', 'some']);

/** Words at which a phrase ends. */
export const LINKS = new Set(
  (
    'and with on in at of to from by between against into onto inside under below above over behind beside near next ' +
    'left right top bottom front is are that which who wearing holding plus alongside beneath around through along ' +
    'has have where while instead nothing else together'
  ).split(' '),
);

/** Words that open a request or name the picture as a whole. */
export const OPENINGS = new Set(
  'draw paint make create generate show add put place insert include please me i want need would like give can you could there just only picture image photo photograph drawing painting illustration sketch showing both it'.split(
    ' ',
  ),
);

/** Words for the background. */
export const GROUNDS = new Set(['background', 'ground', 'backdrop']);

/** The value of a number word or numeral, or null. */
export const numberOf = (word: string): number | null => {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const at = NUMBERS.indexOf(word);
  return at > 0 ? at : null;
};

/** The singular of a regular English noun. */
export function singular(noun: string): string {
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(s|x|z|ch|sh)es$/.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

/** The plural of a regular English noun. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** Whether an answer contains this word or one of the same meaning. */
export function says(answer: string, expected: string): boolean {
  const said = new Set(answer.toLowerCase().match(/[a-z]+|\d+/g) ?? []);
  const number = numberOf(expected);
  if (number !== null) return said.has(String(number)) || said.has(NUMBERS[number] ?? '');
  const words = SAME.find((group) => group.includes(expected)) ?? [expected];
  return words.some((word) => said.has(word) || said.has(plural(word)));
}
