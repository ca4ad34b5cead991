import { languageFor, type StudioWords, wordsIn } from '../../preload/words/index.ts';

/** The words in the document's language, for drawing outside of React. */
export function shownWords(): StudioWords {
  return wordsIn(languageFor([document.documentElement.lang]));
}
