import { z } from 'zod';

/** The studio's own version, as package.json has it. */
export const STUDIO_VERSION = '0.1.0';

/** What drew a picture, besides the model: versions of the studio and of the library that runs the model. */
export const versionsSchema = z.object({ studio: z.string().min(1).max(80), runtime: z.string().min(1).max(80) });
export type Versions = z.infer<typeof versionsSchema>;
