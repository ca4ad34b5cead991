import { languageFor, type StudioWords, wordsIn } from '../../preload/words/index.ts';

/** The words of the language that the document is in, for what is drawn outside of React's reach. */
export function shownWords(): StudioWords {
  return wordsIn(languageFor([document.documentElement.lang]));
}
