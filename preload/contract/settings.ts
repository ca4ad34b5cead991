import { z } from 'zod';
import { cacheSettingsSchema } from './speed.ts';
import { wordsSchema } from './words.ts';

/** Seeds are unsigned 32-bit numbers. 0 is a seed like any other. */
export const seedSchema = z.int().min(0).max(0xffff_ffff);

export const imageSettingsSchema = z.object({
  steps: z.int().min(1).max(1024),
  /** Guidance scale s in the reference's convention: (1 + s) * cond - s * uncond. It is off at 0. */
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
  /** Strength with which the drawing follows a given picture. It is off at 0. Absent means the model's default. */
  imageGuidance: z.number().min(0).max(100).exactOptional(),
  /**
   * Words for what the model must not draw. They take the place of the unconditional prompt, so they act through
   * `textGuidance` alone.
   */
  negativePrompt: wordsSchema.exactOptional(),
  /** Absent means that every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

export const textSettingsSchema = z.object({
  steps: z.int().min(1).max(4096),
  genLength: z.int().min(1).max(4096),
  blockLength: z.int().min(1).max(4096),
  samplingTemperature: z.number().min(0).max(10),
  /**
   * A step also fixes every token of at least this confidence, so that an answer takes fewer steps. Absent means that a step
   * fixes its own number of tokens and no more.
   */
  confidenceThreshold: z.number().gt(0).max(1).exactOptional(),
  /** Absent means that every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});

export type TextSettings = z.infer<typeof textSettingsSchema>;
