import { z } from 'zod';
import { exportedCaptionFormats } from './caption-files.ts';

/** How the page of the gallery looks. It is the same for all projects, and is kept in the settings. */

/** Limits of the width of a picture in the grid, in CSS pixels. */
export const LEAST_TILE = 96;
export const MOST_TILE = 512;

/** The most letters of the pattern by which exported files are named. */
export const MOST_PATTERN = 200;

/** The most questions that are asked of each picture, and the most letters of their field. */
export const MOST_QUESTIONS = 100;
export const MOST_QUESTION_TEXT = 20_000;

export const galleryPageSchema = z.object({
  tile: z.int().min(LEAST_TILE).max(MOST_TILE),
  /** How exported files are named; empty where nobody has changed it. */
  pattern: z.string().max(MOST_PATTERN),
  /** What was asked of many pictures last, one question in each line. */
  questions: z.string().max(MOST_QUESTION_TEXT),
  /** How captions go with exported pictures. */
  captions: z.enum(['none', ...exportedCaptionFormats]),
});
export type GalleryPageLook = z.infer<typeof galleryPageSchema>;

export const firstGalleryLook: GalleryPageLook = { tile: 192, pattern: '', questions: '', captions: 'none' };

/** The key of the settings under which the window keeps it. */
export const GALLERY_PAGE_SETTING = 'gallery-page';
