import { type Said, wordsIn } from '../../preload/words/index.ts';
import type { Notify } from '../../renderer/state/parts.ts';

/** The words that tests compare. */
export const english = wordsIn('en');

export const inEnglish = (said: Said): string => said(english);

/** A place for notices that keeps what they say. */
export const telling =
  (told: string[]): Notify =>
  (_kind, said) =>
    void told.push(inEnglish(said));
