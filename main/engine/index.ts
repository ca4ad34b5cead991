/**
 * The engine process: requests in, pictures and words out. No projects, no files of the user's.
 * Job: answers `engineWire` over every port that the parent brokers; one job runs at a time.
 * In: DIMOO_MODEL, the model folder. Out: results, progress at every step, failures in one sentence.
 * Called by: main/services.ts, as an Electron utility process or as a plain Node process.
 * Where the worker dies, its job fails and this process stays.
 */
import { Worker } from 'node:worker_threads';
import { engineWire } from '../../preload/contract/engine-wire.ts';
import { acceptConnections, tellReady } from '../../preload/rpc/parent.ts';
import { serve } from '../../preload/rpc/serve.ts';
import { faultOf } from '../logs/fault.ts';
import { logToMain, logUncaught, problemsOf } from '../logs/to-main.ts';
import { sendNothing } from '../sends-nothing.ts';
import { engineHandlers } from './service/handlers.ts';
import type { WorkerSettings } from './service/messages.ts';
import { JobQueue } from './service/queue.ts';

logUncaught('engine');
// The worker loads ONNX Runtime, and has only a copy of the environment.
sendNothing();

/** Beside this file: worker.ts in the sources, engine-worker.js in a build. */
function startWorker(): Worker {
  const own = import.meta.url;
  const file = own.endsWith('.ts') ? 'worker.ts' : 'engine-worker.js';
  const settings: WorkerSettings = { model: process.env.DIMOO_MODEL ?? '' };
  return new Worker(new URL(file, own), { workerData: settings });
}

/** An exit in the middle of a pass aborts inside ONNX Runtime and leaves a crash report; there is nothing to finish. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

const onWorkerError = (error: unknown) => logToMain({ code: 'worker-failed', ...faultOf(error) });
const handlers = engineHandlers(new JobQueue(startWorker, onWorkerError), { onReady: tellReady });

acceptConnections((port) => serve(engineWire, handlers, port, problemsOf('engine')), end);
