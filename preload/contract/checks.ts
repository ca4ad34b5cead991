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
  /** Absent where the model was asked nothing. */
  readonly checks?: readonly Check[] | undefined;
  /**
   * `confidence` and `fixedAt` have one entry per cell, and are null where the model has no cells. An entry of
   * `fixedAt` is below 0 where the cell was known before the drawing.
   */
  readonly confidence: Float32Array | null;
  readonly fixedAt: Int16Array | null;
}

/**
 * Sorts the candidates by their right answers, and equal ones by the mean confidence of the cells that were drawn.
 * Where one of them was not checked, all keep their order.
 */
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

/** The limit is higher than the number of questions that are ever asked about one picture. */
export const checksSchema = z.array(checkSchema).max(64);
