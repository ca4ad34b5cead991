/** The jobs of an engine by the ids that their clients made, from submission until the result was fetched. */
import type { JobState, NamedResult } from '../../../preload/contract/engine-wire.ts';
import { StudioError } from '../../../preload/contract/errors.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The result of a job and the pictures that it names, by sha256. */
export interface JobEnd {
  readonly result: NamedResult;
  readonly pictures: ReadonlyMap<string, Bytes>;
}

/** How long and how much a table keeps. */
export interface JobLimits {
  /** A job without followers is stopped after this time. */
  readonly unfollowedMs: number;
  /** How long the result of a finished job is kept. */
  readonly keptMs: number;
  /** Bytes of all results together. Beyond it the oldest without followers go. */
  readonly keptBytes: number;
  /** Number of jobs, including finished ones that are kept. */
  readonly jobs: number;
}

/** The limits of the studio and the command line. */
export const usualLimits: JobLimits = {
  unfollowedMs: 30_000,
  keptMs: 10 * 60_000,
  keptBytes: 512 * 1024 * 1024,
  jobs: 256,
};

/**
 * Does a job.
 * @param tell receives its progress
 */
export type Work = (signal: AbortSignal, tell: (state: JobState) => void) => Promise<JobEnd>;

interface Entry {
  /** Digest of the request. The same request under the same id is the same job. */
  readonly digest: string;
  readonly abort: AbortController;
  readonly ended: Promise<JobEnd>;
  readonly followers: Set<(state: JobState) => void>;
  state: JobState;
  /** Bytes of the result once the job has ended; 0 for a failure. */
  keptBytes: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Submits, follows and forgets jobs. */
export class JobTable {
  readonly #limits: JobLimits;
  /** The oldest first. */
  readonly #jobs = new Map<string, Entry>();

  constructor(limits: JobLimits = usualLimits) {
    this.#limits = limits;
  }

  /**
   * Begins a job, or joins the same job of the same id.
   * @throws StudioError 'bad-request' where another job has the id, or there are too many jobs
   */
  submit(id: string, digest: string, work: Work): void {
    const known = this.#jobs.get(id);
    if (known !== undefined) {
      if (known.digest === digest) return;
      throw StudioError.of('engine.job-taken', {});
    }
    if (this.#jobs.size >= this.#limits.jobs) this.#forgetOldest();
    if (this.#jobs.size >= this.#limits.jobs) {
      throw StudioError.of('engine.too-many-jobs', { jobs: this.#jobs.size }, { retryable: true });
    }
    const abort = new AbortController();
    const followers: Entry['followers'] = new Set();
    const tell = (state: JobState) => {
      entry.state = told(entry.state, state);
      for (const follower of followers) follower(state);
    };
    // The work begins when its entry is there.
    const ended = Promise.resolve().then(() => work(abort.signal, tell));
    const entry: Entry = {
      digest,
      abort,
      ended,
      followers,
      state: { kind: 'begun' },
      keptBytes: null,
      timer: undefined,
    };
    this.#jobs.set(id, entry);
    this.#leaveAlone(id, entry);
    ended.then(
      ({ pictures }) => this.#finished(id, entry, sizeOf(pictures)),
      () => this.#finished(id, entry, 0),
    );
  }

  /**
   * Reports the progress of a job, at once and as it continues, and returns its result.
   * @throws StudioError 'not-found', or the job's own error
   */
  async follow(id: string, signal: AbortSignal, tell: (state: JobState) => void): Promise<NamedResult> {
    const entry = this.#entry(id);
    entry.followers.add(tell);
    clearTimeout(entry.timer);
    tell(entry.state);
    const leave = () => {
      entry.followers.delete(tell);
      if (entry.followers.size === 0 && this.#jobs.get(id) === entry) this.#leaveAlone(id, entry);
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return (await entry.ended).result;
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  /** A picture of a job's result. @throws StudioError 'not-found' */
  async picture(id: string, sha256: string): Promise<Bytes> {
    const entry = this.#entry(id);
    const bytes = entry.keptBytes === null ? undefined : (await entry.ended).pictures.get(sha256);
    if (bytes !== undefined) return bytes;
    throw StudioError.of('engine.no-picture', {});
  }

  /** Forgets a job, and stops it where it is not finished. */
  drop(id: string): void {
    const entry = this.#jobs.get(id);
    if (entry === undefined) return;
    this.#jobs.delete(id);
    clearTimeout(entry.timer);
    entry.abort.abort();
  }

  #entry(id: string): Entry {
    const entry = this.#jobs.get(id);
    if (entry !== undefined) return entry;
    throw StudioError.of('engine.no-job', {});
  }

  #finished(id: string, entry: Entry, bytes: number): void {
    entry.keptBytes = bytes;
    if (this.#jobs.get(id) !== entry) return;
    this.#leaveAlone(id, entry);
    while (this.#keptBytes() > this.#limits.keptBytes && this.#forgetOldest());
  }

  #keptBytes(): number {
    return [...this.#jobs.values()].reduce((sum, { keptBytes }) => sum + (keptBytes ?? 0), 0);
  }

  /** Forgets the oldest finished job without followers. @returns whether there was one */
  #forgetOldest(): boolean {
    for (const [id, { keptBytes, followers }] of this.#jobs) {
      if (keptBytes === null || followers.size > 0) continue;
      this.drop(id);
      return true;
    }
    return false;
  }

  #leaveAlone(id: string, entry: Entry): void {
    clearTimeout(entry.timer);
    const { keptMs, unfollowedMs } = this.#limits;
    entry.timer = setTimeout(() => this.drop(id), entry.keptBytes === null ? unfollowedMs : keptMs);
    // A kept result does not keep the process alive.
    entry.timer.unref();
  }
}

/** Keeps the forecast in the latest state, for followers who come late. */
function told(before: JobState, now: JobState): JobState {
  if (before.kind === 'draw' && now.kind === 'draw') {
    return { kind: 'draw', progress: { ...forecastOf(before.progress), ...now.progress } };
  }
  if (before.kind === 'describe' && now.kind === 'describe') {
    return { kind: 'describe', progress: { ...forecastOf(before.progress), ...now.progress } };
  }
  return now;
}

const forecastOf = <P extends { forecast?: unknown }>({ forecast }: P): Pick<P, 'forecast'> | object =>
  forecast === undefined ? {} : { forecast };

function sizeOf(pictures: ReadonlyMap<string, Bytes>): number {
  return [...pictures.values()].reduce((sum, { length }) => sum + length, 0);
}
