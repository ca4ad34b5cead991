import { z } from 'zod';
import { describeProgressSchema, describeRequestSchema, describeResultSchema } from './describing.ts';
import {
  drawProgressSchema,
  drawRequestSchema,
  drawResultSchema,
  replayRequestSchema,
  replayResultSchema,
} from './drawing.ts';
import { manifestSchema } from './manifest.ts';
import type { Service } from './service.ts';
import { toldSchema } from './told.ts';
import { versionsSchema } from './versions.ts';

export const engineStatusSchema = z.object({
  manifest: manifestSchema,
  modelFolder: z.string(),
  provider: z.string(),
  versions: versionsSchema.exactOptional(),
  availableProviders: z.array(z.string()),
  /** Notes from loading the model, such as the reason why it does not run on the intended provider. */
  notes: z.array(toldSchema),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/**
 * The engine's methods for its callers. They turn a request into a picture or text, one job at a time, in the order of
 * the calls. `engine-wire.ts` describes how calls travel.
 */
export const engineService = {
  /** Returns the engine's status. It loads the model first where that is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  draw: { params: drawRequestSchema, result: drawResultSchema, event: drawProgressSchema },
  replay: { params: replayRequestSchema, result: replayResultSchema },
  describe: { params: describeRequestSchema, result: describeResultSchema, event: describeProgressSchema },
} as const satisfies Service;
export type EngineService = typeof engineService;
