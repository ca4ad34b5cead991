import { z } from 'zod';

/** A question about a result, what its answer must say, and what the model answered. */
export const checkSchema = z.object({
  question: z.string().max(1000),
  expected: z.string().max(200),
  answer: z.string().max(20_000),
  holds: z.boolean(),
});
export type Check = z.infer<typeof checkSchema>;

/** More than are ever asked of one picture. */
export const checksSchema = z.array(checkSchema).max(64);
