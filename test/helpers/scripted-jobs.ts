import type { Job, JobResult, JobRunner, Progress } from '../../main/engine/service/messages.ts';
import { StudioError } from '../../preload/contract/errors.ts';

interface Running {
  readonly job: Job;
  readonly signal: AbortSignal;
  readonly tell: (progress: Progress) => void;
  readonly end: (result: JobResult) => void;
  readonly fail: (error: unknown) => void;
}

/** Runs jobs as a test says; one that is cancelled ends at once. */
export class ScriptedJobs implements JobRunner {
  readonly jobs: Running[] = [];

  run(job: Job, signal: AbortSignal, tell: (progress: Progress) => void = () => undefined): Promise<JobResult> {
    return new Promise((end, fail) => {
      this.jobs.push({ job, signal, tell, end, fail });
      signal.addEventListener('abort', () => fail(new StudioError('cancelled', 'The job was cancelled.')));
    });
  }

  get last(): Running {
    const last = this.jobs.at(-1);
    if (last === undefined) throw new Error('No job was begun.');
    return last;
  }
}
