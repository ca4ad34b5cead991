import { z } from 'zod';

/** Time and memory that a job is likely to take on this machine, estimated from earlier passes. */
export const forecastSchema = z.object({
  seconds: z.number().nonnegative(),
  /** Peak memory of the whole engine process. */
  bytes: z.number().nonnegative(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const timingsSchema = z.object({
  total: z.number(),
  encode: z.number(),
  denoise: z.number(),
  decode: z.number(),
  /** Seconds inside of session.run, for all graphs together. */
  running: z.number(),
});
