import { z } from 'zod';
import { failureSchema } from '../contract/errors.ts';

const id = z.int().nonnegative();

/** A message from the caller. */
export const requestMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, method: z.string().max(100), params: z.unknown().optional() }),
  z.object({ kind: z.literal('cancel'), id }),
]);
export type RequestMessage = z.infer<typeof requestMessageSchema>;

/** A message from the service, with the id of the call. A call ends with one `result` or one `error`. */
export const replyMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), id, event: z.unknown().optional() }),
  z.object({ kind: z.literal('result'), id, result: z.unknown().optional() }),
  z.object({ kind: z.literal('error'), id, failure: failureSchema }),
]);
export type ReplyMessage = z.infer<typeof replyMessageSchema>;
