import { localeOf, type Said, type StudioWords } from './index.ts';
import { say, type Told, valuesOf } from './message.ts';

type Catalogue = Pick<StudioWords, 'errors' | 'told' | 'language'>;

/** What was told in another process, in the words of this language; as it was told where they do not have it. */
export function sentenceOf(words: Catalogue, { message, code, params = {} }: Told): string {
  const word = code === undefined ? null : wordOf(words, code);
  if (word === null) return message;
  // Another version of the studio may know the code with other arguments: a message that lacks one is not said.
  try {
    return say(
      word,
      valuesOf(params, localeOf[words.language], (part) => sentenceOf(words, part)),
    );
  } catch {
    return message;
  }
}

function wordOf({ errors, told }: Catalogue, code: string) {
  if (Object.hasOwn(errors, code)) return errors[code as keyof typeof errors];
  return Object.hasOwn(told, code) ? told[code as keyof typeof told] : null;
}

/** To be said where it is shown. */
export const saidOf =
  (told: Told): Said =>
  (words) =>
    sentenceOf(words, told);
