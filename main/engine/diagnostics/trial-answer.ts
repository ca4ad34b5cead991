import { z } from 'zod';
import { toldSchema } from '../../../preload/contract/told.ts';

const verifiedRunSchema = z.object({
  width: z.int(),
  height: z.int(),
  /** Seconds of the second drawing. */
  seconds: z.number(),
  codes: z.array(z.int()),
  /** The picture's bytes in base64. */
  rgba: z.string(),
});
/** A drawing that verifies a provider. */
export type VerifiedRun = z.infer<typeof verifiedRunSchema>;

/** What a process that tries a provider prints as a line of JSON. */
export const trialAnswerSchema = z.discriminatedUnion('kind', [
  /** `onCpu` is not 0 where the provider leaves something to the CPU. */
  z.object({ kind: z.literal('tried'), onCpu: z.int() }),
  z.object({ kind: z.literal('verified'), onCpu: z.int(), ...verifiedRunSchema.shape }),
  z.object({ kind: z.literal('failed'), told: toldSchema }),
]);
/** One of the outcomes. */
export type TrialAnswer = z.infer<typeof trialAnswerSchema>;
/** The outcome of a provider that drew. */
export type Verified = Extract<TrialAnswer, { kind: 'verified' }>;
