import type { z } from 'zod';
import { failureSchema } from './errors.ts';
import { hashSchema } from './ids.ts';
import { noteSchema } from './records.ts';

/** Limit of captions and answers of one project that wait. */
export const MOST_QUEUED_CAPTIONS = 50_000;

/** Limit of them in one call. */
export const MOST_CAPTIONS_AT_ONCE = 1000;

/** A caption or an answer that waits to be made. It is kept until its note is recorded, or until the artist cancels it. */
export const queuedCaptionSchema = noteSchema.pick({ id: true, task: true, question: true }).extend({
  /** The picture that is described. The id is that of the note to come. */
  picture: hashSchema,
  /** Why it could not be made; null while it waits. */
  failure: failureSchema.nullable(),
});
export type QueuedCaption = z.infer<typeof queuedCaptionSchema>;

/** One as it is handed to the store. */
export const newQueuedCaptionSchema = queuedCaptionSchema.omit({ failure: true });
export type NewQueuedCaption = z.infer<typeof newQueuedCaptionSchema>;
