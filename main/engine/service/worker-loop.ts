/** The worker's side of the queue: takes a job, tells its progress, and gives its end. */
import type { MessagePort } from 'node:worker_threads';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { JobMessage, WorkerMessage } from './messages.ts';
import { type LoadedModel, runJob } from './run-job.ts';

/**
 * @param load called by each job: the model is loaded by the first that needs it, and where that fails the next one
 *   tries again
 */
export function runJobs(port: Pick<MessagePort, 'on' | 'postMessage'>, load: () => Promise<LoadedModel>): void {
  const post = (message: WorkerMessage) => port.postMessage(message);
  port.on('message', async (message: JobMessage) => {
    const { id } = message;
    const flag = new Int32Array(message.cancel);
    try {
      const result = await runJob(await load(), message, {
        progress: (progress) => post({ id, kind: 'progress', progress }),
        cancelled: () => Atomics.load(flag, 0) === 1,
      });
      post({ id, kind: 'done', result });
    } catch (error) {
      post({ id, kind: 'failed', failure: failureOf(error) });
    }
  });
}
