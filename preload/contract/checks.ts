import { z } from 'zod';

/** A question about a result, what its answer must say, and what the model answered. */
export const checkSchema = z.object({
  question: z.string().max(1000),
  expected: z.string().max(200),
  answer: z.string().max(20_000),
  holds: z.boolean(),
});
export type Check = z.infer<typeof checkSchema>;

export const rightOf = (checks: readonly Check[]): number => checks.filter(({ holds }) => holds).length;

export interface Judged {
  /** Absent: nobody asked. */
  readonly checks?: readonly Check[] | undefined;
  /** Of every cell, null where there are none; `fixedAt` is below 0 where it was known before the drawing. */
  readonly confidence: Float32Array | null;
  readonly fixedAt: Int16Array | null;
}

/** By right answers, then by how sure the model was of what it drew. Those that were not asked keep their order. */
export function bestFirst<C extends Judged>(candidates: readonly C[]): C[] {
  if (candidates.some(({ checks }) => checks === undefined)) return [...candidates];
  const right = ({ checks = [] }: C) => rightOf(checks);
  return [...candidates].sort((a, b) => right(b) - right(a) || sureness(b) - sureness(a));
}

function sureness({ confidence, fixedAt }: Judged): number {
  if (confidence === null || fixedAt === null) return 0;
  const drawn = confidence.filter((_, cell) => (fixedAt[cell] ?? -1) >= 0);
  return drawn.length === 0 ? 0 : drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
}

/** More than are ever asked of one picture. */
export const checksSchema = z.array(checkSchema).max(64);
