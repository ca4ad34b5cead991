/** Runs one job at a time, in the order of asking, on a worker thread that is replaced when it dies. */
import type { Worker } from 'node:worker_threads';
import { StudioError } from '../../../preload/contract/errors.ts';
import { cancelledError } from '../families/family.ts';
import type { Job, JobMessage, JobResult, JobRunner, Progress, WorkerMessage } from './messages.ts';

interface Waiting {
  readonly message: JobMessage;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: StudioError) => void;
}

/** The queue of one engine. */
export class JobQueue implements JobRunner {
  readonly #startWorker: () => Worker;
  readonly #onWorkerError: (error: unknown) => void;
  readonly #waiting: Waiting[] = [];
  #running: Waiting | undefined;
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(startWorker: () => Worker, onWorkerError: (error: unknown) => void) {
    this.#startWorker = startWorker;
    this.#onWorkerError = onWorkerError;
  }

  /** Rejects with a StudioError: the job's own, 'cancelled', or 'service-lost' where the worker died. */
  run(job: Job, signal: AbortSignal, onProgress: (progress: Progress) => void = () => undefined): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelledError());
      this.#lastId += 1;
      const message = { ...job, id: this.#lastId, cancel: new SharedArrayBuffer(4) };
      const waiting: Waiting = { message, signal, onProgress, resolve, reject };
      signal.addEventListener('abort', () => this.#cancel(waiting), { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #cancel(job: Waiting): void {
    const at = this.#waiting.indexOf(job);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
      job.reject(cancelledError());
    } else {
      // The worker looks at this between steps and then fails the job itself.
      Atomics.store(new Int32Array(job.message.cancel), 0, 1);
    }
  }

  #next(): void {
    if (this.#running !== undefined) return;
    this.#running = this.#waiting.shift();
    if (this.#running === undefined) return;
    try {
      this.#worker ??= this.#listenTo(this.#startWorker());
      this.#worker.postMessage(this.#running.message);
    } catch (error) {
      this.#lost(error);
    }
  }

  #listenTo(worker: Worker): Worker {
    worker.on('message', (message: WorkerMessage) => this.#receive(message));
    worker.on('error', this.#onWorkerError);
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#lost(`exit code ${code}`);
    });
    return worker;
  }

  #receive(message: WorkerMessage): void {
    const job = this.#running;
    if (job === undefined || job.message.id !== message.id) return;
    if (message.kind === 'progress') {
      job.onProgress(message.progress);
      return;
    }
    this.#running = undefined;
    if (message.kind === 'done') job.resolve(message.result);
    else job.reject(StudioError.from(message.failure));
    this.#next();
  }

  #lost(why: unknown): void {
    this.#worker = undefined;
    const job = this.#running;
    this.#running = undefined;
    job?.reject(StudioError.of('engine.stopped', {}, { detail: String(why), retryable: true }));
    this.#next();
  }
}
