import { z } from 'zod';

export const idSchema = z.uuid();
/** sha256 of a blob. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** The part of a row that its reader does not know, because another version of the studio wrote it. */
export const recordedSchema = z.object({
  kind: z.string().min(1).max(40),
  dataVersion: z.int().positive(),
  /** The JSON text, exactly as it was read. */
  data: z.string().max(1_000_000),
});
