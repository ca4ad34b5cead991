import { domPort, type MainPortLike, type Port } from '../../preload/rpc/port.ts';

/** Two ends of a real channel: messages are cloned, closing one end closes the other. */
export function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [domPort(port1), domPort(port2)];
}

/** A channel whose first end looks like Electron's MessagePortMain. */
export function mainPortPair(): [MainPortLike, Port] {
  const { port1, port2 } = new MessageChannel();
  const like = {
    postMessage: (message: unknown) => port1.postMessage(message),
    on: (event: 'message' | 'close', listener: ((event: { data: unknown }) => void) | (() => void)) =>
      port1.addEventListener(event, listener as (event: Event) => void),
    start: () => port1.start(),
    close: () => port1.close(),
  };
  return [like, domPort(port2)];
}
