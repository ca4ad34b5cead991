import { z } from 'zod';

/** Of a prompt, a question or what is to be left out. */
export const MOST_CHARACTERS = 4000;
export const wordsSchema = z.string().max(MOST_CHARACTERS);
