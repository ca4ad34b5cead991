import { z } from 'zod';

const valueSchema = z.union([z.string(), z.number()]);

/** A sentence, or a part of one, with plain values. */
export const toldPartSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), valueSchema).optional(),
});
export type ToldPart = z.infer<typeof toldPartSchema>;

/**
 * A sentence for a person that crosses processes. It carries its code in the catalogue with the values for it, and the
 * English sentence for a reader that does not know the code. A part of it, such as a layer's description, is a sentence
 * of its own. The reader joins a list of parts as their language does. Older records have only the English sentence.
 */
export const toldSchema = toldPartSchema.extend({
  params: z.record(z.string(), z.union([valueSchema, toldPartSchema, z.array(toldPartSchema)])).optional(),
});
export type Told = z.infer<typeof toldSchema>;
