import { parentPort, workerData } from 'node:worker_threads';
import { openModel } from '../../main/engine/families/registry.ts';
import { runJobs } from '../../main/engine/service/worker-loop.ts';
import { dots } from './dots-family.ts';

/** The engine's worker, with a studio that knows dots alone. */
if (parentPort === null) throw new Error('This is a worker.');
const opened = openModel((workerData as { readonly model: string }).model, () => undefined, [dots]);
runJobs(parentPort, async () => ({ model: await opened, notes: [] }));
