import { z } from 'zod';
import { describeProgressSchema, describeRequestSchema, describeResultSchema } from './describing.ts';
import {
  drawProgressSchema,
  drawRequestOf,
  engineCandidateSchema,
  replayRequestSchema,
  replayResultSchema,
} from './drawing.ts';
import { engineStatusSchema } from './engine.ts';
import { hashSchema, idSchema } from './ids.ts';
import { bytesSchema, MAX_PIXELS, MAX_SIDE } from './pictures.ts';
import type { Service } from './service.ts';
import { drawTasksWith } from './tasks.ts';

/**
 * The engine's protocol over a port, which may lead anywhere. Pictures are named by the sha256 of their bytes, and the
 * bytes travel once. The client makes the id of a job. Whoever knows the id may follow the job over any connection.
 */

/** Limit of one picture in bytes. It is the size of the largest raster. */
export const MOST_PICTURE_BYTES = 4 * MAX_PIXELS;
/** Limit of hashes in one message. A client sends more of them in several messages. */
export const MOST_PICTURES_AT_ONCE = 16;

const side = z.int().positive().max(MAX_SIDE);
const named = { sha256: hashSchema, width: side, height: side };

/** A picture in RGBA of the working space, like `Raster`. */
export const namedRasterSchema = z.object({ format: z.literal('rgba'), ...named });
/** A mask with one byte per pixel, like `RegionMask`. */
export const namedMaskSchema = z.object({ format: z.literal('grey'), ...named });
export const namedPngSchema = z.object({
  format: z.literal('png'),
  sha256: hashSchema,
  bytes: z.int().positive().max(MOST_PICTURE_BYTES),
});
export type NamedRaster = z.infer<typeof namedRasterSchema>;
export type NamedMask = z.infer<typeof namedMaskSchema>;
export type NamedPng = z.infer<typeof namedPngSchema>;

const drawing = z.object({
  kind: z.literal('draw'),
  request: drawRequestOf(drawTasksWith(namedRasterSchema, namedMaskSchema)),
  /** Whether progress messages show the picture from time to time. */
  previews: z.boolean(),
});
const describing = z.object({
  kind: z.literal('describe'),
  request: describeRequestSchema.extend({ picture: namedRasterSchema }),
});
const replaying = z.object({ kind: z.literal('replay'), request: replayRequestSchema });
export const namedJobSchema = z.discriminatedUnion('kind', [drawing, describing, replaying]);
export type NamedJob = z.infer<typeof namedJobSchema>;

const namedCandidateSchema = engineCandidateSchema.extend({ png: namedPngSchema });
const namedDrawResultSchema = namedCandidateSchema.extend({ others: z.array(namedCandidateSchema).exactOptional() });
const namedReplayResultSchema = replayResultSchema.extend({ raster: namedRasterSchema });
export const namedResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draw'), result: namedDrawResultSchema }),
  z.object({ kind: z.literal('describe'), result: describeResultSchema }),
  z.object({ kind: z.literal('replay'), result: namedReplayResultSchema }),
]);
export type NamedResult = z.infer<typeof namedResultSchema>;

/** Progress of a job. A new follower of the job first receives its latest state. */
export const jobStateSchema = z.discriminatedUnion('kind', [
  /** The job waits for its turn, or has reported nothing yet. */
  z.object({ kind: z.literal('begun') }),
  z.object({ kind: z.literal('draw'), progress: drawProgressSchema }),
  z.object({ kind: z.literal('describe'), progress: describeProgressSchema }),
]);
export type JobState = z.infer<typeof jobStateSchema>;

const hashes = z.array(hashSchema).min(1).max(MOST_PICTURES_AT_ONCE);
const done = z.object({});

export const engineWire = {
  /** Returns the engine's status. It loads the model first where that is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  /** Returns those of the hashes whose pictures the engine does not have. */
  missing: { params: z.object({ hashes }), result: z.object({ hashes: z.array(hashSchema) }) },
  /** Gives the engine a picture. Fails with 'bad-request' where the bytes do not fit the name or exceed the limit. */
  upload: { params: z.object({ sha256: hashSchema, bytes: bytesSchema }), result: done },
  /**
   * Puts a job in the queue, unless the same job is there under the same id. Fails with 'not-found' where the engine
   * lacks a picture. Fails with 'bad-request' where a picture does not have the size that the request says, where
   * another job has the id, or where there are too many jobs.
   */
  submit: { params: z.object({ jobId: idSchema, job: namedJobSchema }), result: done },
  /**
   * Reports a job's progress and returns its result. Fails with the job's own error, or with 'not-found' where the
   * engine has no such job.
   */
  follow: { params: z.object({ jobId: idSchema }), result: namedResultSchema, event: jobStateSchema },
  /**
   * Returns the bytes of a picture that a finished job's result names. Fails with 'not-found' where there is no such
   * job or picture.
   */
  download: {
    params: z.object({ jobId: idSchema, sha256: hashSchema }),
    result: z.object({ bytes: bytesSchema }),
  },
  /** Stops a job that is not finished, and forgets it. Does nothing where the engine has no such job. */
  drop: { params: z.object({ jobId: idSchema }), result: done },
} as const satisfies Service;
export type EngineWire = typeof engineWire;
