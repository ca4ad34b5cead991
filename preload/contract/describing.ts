import { z } from 'zod';
import { forecastSchema, timingsSchema } from './job.ts';
import { rasterSchema } from './pictures.ts';
import { seedSchema, textSettingsSchema } from './settings.ts';
import { textTaskNames } from './tasks.ts';
import { wordsSchema } from './words.ts';

export const describeRequestSchema = z.object({
  task: z.enum(textTaskNames),
  picture: rasterSchema,
  /** Empty for a caption. */
  question: wordsSchema,
  /** Null means the model's defaults. */
  settings: textSettingsSchema.nullable(),
  seed: seedSchema,
});
export type DescribeRequest = z.infer<typeof describeRequestSchema>;

export const describeProgressSchema = z.object({
  /** Present only in the first message, before the first step. */
  forecast: forecastSchema.exactOptional(),
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  textSoFar: z.string(),
});

export const describeResultSchema = z.object({
  task: z.enum(textTaskNames),
  text: z.string(),
  seed: seedSchema,
  settings: textSettingsSchema,
  modelHash: z.string(),
  modelName: z.string(),
  provider: z.string(),
  timings: timingsSchema,
});
export type DescribeResult = z.infer<typeof describeResultSchema>;
