/** Runs jobs in the caller's own thread, for a command that waits for them anyway. */
import { cancelledError } from '../families/family.ts';
import type { Job, JobResult, JobRunner, Progress } from './messages.ts';
import { type LoadedModel, runJob } from './run-job.ts';

/** Runs jobs one after another in this thread. */
export class InThread implements JobRunner {
  readonly #loaded: LoadedModel;
  #last: Promise<unknown> = Promise.resolve();

  constructor(loaded: LoadedModel) {
    this.#loaded = loaded;
  }

  run(job: Job, signal: AbortSignal, onProgress: (progress: Progress) => void = () => undefined): Promise<JobResult> {
    const turn = this.#last.then(() => {
      if (signal.aborted) throw cancelledError();
      return runJob(this.#loaded, job, { progress: onProgress, cancelled: () => signal.aborted });
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
