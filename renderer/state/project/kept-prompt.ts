import { z } from 'zod';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { imageSettingsSchema, seedSchema } from '../../../preload/contract/settings.ts';
import { speedSchema } from '../../../preload/contract/speed.ts';
import { drawTasks, firstChoices, MOST_AT_ONCE } from '../../generation/tasks/tasks.ts';

/**
 * The greatest number of characters in a prompt that is being written. It exceeds what a model can draw from, so that
 * pasted text is not cut unnoticed.
 */
export const MOST_KEPT = 100_000;

/** The part of the prompt bar that is saved. A field that an older studio did not save gets its default. */
export const keptPromptSchema = z.object({
  task: z.enum(drawTasks).default('generate'),
  text: z.string().max(MOST_KEPT),
  settings: z.partialRecord(z.enum(drawTasks), imageSettingsSchema),
  /** The speeds by name, since a later studio may have better settings for them. */
  speeds: z.partialRecord(z.enum(drawTasks), speedSchema).default({}),
  size: z.object({ width: z.int().min(1).max(MAX_SIDE), height: z.int().min(1).max(MAX_SIDE) }),
  seed: seedSchema,
  keepSeed: z.boolean(),
  count: z.int().min(1).max(MOST_AT_ONCE).default(1),
  verify: z.boolean().default(false),
  strength: z.number().gt(0).max(1).default(firstChoices.strength),
  sketch: z.number().min(0).max(1).default(firstChoices.sketch),
  variants: z.object({ control: z.string(), predict: z.string(), views: z.string() }).default(firstChoices.variants),
  edge: z
    .object({
      feather: z.number().min(0).max(1000).nullable(),
      growth: z.number().min(0).max(1000),
      context: z.number().min(0).max(10).nullable(),
    })
    .default(firstChoices.edge),
  /** The model that the settings belong to. Another model brings its own. */
  modelHash: z.string(),
});
export type KeptPrompt = z.infer<typeof keptPromptSchema>;

/**
 * The prompt of a new project. It has no words and a new seed. The other settings stay as the artist last used them.
 */
export function freshPrompt(last: KeptPrompt, seed: number): KeptPrompt {
  const settings = Object.fromEntries(
    Object.entries(last.settings).map(([task, { negativePrompt: _, ...dials }]) => [task, dials]),
  );
  return { ...last, task: 'generate', text: '', seed, keepSeed: false, settings };
}
