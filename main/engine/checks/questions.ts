/** Questions that a picture answers correctly if it shows what its prompt says. */
import { type Thing, thingsIn } from './phrases.ts';
import { NUMBERS, plural } from './words.ts';

/** A question with its expected answer. */
export interface Question {
  readonly question: string;
  /** A word that the answer must contain. */
  readonly expected: string;
}

/** Further questions cost more time than they add certainty. */
const MOST = 8;

/** The questions of a prompt, at most eight. */
export function questionsOfPrompt(prompt: string): Question[] {
  const { things, relations } = thingsIn(prompt);
  const questions = things.flatMap((thing) => questionsOf(thing, things));
  for (const { first, words, second } of relations) {
    questions.push({ question: `what is ${words} the ${second.noun}?`, expected: first.noun });
  }
  return distinct(questions).slice(0, MOST);
}

/**
 * Asks whether a thing is there.
 * @param named whether the question names the thing's colour
 */
export function presence({ noun, colour }: Thing, named: boolean, there: boolean): Question {
  const words = named && colour !== null ? `${colour} ${noun}` : noun;
  return { question: `is there ${article(words)} ${words}?`, expected: there ? 'yes' : 'no' };
}

/** Asks for the colour of a thing. */
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
