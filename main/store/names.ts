import { languages, type StudioWords, wordsIn } from '../../preload/words/index.ts';
import type { ReadableDB } from './database.ts';
import { readSettings } from './queries/settings.ts';

/** Names for what the store makes, in the language that the window keeps in its settings. */
export type Names = StudioWords['names'];

export function namesIn(settings: ReadableDB): Names {
  const { language } = readSettings(settings);
  return wordsIn(languages.find((one) => one === language) ?? 'en').names;
}
