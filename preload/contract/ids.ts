import { z } from 'zod';

export const idSchema = z.uuid();
/** sha256 of a blob. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What of a row of another version of the studio its reader does not know. */
export const recordedSchema = z.object({
  kind: z.string().min(1).max(40),
  dataVersion: z.int().positive(),
  /** JSON, as it was read. */
  data: z.string().max(1_000_000),
});
