import { isMainThread } from 'node:worker_threads';

/**
 * The environment that switches off ONNX Runtime's telemetry. Without it the library writes a device id and events
 * below the home folder, looks up a host of its maker and connects to it.
 */
export const sendsNothing = { ORT_DISABLE_TELEMETRY: '1' } as const;

/**
 * Sets the environment of this process. Native code reads the process's environment, and a worker thread has only
 * a copy from its start, so the thread that starts a worker calls this first.
 * @throws where a worker thread was started without it
 */
export function sendNothing(environment: NodeJS.ProcessEnv = process.env, ownsEnvironment = isMainThread): void {
  if (ownsEnvironment) Object.assign(environment, sendsNothing);
  const open = Object.entries(sendsNothing).some(([name, value]) => environment[name] !== value);
  if (open) throw new Error('This worker thread was started without sendNothing(), so ONNX Runtime would send.');
}
