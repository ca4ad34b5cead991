/** A thread that converts files of a checkpoint one after the other, as they are sent to it. */
import { parentPort } from 'node:worker_threads';
import { failureOf } from '../../preload/contract/errors.ts';
import { type ConvertedFile, convertFile, type FileJob } from './convert-file.ts';
import { toldError } from './told-error.ts';

/** What the thread says: bytes read since its last message, or the end of a file. */
export type WorkerMessage =
  | { readonly bytes: number }
  | { readonly converted: ConvertedFile }
  | { readonly failure: ReturnType<typeof failureOf> };

const port = parentPort;
if (port === null) throw new Error('This file is the start of a thread.');
const say = (message: WorkerMessage) => port.postMessage(message);

port.on('message', async (job: FileJob) => {
  try {
    say({ converted: await convertFile(job, (bytes) => say({ bytes })) });
  } catch (error) {
    say({ failure: failureOf(toldError(error)) });
  }
});
