import { isMainThread } from 'node:worker_threads';

/**
 * ONNX Runtime sends telemetry unless this stands in the environment when it starts: it writes an id of the
 * device and its events below the home folder, looks up a host of its maker and connects to it.
 */
export const sendsNothing = { ORT_DISABLE_TELEMETRY: '1' } as const;

/**
 * Writes that into the environment of this process, whatever stood there. Native code reads the environment of
 * the process, and a worker thread has only a copy of it, made when it starts; so whoever starts the worker calls
 * this first.
 * @throws where a worker thread was started without it
 */
export function sendNothing(environment: NodeJS.ProcessEnv = process.env, ownsEnvironment = isMainThread): void {
  if (ownsEnvironment) Object.assign(environment, sendsNothing);
  const open = Object.entries(sendsNothing).some(([name, value]) => environment[name] !== value);
  if (open) throw new Error('This worker thread was started without sendNothing(), so ONNX Runtime would send.');
}
