import { z } from 'zod';
import { idSchema } from './ids.ts';

export const orientations = ['horizontal', 'vertical'] as const;
export type Orientation = (typeof orientations)[number];

/** A line across the whole page, to which things are aligned. It is never part of the picture. */
export const guideSchema = z.object({
  id: idSchema,
  orientation: z.enum(orientations),
  /** The distance from the top edge of the page for a horizontal guide, and from the left edge for a vertical one. */
  position: z.number().min(-1e6).max(1e6),
});
export type Guide = z.infer<typeof guideSchema>;

/** Limit of guides on one page. */
export const MOST_GUIDES = 500;
