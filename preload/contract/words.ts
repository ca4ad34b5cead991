import { z } from 'zod';
import { inEnglish } from './error-codes.ts';

/** Limit of a prompt, a negative prompt or a question. */
export const MOST_CHARACTERS = 4000;

/** The error's message is a phrase, because the command line puts the name of the words before it. */
export const wordsSchema = z.string().max(MOST_CHARACTERS, {
  error: ({ input }) => inEnglish('words.too-long', { count: String(input).length, most: MOST_CHARACTERS }),
});
