import { z } from 'zod';
import { imageSettingsSchema, seedSchema } from '../../../preload/contract/engine.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { speedSchema } from '../../../preload/contract/speed.ts';
import { drawTasks, firstChoices, MOST_AT_ONCE } from '../../generation/tasks/tasks.ts';

/** Characters that a prompt may have while it is written: more than can be drawn from, so that nothing pasted is cut unseen. */
export const MOST_KEPT = 100_000;

/** What of the prompt bar lives on over a restart. What an older studio did not keep begins as it does today. */
export const keptPromptSchema = z.object({
  task: z.enum(drawTasks).default('generate'),
  text: z.string().max(MOST_KEPT),
  settings: z.partialRecord(z.enum(drawTasks), imageSettingsSchema),
  /** By name: a later studio's dials for it may be better ones. */
  speeds: z.partialRecord(z.enum(drawTasks), speedSchema).default({}),
  size: z.object({ width: z.int().min(1).max(MAX_SIDE), height: z.int().min(1).max(MAX_SIDE) }),
  seed: seedSchema,
  keepSeed: z.boolean(),
  count: z.int().min(1).max(MOST_AT_ONCE).default(1),
  verify: z.boolean().default(false),
  strength: z.number().gt(0).max(1).default(firstChoices.strength),
  variants: z.object({ control: z.string(), predict: z.string(), views: z.string() }).default(firstChoices.variants),
  edge: z
    .object({
      feather: z.number().min(0).max(1000).nullable(),
      growth: z.number().min(0).max(1000),
      context: z.number().min(0).max(10).nullable(),
    })
    .default(firstChoices.edge),
  /** The model that the settings belong to: another one brings its own. */
  modelHash: z.string(),
});
export type KeptPrompt = z.infer<typeof keptPromptSchema>;

/** The prompt of a new project: no words, no seed; the dials stay where the artist works with them. */
export function freshPrompt(last: KeptPrompt, seed: number): KeptPrompt {
  const settings = Object.fromEntries(
    Object.entries(last.settings).map(([task, { negativePrompt: _, ...dials }]) => [task, dials]),
  );
  return { ...last, task: 'generate', text: '', seed, keepSeed: false, settings };
}
