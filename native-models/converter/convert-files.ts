import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../preload/contract/errors.ts';
import { type ConvertedFile, convertFile, type FileJob } from './convert-file.ts';
import type { WorkerMessage } from './convert-worker.ts';

/** More threads wait for the disk, and each takes some 200 MB. */
const MOST_THREADS = 4;

/** What happens while files are converted. */
export interface ConvertHooks {
  /** Receives the bytes read since its last call. */
  readonly onBytes: (bytes: number) => void;
  /** A file is converted, and its weights are on the disk. */
  readonly onFile: (file: ConvertedFile) => Promise<void>;
}

/**
 * Converts files of a checkpoint, several at a time.
 * @throws StudioError 'model-invalid', 'disk-full' and others of the first file that fails; no other goes on after it
 */
export async function convertFiles(jobs: readonly FileJob[], hooks: ConvertHooks): Promise<void> {
  const [only] = jobs;
  if (only === undefined) return;
  // A thread takes a tenth of a second to start, and the process does nothing else meanwhile.
  if (jobs.length === 1) {
    await hooks.onFile(await convertFile(only, hooks.onBytes));
    return;
  }
  const waiting = [...jobs];
  const threads = Array.from({ length: Math.min(jobs.length, availableParallelism(), MOST_THREADS) }, startThread);
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
          await hooks.onFile(await convertIn(thread, job, hooks.onBytes));
        }
      }),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function startThread(): Worker {
  return new Worker(new URL(workerBeside(import.meta.url), import.meta.url));
}

/** The thread's file: beside this one, or where the bundler puts what is started by itself (electron.vite.config.ts). */
function workerBeside(own: string): string {
  if (own.endsWith('.ts')) return 'convert-worker.ts';
  return own.includes('/chunks/') ? '../convert-worker.js' : 'convert-worker.js';
}

function convertIn(thread: Worker, job: FileJob, onBytes: ConvertHooks['onBytes']): Promise<ConvertedFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ConvertedFile>();
  const onMessage = (message: WorkerMessage) => {
    try {
      // It throws where the conversion is cancelled.
      if ('bytes' in message) onBytes(message.bytes);
    } catch (error) {
      reject(error);
    }
    if ('bytes' in message) return;
    if ('converted' in message) resolve(message.converted);
    else reject(StudioError.from(message.failure));
  };
  const onExit = () => reject(new Error('the thread of the conversion ended'));
  thread.on('message', onMessage).on('error', reject).on('exit', onExit);
  thread.postMessage(job);
  return promise.finally(() => thread.off('message', onMessage).off('error', reject).off('exit', onExit));
}
