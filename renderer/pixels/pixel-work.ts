import type { MaskPart, PixelWork } from '../document/pixel-work.ts';
import { answer, type PixelRequest } from './requests.ts';

/** A thread for each request: giving one up ends its thread, whatever that is busy with. */
export function createPixelWork(): PixelWork {
  return workBy((request, signal) => inThread(request, signal));
}

/** In the caller's own thread, where there are no others. */
export function pixelWorkHere(): PixelWork {
  return workBy(async (request, signal) => {
    signal?.throwIfAborted();
    return answer(request);
  });
}

type Ask = (request: PixelRequest, signal?: AbortSignal) => Promise<MaskPart | null>;

function workBy(ask: Ask): PixelWork {
  return {
    alike: (raster, at, likeness, signal) => ask({ kind: 'alike', raster, at, likeness }, signal),
    part: (mask) => ask({ kind: 'part', mask }),
  };
}

function inThread(request: PixelRequest, signal?: AbortSignal): Promise<MaskPart | null> {
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
    worker.onmessage = ({ data }: MessageEvent<MaskPart | null>) => end(() => resolve(data));
    worker.onerror = (event) => end(() => reject(new Error(`The thread for pixels failed: ${event.message}`)));
    worker.postMessage(request);
  });
}
