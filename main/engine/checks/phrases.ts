/** Finds the things that a sentence names by plain rules: how many, of what colour, and how they lie to each other. */
import { ARTICLES, COLOURS, GROUNDS, LINKS, numberOf, OPENINGS, singular } from './words.ts';

/** A thing that a sentence names. */
export interface Thing {
  readonly noun: string;
  readonly colour: string | null;
  /** Null where the sentence only says "a", "the" or nothing. */
  readonly count: number | null;
  readonly isGround: boolean;
}

/** How two things lie to each other. */
export interface Relation {
  readonly first: Thing;
  readonly words: string;
  readonly second: Thing;
}

const RELATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bleft of\b/, 'left of'],
  [/\bright of\b/, 'right of'],
  [/\b(above|over|on top of)\b/, 'above'],
  [/\b(below|under|beneath)\b/, 'below'],
  [/\bbehind\b/, 'behind'],
  [/\bin front of\b/, 'in front of'],
];

interface Part {
  readonly thing: Thing;
  /** The words between the thing before and this one. */
  readonly link: string;
}

/** The things and relations of an English sentence. */
export function thingsIn(sentence: string): { things: Thing[]; relations: Relation[] } {
  const parts = partsOf(sentence.toLowerCase().match(/[a-z0-9'-]+|[,.;:!?&]/g) ?? []);
  const relations = parts.flatMap(({ thing, link }, i) => {
    const before = parts[i - 1]?.thing;
    const words = RELATIONS.find(([pattern]) => pattern.test(link))?.[1];
    if (before === undefined || words === undefined || thing.isGround || before.isGround) return [];
    return [{ first: before, words, second: thing }];
  });
  return { things: parts.map(({ thing }) => thing), relations };
}

function partsOf(words: readonly string[]): Part[] {
  const parts: Part[] = [];
  let link: string[] = [];
  let own: string[] = [];
  const close = () => {
    const thing = thingOf(own);
    if (thing === null) link.push(...own);
    else {
      parts.push({ thing, link: link.join(' ') });
      link = [];
    }
    own = [];
  };
  for (const word of words) {
    const ends = LINKS.has(word) || !/[a-z0-9]/.test(word) || OPENINGS.has(word);
    if (ends || ((ARTICLES.has(word) || numberOf(word) !== null) && own.length > 0)) close();
    if (ends) link.push(word);
    else own.push(word);
  }
  close();
  return parts;
}

/** Reads a phrase such as "three small blue hearts": the last word names the thing, and those before describe it. */
function thingOf(words: readonly string[]): Thing | null {
  const [first = ''] = words;
  const counted = numberOf(first);
  const rest = ARTICLES.has(first) || counted !== null ? words.slice(1) : words;
  const last = rest.at(-1);
  if (last === undefined || COLOURS.has(last) || !/^[a-z'-]{2,}$/.test(last)) return null;
  const colours = rest.filter((word) => COLOURS.has(word));
  return {
    noun: counted !== null && counted > 1 ? singular(last) : last,
    colour: colours.length === 1 ? (colours[0] ?? null) : null,
    count: counted,
    isGround: GROUNDS.has(last),
  };
}
