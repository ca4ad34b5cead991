/** Between the engine's main thread and its worker thread. Both are of one build, so types suffice. */
import type {
  DescribeRequest,
  DescribeResult,
  DrawRequest,
  DrawResult,
  EngineStatus,
  ReplayRequest,
  ReplayResult,
} from '../../../preload/contract/engine.ts';
import type { JobState } from '../../../preload/contract/engine-wire.ts';
import type { Failure } from '../../../preload/contract/errors.ts';

/** `previews`: whether progress is to show the picture now and then. */
export type Job =
  | { readonly kind: 'status' }
  | { readonly kind: 'draw'; readonly request: DrawRequest; readonly previews: boolean }
  | { readonly kind: 'replay'; readonly request: ReplayRequest }
  | { readonly kind: 'describe'; readonly request: DescribeRequest };

/** One int32 of shared memory: 1 asks the worker to stop. Messages would not be seen during a step. */
export type JobMessage = Job & { readonly id: number; readonly cancel: SharedArrayBuffer };

export type Progress = Extract<JobState, { progress: unknown }>;
export type JobResult =
  | { readonly kind: 'status'; readonly result: EngineStatus }
  | { readonly kind: 'draw'; readonly result: DrawResult }
  | { readonly kind: 'replay'; readonly result: ReplayResult }
  | { readonly kind: 'describe'; readonly result: DescribeResult };

export type WorkerMessage =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'done'; readonly result: JobResult }
  | { readonly id: number; readonly kind: 'failed'; readonly failure: Failure };

export interface WorkerSettings {
  /** Empty where the parent named none. */
  readonly model: string;
}

/**
 * Who runs jobs, one at a time, in the order of asking. Rejects with a `StudioError`: the job's own, 'cancelled', or
 * 'service-lost' where what ran it is gone.
 */
export interface JobRunner {
  run(job: Job, signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<JobResult>;
}
