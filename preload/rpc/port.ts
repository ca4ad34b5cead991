/**
 * Anything that carries structured clones both ways: a browser's port, Electron's, a worker's, or a child process. The
 * messages of preload/rpc travel over it.
 */
export interface Port {
  /** Throws where the message cannot be cloned. Does nothing on a closed port. */
  readonly post: (message: unknown) => void;
  /** Sets the one listener. Earlier messages are delivered to it first. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** The listener is called once, when either side closes or dies, and at once on a closed port. */
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
}

/** An event that happens once. A listener that comes later is called at once. */
export class Closing {
  #closed = false;
  #listeners: (() => void)[] = [];

  get closed(): boolean {
    return this.#closed;
  }

  readonly listen = (listener: () => void): void => {
    if (this.#closed) listener();
    else this.#listeners.push(listener);
  };

  readonly settle = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  };
}

/** The two ends of a channel within one thread. Messages are not cloned, so a poster must not change one afterwards. */
export function portsInThread(): [Port, Port] {
  const closing = new Closing();
  const listeners: ((message: unknown) => void)[] = [];
  const early: unknown[][] = [[], []];
  const end = (own: number, other: number): Port => ({
    post: (message) => {
      if (closing.closed) return;
      // The poster goes on first, as over any port.
      queueMicrotask(() => {
        const listener = listeners[other];
        if (listener) listener(message);
        else early[other]?.push(message);
      });
    },
    onMessage: (listener) => {
      listeners[own] = listener;
      for (const message of early[own]?.splice(0) ?? []) listener(message);
    },
    onClose: closing.listen,
    close: closing.settle,
  });
  return [end(0, 1), end(1, 0)];
}

/** A port over a browser's MessagePort, in the window. */
export function domPort(port: MessagePort): Port {
  const closing = new Closing();
  port.addEventListener('close', closing.settle);
  return {
    post: (message) => {
      if (!closing.closed) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    onClose: closing.listen,
    close: () => {
      port.close();
      closing.settle();
    },
  };
}

/** The part of Electron's MessagePortMain that is used. It saves services the import of electron. */
export interface MainPortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A port over Electron's MessagePortMain, in main and in utility processes. */
export function mainPort(port: MainPortLike): Port {
  const closing = new Closing();
  port.on('close', closing.settle);
  return {
    post: (message) => {
      if (!closing.closed) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: closing.listen,
    close: () => {
      port.close();
      closing.settle();
    },
  };
}

/** The part of node:worker_threads' Worker, parentPort and MessagePort that is used. */
export interface ThreadPortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close' | 'exit', listener: () => void): unknown;
  close?(): void;
  terminate?(): unknown;
}

/**
 * A port over either end of a worker thread: `new Worker(...)` outside, `parentPort` inside. Closing a Worker ends it.
 */
export function threadPort(port: ThreadPortLike): Port {
  const closing = new Closing();
  port.on('close', closing.settle);
  port.on('exit', closing.settle);
  return {
    post: (message) => {
      if (!closing.closed) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', listener);
    },
    onClose: closing.listen,
    close: () => {
      if (port.terminate) port.terminate();
      else port.close?.();
      closing.settle();
    },
  };
}
