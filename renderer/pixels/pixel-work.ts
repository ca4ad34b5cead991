import type { PixelWork } from '../document/pixel-work.ts';
import { answer, memoryOf, type PixelRequest } from './requests.ts';

/** Answers each request in a thread of its own, so that aborting a request ends its thread at once. */
export function createPixelWork(): PixelWork {
  return workBy((request, signal, taken) => inThread(request, signal, taken));
}

/** Answers in the caller's own thread, for tests, which have no other threads. */
export function pixelWorkHere(): PixelWork {
  return workBy(async (request, signal) => {
    signal?.throwIfAborted();
    return answer(request);
  });
}

/** @param taken the argument whose memory moves to the thread */
type Ask = (request: PixelRequest, signal?: AbortSignal, taken?: unknown) => Promise<unknown>;

function workBy(ask: Ask): PixelWork {
  /** A piece of work whose last argument may be a signal. */
  const piece =
    (kind: keyof PixelWork, takesMemory: boolean) =>
    (...all: readonly unknown[]) => {
      const signal = all.find((one) => one instanceof AbortSignal);
      const given = all.filter((one) => !(one instanceof AbortSignal));
      return ask({ kind, given }, signal, takesMemory ? given[0] : undefined);
    };
  const takesMemory: { readonly [K in keyof PixelWork]: boolean } = {
    alike: false,
    region: false,
    regionStep: true,
    redrawnCells: false,
    alikeMask: false,
    tiles: true,
    joined: false,
    part: false,
    subject: false,
    parts: false,
    partsOfMask: false,
    layerMask: false,
    invertMask: false,
    hideOnMask: false,
    maskTiles: false,
    applyMask: true,
    clear: true,
  };
  const pieces = Object.entries(takesMemory).map(([kind, takes]) => [kind, piece(kind as keyof PixelWork, takes)]);
  return Object.fromEntries(pieces) as PixelWork;
}

function inThread(request: PixelRequest, signal?: AbortSignal, taken?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const end = (tell: () => void) => {
      worker.terminate();
      tell();
    };
    signal?.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => end(() => resolve(data));
    worker.onerror = (event) => end(() => reject(new Error(`The thread for pixels failed: ${event.message}`)));
    worker.postMessage(request, { transfer: memoryOf(taken) });
  });
}
