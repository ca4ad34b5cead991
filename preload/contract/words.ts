import { z } from 'zod';

/** Of a prompt, a question or what is to be left out. */
export const MOST_CHARACTERS = 4000;

/** 4,000: as it is written for people. */
export const inThousands = (count: number): string => count.toLocaleString('en');

/** A part of a sentence, behind what the words are. */
export const tooLong = (count: number): string =>
  `it has ${inThousands(count)} characters, and ${inThousands(MOST_CHARACTERS)} are the most: please shorten it`;

export const wordsSchema = z.string().max(MOST_CHARACTERS, { error: ({ input }) => tooLong(String(input).length) });
