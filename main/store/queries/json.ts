import type { z } from 'zod';

/**
 * A JSON column as the contract's type.
 * @throws ZodError or SyntaxError where the column holds something else: a bug or a damaged file.
 */
export function readJson<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  return schema.parse(JSON.parse(text));
}
