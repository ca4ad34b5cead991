import { z } from 'zod';
import { toldSchema } from './told.ts';

/** Every execution provider that the studio knows: what the model can compute on. */
export const providerNames = ['cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'] as const;
/** One of `providerNames`. */
export type Provider = (typeof providerNames)[number];

/** What the model computes on, by the artist's choice. Null leaves it to the engine. */
export const providerChoiceSchema = z.enum(providerNames).nullable();
export type ProviderChoice = z.infer<typeof providerChoiceSchema>;

/** A provider on this computer. */
export const providerStateSchema = z.object({
  provider: z.enum(providerNames),
  /** Whether all that the runtime needs for it is here. Whether it works is known once it has been tried. */
  isThere: z.boolean(),
  /** How it came out when the engine last tried it; null where it has not. */
  worked: z.boolean().nullable(),
  /** What is missing, or why it did not work. */
  told: toldSchema.nullable(),
});
export type ProviderState = z.infer<typeof providerStateSchema>;
