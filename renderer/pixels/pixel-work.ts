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

/** @param taken the arguments whose memory moves to the thread */
type Ask = (request: PixelRequest, signal?: AbortSignal, taken?: unknown) => Promise<unknown>;
type Answer<K extends keyof PixelWork> = ReturnType<PixelWork[K]>;

function workBy(ask: Ask): PixelWork {
  return {
    alike: (raster, at, likeness, signal) =>
      ask({ kind: 'alike', given: [raster, at, likeness] }, signal) as Answer<'alike'>,
    alikeMask: (...given) => ask({ kind: 'alikeMask', given }) as Answer<'alikeMask'>,
    tiles: (raster) => ask({ kind: 'tiles', given: [raster] }, undefined, raster) as Answer<'tiles'>,
    joined: (...given) => ask({ kind: 'joined', given }) as Answer<'joined'>,
    part: (mask) => ask({ kind: 'part', given: [mask] }) as Answer<'part'>,
    layerMask: (wanted) => ask({ kind: 'layerMask', given: [wanted] }) as Answer<'layerMask'>,
    invertMask: (...given) => ask({ kind: 'invertMask', given }) as Answer<'invertMask'>,
    maskTiles: (...given) => ask({ kind: 'maskTiles', given }) as Answer<'maskTiles'>,
    applyMask: (...given) => ask({ kind: 'applyMask', given }, undefined, given[0]) as Answer<'applyMask'>,
    clear: (...given) => ask({ kind: 'clear', given }, undefined, given[0]) as Answer<'clear'>,
  };
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
