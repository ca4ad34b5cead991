/**
 * The engine for its callers, with pixels in and out, over a port that carries pictures by name (contract/engine-
 * wire.ts).
 */
import { z } from 'zod';
import type { DescribeResult } from '../contract/describing.ts';
import type { DrawResult, ReplayResult } from '../contract/drawing.ts';
import { type EngineService, engineService } from '../contract/engine.ts';
import {
  type EngineWire,
  type JobState,
  MOST_PICTURES_AT_ONCE,
  type NamedResult,
  namedJobSchema,
} from '../contract/engine-wire.ts';
import { type FailureKind, StudioError } from '../contract/errors.ts';
import type { Client } from '../contract/service.ts';
import { cancelled, serviceLost } from './connect.ts';
import { namePictures } from './named-pictures.ts';
import { PictureCache } from './picture-cache.ts';
import { sha256Of } from './sha256.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The number of tries to submit, where a connection is lost or another client's pictures displace ours. */
const TRIES = 3;
/** The results' pictures that are kept, so that the same one is not downloaded again. */
const KEPT_BYTES = 32 * 1024 * 1024;

export interface EngineClientOptions {
  /** Whether progress shows the picture at times; true where it is absent. */
  readonly previews?: boolean;
  /** The time that a lost connection to a job may take to come back. */
  readonly resumeWithinMs?: number;
}

/**
 * Calls reject with a `StudioError`: the job's own, 'cancelled' as soon as the signal aborts, or 'service-lost' where
 * the engine that had the job is gone. A job outlives its connection where `wire` gets a new one.
 */
export function engineClient(wire: Client<EngineWire>, options: EngineClientOptions = {}): Client<EngineService> {
  const jobs = new Jobs(wire, options);
  const { previews = true } = options;
  return {
    status: (params, callOptions) => wire.status(params, callOptions),
    draw: async (request, { signal, onEvent } = {}) => {
      const asked = checked('draw', request);
      const told = (state: JobState) => state.kind === 'draw' && onEvent?.(state.progress);
      return jobs.run({ kind: 'draw', request: asked, previews }, signal, told, async (end, pictures) => {
        if (end.kind !== 'draw') throw misunderstood('draw');
        const { others, ...first } = end.result;
        const drawn: DrawResult = { ...first, png: await pictures(first.png.sha256) };
        if (others === undefined) return drawn;
        const rest: DrawResult['others'] = [];
        for (const other of others) rest.push({ ...other, png: await pictures(other.png.sha256) });
        return { ...drawn, others: rest };
      });
    },
    describe: async (request, { signal, onEvent } = {}) => {
      const asked = checked('describe', request);
      const told = (state: JobState) => state.kind === 'describe' && onEvent?.(state.progress);
      return jobs.run({ kind: 'describe', request: asked }, signal, told, async (end): Promise<DescribeResult> => {
        if (end.kind !== 'describe') throw misunderstood('describe');
        return end.result;
      });
    },
    replay: async (request, { signal } = {}) => {
      const asked = checked('replay', request);
      return jobs.run(
        { kind: 'replay', request: asked },
        signal,
        ignored,
        async (end, pictures): Promise<ReplayResult> => {
          if (end.kind !== 'replay') throw misunderstood('replay');
          const { width, height, sha256 } = end.result.raster;
          return { raster: { width, height, rgba: await pictures(sha256) } };
        },
      );
    },
  };
}

type Told = (state: JobState) => unknown;
const ignored: Told = () => undefined;
/** The bytes of a picture that a result names. */
type Pictures = (sha256: string) => Promise<Bytes>;

