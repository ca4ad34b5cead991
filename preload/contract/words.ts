import { z } from 'zod';
import { inEnglish } from './error-codes.ts';

/** Of a prompt, a question or what is to be left out. */
export const MOST_CHARACTERS = 4000;

/** Its message is a phrase for the command line, which names the words before it. */
export const wordsSchema = z.string().max(MOST_CHARACTERS, {
  error: ({ input }) => inEnglish('words.too-long', { count: String(input).length, most: MOST_CHARACTERS }),
});
