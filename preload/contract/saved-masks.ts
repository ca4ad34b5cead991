import { z } from 'zod';
import { hashSchema, idSchema } from './ids.ts';
import { MAX_SIDE } from './pictures.ts';

const whole = z.int().min(-1e6).max(1e6);
const side = z.int().positive().max(MAX_SIDE);

/** A region that was saved under a name, for later use. */
export const savedMaskSchema = z.object({
  id: idSchema,
  name: z.string().min(1).max(200),
  /** An 8-bit grey PNG of the box's size in the project's blobs, white where the region was, black beyond the box. */
  blob: hashSchema,
  /** The box in page pixels. */
  x: whole,
  y: whole,
  width: side,
  height: side,
});
export type SavedMask = z.infer<typeof savedMaskSchema>;

/** Limit of saved masks on one page. */
export const MOST_SAVED_MASKS = 500;
