import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { hashSchema, idSchema } from './ids.ts';
import { MAX_SIDE } from './pictures.ts';
import { imageSettingsSchema, seedSchema } from './settings.ts';
import { taskDetailsSchema } from './task-inputs.ts';
import { drawTaskNames } from './tasks.ts';
import { timestampSchema } from './timestamp.ts';
import { wordsSchema } from './words.ts';

/** Limit of jobs of one project that wait. */
export const MOST_QUEUED = 500;

const side = z.int().positive().max(MAX_SIDE);
const sizeSchema = z.object({ width: side, height: side });

/** The words and numbers of a drawing that waits for its turn, as they were when it was queued. */
export const queuedRequestSchema = z.object({
  task: z.enum(drawTaskNames),
  prompt: wordsSchema,
  settings: imageSettingsSchema,
  /** The seed of the first picture. The others have the seeds after it. */
  seed: seedSchema,
  size: sizeSchema,
  details: taskDetailsSchema,
  verify: z.boolean(),
  /** Whether the results wait for a decision, even on an empty page. */
  waits: z.boolean(),
  parentId: idSchema.nullable(),
  /** The size of the page. Places of the result count from its corner. */
  page: sizeSchema,
  /** The look of the page as a digest. The window compares it with the present page. */
  pageLook: z.string().max(128),
});
export type QueuedRequest = z.infer<typeof queuedRequestSchema>;

/** The pictures that a queued drawing needs, by the hashes of the project's blobs. */
export const queuedPicturesSchema = z.object({
  picture: hashSchema.nullable(),
  stylePicture: hashSchema.nullable(),
  /** Grey PNGs of the page's size. */
  regionMask: hashSchema.nullable(),
  freezeMask: hashSchema.nullable(),
  /** The pictures that the record of the result names. */
  givenPicture: hashSchema.nullable(),
  givenStyle: hashSchema.nullable(),
});
export type QueuedPictures = z.infer<typeof queuedPicturesSchema>;

/** A drawing that waits for its turn. It is kept until its last picture is recorded, or until the artist cancels it. */
export const queuedJobSchema = queuedPicturesSchema.extend({
  id: idSchema,
  /** All of its results share this id. */
  runId: idSchema,
  /** Jobs run in the order of these numbers, over all projects of a window. */
  place: z.number(),
  request: queuedRequestSchema,
  /** How many pictures were asked for, and how many of them are recorded. */
  count: z.int().min(1).max(64),
  drawn: z.int().nonnegative(),
  /** Why it could not be drawn; null while it waits. */
  failure: failureSchema.nullable(),
  createdAt: timestampSchema,
});
export type QueuedJob = z.infer<typeof queuedJobSchema>;

/** A job as it is handed to the store. The store adds the rest. */
export const newQueuedJobSchema = queuedJobSchema.omit({ drawn: true, failure: true, createdAt: true });
export type NewQueuedJob = z.infer<typeof newQueuedJobSchema>;
