import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { JobQueue } from '../../../main/engine/service/queue.ts';

/** A worker that answers a status at once, counts steps for a drawing until told to stop, and dies of a description. */
const SOURCE = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', async ({ id, kind, cancel }) => {
  if (kind === 'describe') process.exit(3);
  for (let step = 0; kind === 'draw'; step++) {
    if (Atomics.load(new Int32Array(cancel), 0) === 1) {
      return parentPort.postMessage({ id, kind: 'failed', failure: { kind: 'cancelled', message: 'stopped', retryable: false } });
    }
    parentPort.postMessage({ id, kind: 'progress', progress: { step } });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  parentPort.postMessage({ id, kind: 'done', result: { id } });
});`;

const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

function queue(): JobQueue {
  return new JobQueue(
    () => {
      const worker = new Worker(SOURCE, { eval: true });
      workers.push(worker);
      return worker;
    },
    () => undefined,
  );
}

const never = new AbortController().signal;
const status = { kind: 'status' } as const;
// The queue only passes requests on; this worker does not look into them.
const request = {} as never;

test('a worker that dies fails its job alone; the next job gets a new worker', async () => {
  const jobs = queue();
  const dying = jobs.run({ kind: 'describe', request }, never);
  const next = jobs.run(status, never);
  await expect(dying).rejects.toMatchObject({ failure: { kind: 'service-lost', retryable: true } });
  expect(await next).toEqual({ id: 2 });
  expect(workers).toHaveLength(2);
});

test('a running job is stopped through shared memory, a waiting one never starts', async () => {
  const jobs = queue();
  const running = new AbortController();
  const waiting = new AbortController();
  const first = jobs.run({ kind: 'draw', request, previews: true }, running.signal, () => running.abort());
  const second = jobs.run({ kind: 'draw', request, previews: true }, waiting.signal);
  waiting.abort();
  await expect(second).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  await expect(first).rejects.toMatchObject({ failure: { kind: 'cancelled', message: 'stopped' } });
  expect(await jobs.run(status, never)).toEqual({ id: 3 });
});

test('a job that was cancelled before it was asked for is not run', async () => {
  await expect(queue().run(status, AbortSignal.abort())).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  expect(workers).toHaveLength(0);
});
