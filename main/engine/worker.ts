/**
 * The engine's worker thread. It owns the ONNX sessions, because a run occupies its thread until it
 * is done; the main thread stays free for messages.
 * In: one job at a time (messages.ts). Out: its progress, then its result or failure.
 * Called by: queue.ts. The model is loaded by the first job that needs it; where that fails, the
 * job fails with one sentence and the next one tries again.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { logToMain } from '../logs/to-main.ts';
import { loadModel } from './models/model.ts';
import type { JobMessage, JobResult, WorkerMessage, WorkerSettings } from './service/messages.ts';
import { type LoadedModel, runJob } from './service/run-job.ts';

const port = parentPort;
if (port === null) throw new Error('The worker is started by the engine, not by hand.');
const { model: folder } = workerData as WorkerSettings;
const post = (message: WorkerMessage) => port.postMessage(message);

let loading: Promise<LoadedModel> | undefined;

function load(): Promise<LoadedModel> {
  if (folder === '') {
    throw new StudioError('model-missing', 'No model is set up; restart the studio so that it can prepare one.');
  }
  loading ??= loadAndMeasure().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** One small decode at once: what a preview costs is then known from the first job on. */
async function loadAndMeasure(): Promise<LoadedModel> {
  const notes: string[] = [];
  const model = await loadModel(folder, (message) => notes.push(message));
  await model.codec.decode({ columns: 8, rows: 8, codes: new Int32Array(64) });
  const { manifest, provider } = model;
  logToMain({ code: 'model-loaded', model: manifest.modelHash.slice(0, 12), provider, notes: notes.length });
  return { model, notes };
}

async function run(message: JobMessage): Promise<JobResult> {
  const flag = new Int32Array(message.cancel);
  return runJob(await load(), message, {
    progress: (progress) => post({ id: message.id, kind: 'progress', progress }),
    cancelled: () => Atomics.load(flag, 0) === 1,
  });
}

port.on('message', async (message: JobMessage) => {
  try {
    post({ id: message.id, kind: 'done', result: await run(message) });
  } catch (error) {
    post({ id: message.id, kind: 'failed', failure: failureOf(error) });
  }
});
