/** The thread that composes layers. It asks the window for the pictures, one by one. */
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { composePart } from './compose-part.ts';
import type { Composition, FromThread, ToThread } from './composing-messages.ts';

const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>();
let asked = 0;

const tell = (message: FromThread, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

function ask<T>(message: { kind: 'blob'; hash: string } | { kind: 'read'; bytes: Uint8Array<ArrayBuffer> }) {
  const number = ++asked;
  return new Promise<T>((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    tell({ ...message, number });
  });
}

async function compose(composition: Composition): Promise<void> {
  try {
    const composed = await composePart(composition, {
      loadBlob: (hash) => ask<Uint8Array<ArrayBuffer>>({ kind: 'blob', hash }),
      read: (bytes) => ask<Raster>({ kind: 'read', bytes }),
    });
    const memory = composed?.raster.rgba.buffer;
    tell({ kind: 'done', composed }, memory instanceof ArrayBuffer ? [memory] : []);
  } catch (error) {
    tell({ kind: 'failed', failure: failureOf(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToThread>) => {
  if (data.kind === 'compose') {
    void compose(data.composition);
    return;
  }
  const one = waiting.get(data.number);
  waiting.delete(data.number);
  if (data.kind === 'given') one?.resolve(data.value as never);
  else one?.reject(StudioError.from(data.failure));
};
