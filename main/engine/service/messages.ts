/** Between the engine's main thread and its worker thread. Both are of one build, so types suffice. */
import type {
  DescribeRequest,
  DescribeResult,
  DrawProgress,
  DrawRequest,
  DrawResult,
  EngineStatus,
  ReplayRequest,
  ReplayResult,
} from '../../../preload/contract/engine.ts';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { DescribeProgress } from '../jobs/job.ts';

export type Job =
  | { readonly kind: 'status' }
  | { readonly kind: 'draw'; readonly request: DrawRequest }
  | { readonly kind: 'replay'; readonly request: ReplayRequest }
  | { readonly kind: 'describe'; readonly request: DescribeRequest };

/** One int32 of shared memory: 1 asks the worker to stop. Messages would not be seen during a step. */
export type JobMessage = Job & { readonly id: number; readonly cancel: SharedArrayBuffer };

export type Progress = DrawProgress | DescribeProgress;
export type JobResult = EngineStatus | DrawResult | ReplayResult | DescribeResult;

export type WorkerMessage =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'done'; readonly result: JobResult }
  | { readonly id: number; readonly kind: 'failed'; readonly failure: Failure };

export interface WorkerSettings {
  /** Empty where the parent named none. */
  readonly model: string;
}
