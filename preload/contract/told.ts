import { z } from 'zod';

/**
 * A sentence for a person that crosses processes: its code in the catalogue with what stands in it, and the English
 * sentence for a reader that does not know the code. Older records have the sentence alone.
 */
export const toldSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Told = z.infer<typeof toldSchema>;
