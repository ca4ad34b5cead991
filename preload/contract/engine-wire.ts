import { z } from 'zod';
import {
  describeProgressSchema,
  describeRequestSchema,
  describeResultSchema,
  drawProgressSchema,
  drawRequestOf,
  engineCandidateSchema,
  engineStatusSchema,
  replayRequestSchema,
  replayResultSchema,
} from './engine.ts';
import { hashSchema, idSchema } from './ids.ts';
import { bytesSchema, MAX_PIXELS, MAX_SIDE } from './pictures.ts';
import type { Service } from './service.ts';
import { drawTasksWith } from './tasks.ts';

/**
 * How the engine is asked over a port, which may lead anywhere. Pictures are named by the sha256 of their bytes, and
 * these travel once. A job has an id that its client makes; whoever knows it may follow the job, over any connection.
 */

/** Of one picture: the pixels of the largest. */
export const MOST_PICTURE_BYTES = 4 * MAX_PIXELS;
/** Of one message. A client uploads more in several. */
export const MOST_PICTURES_AT_ONCE = 16;

const side = z.int().positive().max(MAX_SIDE);
const named = { sha256: hashSchema, width: side, height: side };

/** RGBA of the working space, as `Raster` has it. */
export const namedRasterSchema = z.object({ format: z.literal('rgba'), ...named });
/** A byte a pixel, as `RegionMask` has it. */
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
  /** Whether progress is to show the picture now and then. */
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

/** How far a job is; the last of these is told again to whoever follows it anew. */
export const jobStateSchema = z.discriminatedUnion('kind', [
  /** It waits for its turn, or has told nothing yet. */
  z.object({ kind: z.literal('begun') }),
  z.object({ kind: z.literal('draw'), progress: drawProgressSchema }),
  z.object({ kind: z.literal('describe'), progress: describeProgressSchema }),
]);
export type JobState = z.infer<typeof jobStateSchema>;

const hashes = z.array(hashSchema).min(1).max(MOST_PICTURES_AT_ONCE);
const done = z.object({});

export const engineWire = {
  /** Loads the model where it is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  /** Which of these pictures the engine does not have. */
  missing: { params: z.object({ hashes }), result: z.object({ hashes: z.array(hashSchema) }) },
  /** 'bad-request' where the bytes are not those that the name says, or too many. */
  upload: { params: z.object({ sha256: hashSchema, bytes: bytesSchema }), result: done },
  /**
   * Puts a job in the queue; the same job under the same id again is no other job. 'not-found' where the engine lacks
   * a picture, 'bad-request' where another job has the id or too many wait.
   */
  submit: { params: z.object({ jobId: idSchema, job: namedJobSchema }), result: done },
  /** Tells how the job goes on, and its end; 'not-found' where the engine has no such job. */
  follow: { params: z.object({ jobId: idSchema }), result: namedResultSchema, event: jobStateSchema },
  /** Bytes of pictures that a finished job's result names. 'not-found' where it names no such picture. */
  download: {
    params: z.object({ jobId: idSchema, sha256: hashSchema }),
    result: z.object({ bytes: bytesSchema }),
  },
  /** Stops a job that is not finished, and forgets it. Nothing where the engine has no such job. */
  drop: { params: z.object({ jobId: idSchema }), result: done },
} as const satisfies Service;
export type EngineWire = typeof engineWire;
