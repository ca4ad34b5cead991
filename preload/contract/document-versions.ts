import { z } from 'zod';
import { documentSchema } from './document.ts';
import { MAX_SIDE } from './pictures.ts';
import { timestampSchema } from './timestamp.ts';

/** Limit of the versions of one document. */
export const MOST_VERSIONS = 300;

const side = z.int().positive().max(MAX_SIDE);

/** An earlier state of the document, which is kept until it is old. */
export const documentVersionSchema = z.object({
  number: z.int().positive(),
  madeAt: timestampSchema,
  /** Every so often while the artist works, or before a change that takes much away. */
  reason: z.enum(['time', 'large']),
  layers: z.int().nonnegative(),
  width: side,
  height: side,
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

export const readVersionResult = z.object({
  document: documentSchema,
  /** The number of layers, steps of the region and saved regions whose pictures the project lacks. */
  leftOut: z.int().nonnegative(),
});
