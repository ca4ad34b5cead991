import { z } from 'zod';

/** The resolution of a page: how many of its pixels an inch of paper has. */

export const LEAST_DPI = 1;
export const MOST_DPI = 2400;
export const dpiSchema = z.int().min(LEAST_DPI).max(MOST_DPI);

/** A resolution that a file tells, in whole pixels per inch; null where it tells none that the studio takes. */
export function toldDpi(value: number | undefined): number | null {
  return dpiSchema.safeParse(Math.round(value ?? 0)).data ?? null;
}