class Jobs {
  readonly #wire: Client<EngineWire>;
  readonly #resumeWithinMs: number;
  readonly #kept = new PictureCache(KEPT_BYTES);
  /** Jobs are submitted in the order of the calls, whatever the size of their pictures. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(wire: Client<EngineWire>, { resumeWithinMs = 20_000 }: EngineClientOptions) {
    this.#wire = wire;
    this.#resumeWithinMs = resumeWithinMs;
  }

  /** @param job a job with pixels @param read turns the engine's answer into the caller's result */
  async run<T>(
    job: unknown,
    signal: AbortSignal | undefined,
    told: Told,
    read: (end: NamedResult, pictures: Pictures) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const jobId = crypto.randomUUID();
    // The engine keeps the end of a job until its client has received it.
    const drop = () => void this.#wire.drop({ jobId }).catch(() => undefined);
    signal?.addEventListener('abort', drop, { once: true });
    const work = async () => {
      const turn = this.#turn.then(() => this.#submit(jobId, job, signal));
      this.#turn = turn.catch(() => undefined);
      await turn;
      const end = await this.#follow(jobId, signal, (state) => signal?.aborted || told(state));
      return read(end, (sha256) => this.#download(jobId, sha256));
    };
    const ended = work().finally(() => {
      signal?.removeEventListener('abort', drop);
      drop();
    });
    return untilAborted(ended, signal);
  }

  async #submit(jobId: string, job: unknown, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw cancelled();
    const { value, pictures } = await namePictures(job);
    const named = namedJobSchema.parse(value);
    for (let left = TRIES - 1; ; left--) {
      try {
        await this.#upload(pictures);
        if (signal?.aborted) throw cancelled();
        await this.#wire.submit({ jobId, job: named });
        return;
      } catch (error) {
        if (left === 0 || !(isFailure(error, 'service-lost') || isFailure(error, 'not-found'))) throw error;
      }
    }
  }

  async #upload(pictures: ReadonlyMap<string, Bytes>): Promise<void> {
    const hashes = [...pictures.keys()];
    for (let first = 0; first < hashes.length; first += MOST_PICTURES_AT_ONCE) {
      const some = hashes.slice(first, first + MOST_PICTURES_AT_ONCE);
      const missing = await this.#wire.missing({ hashes: some });
      for (const sha256 of missing.hashes) {
        const bytes = pictures.get(sha256);
        if (bytes !== undefined) await this.#wire.upload({ sha256, bytes });
      }
    }
  }

  /** Follows a job to its end, over several connections where needed. */
  async #follow(jobId: string, signal: AbortSignal | undefined, told: Told): Promise<NamedResult> {
    for (let losses = 0; ; losses++) {
      const attempt = new Attempt(signal, losses === 0 ? undefined : this.#resumeWithinMs);
      try {
        const onEvent = (state: JobState) => {
          attempt.heard();
          told(state);
        };
        return await this.#wire.follow({ jobId }, { signal: attempt.signal, onEvent });
      } catch (error) {
        const isLost = isFailure(error, 'service-lost');
        // The engine is another one, or none came within the time.
        if (losses > 0 && (isFailure(error, 'not-found') || attempt.late)) throw serviceLost();
        if (!isLost || !attempt.wasHeard) throw error;
      } finally {
        attempt.end();
      }
    }
  }

  async #download(jobId: string, sha256: string): Promise<Bytes> {
    const kept = this.#kept.get(sha256);
    if (kept !== undefined) return kept;
    const ask = () => this.#wire.download({ jobId, sha256 });
    const { bytes } = await ask().catch((error: unknown) => {
      if (isFailure(error, 'service-lost')) return ask();
      throw error;
    });
    if ((await sha256Of(bytes)) !== sha256) throw misunderstood('download');
    this.#kept.put(sha256, bytes);
    return bytes;
  }
}

/** Follows a job over one connection. */
class Attempt {
  readonly #abort = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal: AbortSignal;
  /** Whether no message came within the time. */
  late = false;
  wasHeard = false;

  constructor(signal: AbortSignal | undefined, withinMs: number | undefined) {
    this.signal = signal === undefined ? this.#abort.signal : AbortSignal.any([signal, this.#abort.signal]);
    if (withinMs === undefined) return;
    this.#timer = setTimeout(() => {
      this.late = true;
      this.#abort.abort();
    }, withinMs);
  }

  heard(): void {
    this.wasHeard = true;
    this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Rejects as soon as the signal aborts. The work goes on, and its result is ignored. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelled());
    signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

/** Checks a request by its schema before any of it is sent. */
function checked(method: 'draw' | 'describe' | 'replay', request: unknown): unknown {
  const params = engineService[method].params.safeParse(request);
  if (params.success) return params.data;
  throw StudioError.of(
    'services.not-allowed',
    { name: method },
    {
      detail: z.prettifyError(params.error),
    },
  );
}

const isFailure = (error: unknown, kind: FailureKind) => error instanceof StudioError && error.failure.kind === kind;

const misunderstood = (method: string) =>
  StudioError.of(
    'engine.not-asked',
    { name: method },
    {
      retryable: true,
    },
  );
