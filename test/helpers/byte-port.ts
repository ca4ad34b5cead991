import { Closing, type Port } from '../../preload/rpc/port.ts';
import type { WireMessage } from '../../preload/rpc/wire.ts';

/** A wire message as a network would carry it: the header as JSON, then each part, all with their lengths before them. */
export function toBytes({ header, parts }: WireMessage): Uint8Array<ArrayBuffer> {
  const blocks = [new TextEncoder().encode(JSON.stringify(header)), ...parts];
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const block of blocks) {
    view.setUint32(at, block.length, true);
    bytes.set(block, at + 4);
    at += 4 + block.length;
  }
  return bytes;
}

/** Parts lie in the received bytes as they come, at odd places too. */
export function fromBytes(bytes: Uint8Array<ArrayBuffer>): WireMessage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at, true);
    blocks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [header, ...parts] = blocks;
  return { header: JSON.parse(new TextDecoder().decode(header)), parts };
}

/** Two ends of a channel that carries bytes alone, and how many it has carried. */
export function bytePortPair(): { readonly near: Port; readonly far: Port; readonly carried: () => number } {
  let carried = 0;
  const closing = new Closing();
  const listeners: (((message: unknown) => void) | undefined)[] = [undefined, undefined];
  const early: unknown[][] = [[], []];
  const end = (own: 0 | 1, other: 0 | 1): Port => ({
    post: (message) => {
      if (closing.closed) return;
      const bytes = toBytes(message as WireMessage);
      carried += bytes.length;
      queueMicrotask(() => {
        const received = fromBytes(bytes);
        const listener = listeners[other];
        if (listener) listener(received);
        else early[other]?.push(received);
      });
    },
    onMessage: (listener) => {
      listeners[own] = listener;
      for (const message of early[own]?.splice(0) ?? []) listener(message);
    },
    onClose: closing.listen,
    close: closing.settle,
  });
  return { near: end(0, 1), far: end(1, 0), carried: () => carried };
}
