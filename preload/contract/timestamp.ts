import { z } from 'zod';

/** Milliseconds since 1970. */
export const timestampSchema = z.int().nonnegative();
