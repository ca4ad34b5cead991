import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { StudioError } from '../../preload/contract/errors.ts';
import type { PictureService } from '../../preload/contract/picture-service.ts';
import type { Params, Result } from '../../preload/contract/service.ts';
import type { FromLayeredThread, LayeredMethod } from './layered-messages.ts';

/** Runs one call in a thread of its own, which ends with the answer. Rejects with the thread's failure. */
export async function inLayeredThread<M extends LayeredMethod>(
  start: () => Worker,
  method: M,
  params: Params<PictureService[M]>,
): Promise<Result<PictureService[M]>> {
  const worker = start();
  try {
    const answer = once(worker, 'message');
    worker.postMessage({ method, params }, memoryOf(params));
    const [message] = (await answer) as [FromLayeredThread];
    if (message.kind === 'failed') throw StudioError.from(message.failure);
    return message.result as Result<PictureService[M]>;
  } finally {
    await worker.terminate();
  }
}

/** The memory of all bytes in a message. The thread takes it over, so that a large picture is not held twice. */
function memoryOf(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (value instanceof Uint8Array) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) memoryOf(part, found);
  }
  return [...found];
}
