/**
 * The engine's worker thread. It owns the ONNX sessions, because a run occupies its thread until it
 * is done; the main thread stays free for messages.
 * In: one job at a time (messages.ts). Out: its progress, then its result or failure.
 * Called by: queue.ts. The model is loaded by the first job that needs it; where that fails, the
 * job fails with one sentence and the next one tries again.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Told } from '../../preload/contract/told.ts';
import { logToMain } from '../logs/to-main.ts';
import { openModel } from './families/registry.ts';
import type { WorkerSettings } from './service/messages.ts';
import type { LoadedModel } from './service/run-job.ts';
import { runJobs } from './service/worker-loop.ts';

const port = parentPort;
if (port === null) throw new Error('The worker is started by the engine, not by hand.');
const { model: folder } = workerData as WorkerSettings;

let loading: Promise<LoadedModel> | undefined;

function load(): Promise<LoadedModel> {
  if (folder === '') {
    throw StudioError.of('engine.no-model', {});
  }
  loading ??= loadAndMeasure().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadAndMeasure(): Promise<LoadedModel> {
  const notes: Told[] = [];
  const model = await openModel(folder, (note) => notes.push(note));
  await model.warmUp?.();
  const { manifest, provider } = model;
  logToMain({ code: 'model-loaded', model: manifest.modelHash.slice(0, 12), provider, notes: notes.length });
  return { model, notes };
}

runJobs(port, async () => load());
