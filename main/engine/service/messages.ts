/** Messages between the engine's main thread and its worker thread. Both are of one build, so types suffice. */
import type { DescribeRequest, DescribeResult } from '../../../preload/contract/describing.ts';
import type { DrawRequest, DrawResult, ReplayRequest, ReplayResult } from '../../../preload/contract/drawing.ts';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import type { JobState } from '../../../preload/contract/engine-wire.ts';
import type { Failure } from '../../../preload/contract/errors.ts';

/** A job. `previews` says whether its progress includes previews. */
export type Job =
  | { readonly kind: 'status' }
  | { readonly kind: 'draw'; readonly request: DrawRequest; readonly previews: boolean }
  | { readonly kind: 'replay'; readonly request: ReplayRequest }
  | { readonly kind: 'describe'; readonly request: DescribeRequest };

/** A job with an int32 of shared memory, in which 1 asks the worker to stop. The worker reads no messages during a step. */
export type JobMessage = Job & { readonly id: number; readonly cancel: SharedArrayBuffer };

/** The progress of a job. */
export type Progress = Extract<JobState, { progress: unknown }>;
/** The result of a job. */
export type JobResult =
  | { readonly kind: 'status'; readonly result: EngineStatus }
  | { readonly kind: 'draw'; readonly result: DrawResult }
  | { readonly kind: 'replay'; readonly result: ReplayResult }
  | { readonly kind: 'describe'; readonly result: DescribeResult };

/** What the worker reports. */
export type WorkerMessage =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'done'; readonly result: JobResult }
  | { readonly id: number; readonly kind: 'failed'; readonly failure: Failure };

/** What the worker is started with. */
export interface WorkerSettings {
  /** Path of the model's folder; empty where the parent named none. */
  readonly model: string;
}

/**
 * Runs jobs one at a time, in the order of asking. A run rejects with a StudioError: the job's own, 'cancelled', or
 * 'service-lost' where its worker is gone.
 */
export interface JobRunner {
  run(job: Job, signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<JobResult>;
}
