import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { speak, type Words } from './message.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What a person can choose. */
export type LanguageChoice = Language | 'system';

/** As each calls itself: a person who does not read the shown language finds their own. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** Numbers, dates and lists: British, as the English words are. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** The catalogue in one language. */
export type StudioWords = Words<typeof english> & { readonly language: Language };

/** Words that are made when they are shown, in the language of that moment. */
export type Said = (words: StudioWords) => string;

const spoken: { [language in Language]?: StudioWords } = {};

export function wordsIn(language: Language): StudioWords {
  spoken[language] ??= { ...speak(language === 'de' ? german : english, localeOf[language]), language };
  return spoken[language];
}

/** The first of the wished languages (BCP 47, the dearest first) that the studio speaks; English where it speaks none. */
export function languageFor(wished: readonly string[]): Language {
  const spokenOf = (tag: string) => languages.find((language) => tag.toLowerCase().split('-')[0] === language);
  return wished.map(spokenOf).find((language) => language !== undefined) ?? 'en';
}
