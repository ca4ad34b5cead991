import type { Note } from '../../preload/contract/records.ts';

/** Which captions are looked through. */
export const captionFilters = ['all', 'without', 'long', 'by-hand', 'open'] as const;
export type CaptionFilter = (typeof captionFilters)[number];

/** The words of a text, as they are counted for people. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/**
 * Whether a caption is among those of a filter.
 * @param caption undefined where the picture has none
 * @param most words that are not long yet
 */
export function isAmong(caption: Note | undefined, filter: CaptionFilter, most: number): boolean {
  if (filter === 'all') return true;
  if (caption === undefined) return filter === 'without' || filter === 'open';
  if (filter === 'long') return countWords(caption.text) > most;
  if (filter === 'by-hand') return caption.editedAt !== null;
  return filter === 'open' && caption.acceptedAt === undefined;
}
