import { z } from 'zod';
import { mediaTypes } from './formats.ts';
import { layeredTypes } from './layered-formats.ts';

/** What a project keeps: pictures, and the files with layers from which some of them were made. */
export const keptTypeSchema = z.enum([...mediaTypes, ...layeredTypes]);
export type KeptType = z.infer<typeof keptTypeSchema>;
