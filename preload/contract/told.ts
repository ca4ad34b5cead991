import { z } from 'zod';

const valueSchema = z.union([z.string(), z.number()]);

/** A sentence, or a part of one, whose values are plain. */
export const toldPartSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), valueSchema).optional(),
});
export type ToldPart = z.infer<typeof toldPartSchema>;

/**
 * A sentence for a person that crosses processes: its code in the catalogue with what stands in it, and the English
 * sentence for a reader that does not know the code. A part of it, such as a layer's description, is a sentence of its
 * own, and a list of parts is joined by the reader's language. Older records have the sentence alone.
 */
export const toldSchema = toldPartSchema.extend({
  params: z.record(z.string(), z.union([valueSchema, toldPartSchema, z.array(toldPartSchema)])).optional(),
});
export type Told = z.infer<typeof toldSchema>;
