/** Serves the engine over a port: uploads, jobs by id, and their results (preload/contract/engine-wire.ts). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { describeRequestSchema } from '../../../preload/contract/describing.ts';
import { type DrawResult, drawRequestSchema, type EngineCandidate } from '../../../preload/contract/drawing.ts';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { type EngineWire, MOST_PICTURE_BYTES, type NamedJob } from '../../../preload/contract/engine-wire.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MAX_PIXELS } from '../../../preload/contract/pictures.ts';
import type { Handlers } from '../../../preload/contract/service.ts';
import { restorePictures } from '../../../preload/rpc/named-pictures.ts';
import { PictureCache } from '../../../preload/rpc/picture-cache.ts';
import { sha256Of } from '../../../preload/rpc/sha256.ts';
import { toWire } from '../../../preload/rpc/wire.ts';
import { type JobEnd, type JobLimits, JobTable } from './job-table.ts';
import type { Job, JobResult, JobRunner } from './messages.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of uploads for one request. A mix has two of the largest pictures and a mask. */
const MOST_UPLOADED = 3 * MOST_PICTURE_BYTES;
/** Bytes of uploads that stay for later jobs: several ordinary pages, or one of the largest. */
const MOST_CACHED = MOST_PICTURE_BYTES;

/** Limits and events of an engine. */
export interface EngineOptions {
  readonly limits?: JobLimits;
  /** Called when the model is loaded. */
  readonly onReady?: () => void;
}

/** Made once for all connections, since a job outlives the connection it came by. */
export function engineHandlers(runner: JobRunner, options: EngineOptions = {}): Handlers<EngineWire> {
  const uploads = new PictureCache(MOST_UPLOADED);
  const jobs = new JobTable(options.limits);
  let known: EngineStatus | undefined;
  return {
    // The status is kept once the model is loaded, so that it never waits behind a drawing.
    status: async (_, { signal }) => {
      if (known === undefined) {
        const end = await runner.run({ kind: 'status' }, signal);
        if (end.kind !== 'status') throw new Error(`A status ended as ${end.kind}.`);
        known = end.result;
        options.onReady?.();
      }
      return known;
    },
    missing: ({ hashes }) => ({ hashes: hashes.filter((sha256) => uploads.get(sha256) === undefined) }),
    upload: async ({ sha256, bytes }) => {
      if (bytes.length > MOST_PICTURE_BYTES) {
        throw StudioError.of('engine.picture-too-large', { megapixels: MAX_PIXELS / 1024 ** 2 });
      }
      if ((await sha256Of(bytes)) !== sha256) {
        throw StudioError.of('engine.picture-misnamed', {});
      }
      uploads.put(sha256, onItsOwn(bytes));
      return {};
    },
    submit: ({ jobId, job }) => {
      const restored = withPictures(job, uploads);
      jobs.submit(jobId, digestOf(job), async (signal, tell) => endOf(await runner.run(restored, signal, tell)));
      uploads.trim(MOST_CACHED);
      return {};
    },
    follow: ({ jobId }, { signal, send }) => jobs.follow(jobId, signal, send),
    download: async ({ jobId, sha256 }) => ({ bytes: await jobs.picture(jobId, sha256) }),
    drop: ({ jobId }) => {
      jobs.drop(jobId);
      return {};
    },
  };
}

/** Copies a part of a received message, which would otherwise keep the whole message in memory. */
function onItsOwn(bytes: Bytes): Bytes {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

/** @throws StudioError 'not-found', or 'bad-request' where a picture has not the size that the request says */
function withPictures(job: NamedJob, uploads: PictureCache): Job {
  if (job.kind === 'replay') return job;
  const request = restorePictures(job.request, (sha256) => {
    const bytes = uploads.get(sha256);
    if (bytes !== undefined) return bytes;
    throw StudioError.of('engine.picture-absent', {}, { retryable: true });
  });
  if (job.kind === 'draw') return { ...job, request: fitting(drawRequestSchema, request) };
  return { ...job, request: fitting(describeRequestSchema, request) };
}

function fitting<S extends z.ZodType>(schema: S, request: unknown): z.infer<S> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw StudioError.of('engine.picture-misfit', {}, { detail: z.prettifyError(parsed.error) });
}

/** A digest of a job, which contains its pictures by their names. */
function digestOf(job: NamedJob): string {
  const { header, parts } = toWire(job);
  const hash = createHash('sha256').update(JSON.stringify(header));
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** The result of a job with its pictures replaced by their names. */
async function endOf(end: JobResult): Promise<JobEnd> {
  const pictures = new Map<string, Bytes>();
  const name = async (bytes: Bytes) => {
    const sha256 = await sha256Of(bytes);
    pictures.set(sha256, bytes);
    return sha256;
  };
  if (end.kind === 'draw') return { result: { kind: 'draw', result: await named(end.result, name) }, pictures };
  if (end.kind === 'describe') return { result: end, pictures };
  if (end.kind === 'status') throw new Error('A status is no job of a client.');
  const { width, height, rgba } = end.result.raster;
  const raster = { format: 'rgba', sha256: await name(rgba), width, height } as const;
  return { result: { kind: 'replay', result: { raster } }, pictures };
}

async function named({ others, ...first }: DrawResult, name: (bytes: Bytes) => Promise<string>) {
  const one = async ({ png, ...candidate }: EngineCandidate) => ({
    ...candidate,
    png: { format: 'png', sha256: await name(png), bytes: png.length } as const,
  });
  return { ...(await one(first)), ...(others && { others: await Promise.all(others.map(one)) }) };
}
