/**
 * The thread that reads and writes files with layers. Their libraries are JavaScript that may run long, and the process
 * must be free to watch the clock and the memory meanwhile.
 * In: one request. Out: its result, or the failure.
 * Called by: layered-thread.ts.
 */
import { parentPort } from 'node:worker_threads';
import { failureOf } from '../../preload/contract/errors.ts';
import { openLayered } from './layered/open.ts';
import { writeLayered } from './layered/write.ts';
import type { FromLayeredThread, ToLayeredThread } from './layered-messages.ts';

const port = parentPort;
if (port === null) throw new Error('The worker is started by the picture service, not by hand.');

async function answerOf(request: ToLayeredThread): Promise<FromLayeredThread> {
  try {
    if (request.method === 'openLayered') return { kind: 'done', result: await openLayered(request.params) };
    return { kind: 'done', result: { bytes: await writeLayered(request.params) } };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

port.once('message', async (request: ToLayeredThread) => port.postMessage(await answerOf(request)));
