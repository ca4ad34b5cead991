/** Questions that a picture must answer rightly if it shows what its words say. */
import { type Thing, thingsIn } from './phrases.ts';
import { NUMBERS, plural } from './words.ts';

export interface Question {
  readonly question: string;
  /** A word that the answer must say. */
  readonly expected: string;
}

/** More than these cost more than they tell. */
const MOST = 8;

export function questionsOfPrompt(prompt: string): Question[] {
  const { things, relations } = thingsIn(prompt);
  const questions = things.flatMap((thing) => questionsOf(thing, things));
  for (const { first, words, second } of relations) {
    questions.push({ question: `what is ${words} the ${second.noun}?`, expected: first.noun });
  }
  return distinct(questions).slice(0, MOST);
}

/** Whether a thing is there. @param named in full, with its colour */
export function presence({ noun, colour }: Thing, named: boolean, there: boolean): Question {
  const words = named && colour !== null ? `${colour} ${noun}` : noun;
  return { question: `is there ${article(words)} ${words}?`, expected: there ? 'yes' : 'no' };
}

export function colourOf(noun: string, expected: string, many = false): Question {
  return { question: many ? `what colour are the ${plural(noun)}?` : `what colour is the ${noun}?`, expected };
}

function questionsOf(thing: Thing, all: readonly Thing[]): Question[] {
  const { noun, colour, count, isGround } = thing;
  if (isGround) return colour === null ? [] : [colourOf('background', colour)];
  const alike = all.filter((other) => other.noun === noun);
  if (alike.length > 1) return [presence(thing, true, true)];
  const many = count !== null && count > 1;
  const first =
    count === null
      ? presence(thing, false, true)
      : { question: `how many ${plural(noun)} are there?`, expected: NUMBERS[count] ?? String(count) };
  return [first, ...(colour === null ? [] : [colourOf(noun, colour, many)])];
}

function distinct(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((each) => [each.question, each])).values()];
}

const article = (words: string) => (/^[aeiou]/.test(words) ? 'an' : 'a');
