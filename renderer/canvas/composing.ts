import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { blobsOfLayer } from '../../preload/contract/layer-blobs.ts';
import type { Working } from '../document/long-work.ts';
import type { Composed, Composition, FromThread, ToThread } from './composing-messages.ts';
import type { Sources } from './straight-alpha.ts';

/** Composes layers in a thread of its own, which ends with the answer or where the work is cancelled. */
export function composeInThread(
  composition: Composition,
  sources: Sources,
  working?: Working,
): Promise<Composed | null> {
  const thread = new Worker(new URL('./composing-thread.ts', import.meta.url), { type: 'module' });
  const tell = (message: ToThread) => thread.postMessage(message);
  const give = async (number: number, value: Promise<Extract<ToThread, { kind: 'given' }>['value']>) => {
    try {
      tell({ kind: 'given', number, value: await value });
    } catch (error) {
      tell({ kind: 'refused', number, failure: failureOf(error) });
    }
  };
  const blobs = new Set(composition.layers.flatMap(blobsOfLayer)).size;
  let asked = 0;
  return new Promise<Composed | null>((resolve, reject) => {
    const { signal } = working ?? {};
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    thread.onerror = (event) => reject(new Error(`The thread that composes failed: ${event.message}`));
    thread.onmessage = ({ data }: MessageEvent<FromThread>) => {
      if (data.kind === 'blob') {
        asked += 1;
        if (asked <= blobs) working?.tell(asked - 1, blobs);
        void give(data.number, sources.loadBlob(data.hash));
      } else if (data.kind === 'read') void give(data.number, sources.read(data.bytes));
      else if (data.kind === 'done') resolve(data.composed);
      else reject(StudioError.from(data.failure));
    };
    tell({ kind: 'compose', composition });
  }).finally(() => thread.terminate());
}
