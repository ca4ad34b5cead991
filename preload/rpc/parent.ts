import { z } from 'zod';
import { Closing, type MainPortLike, mainPort, type Port } from './port.ts';

/**
 * Connects a service's process with its parent. A utility process receives one MessagePortMain per connection. A plain
 * child process has a single channel, so its connections are numbered and their messages travel in these envelopes
 * (see main/processes/plain-child.ts).
 */
export const envelopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), connection: z.int().nonnegative() }),
  z.object({ kind: z.literal('message'), connection: z.int().nonnegative(), message: z.unknown() }),
  z.object({ kind: z.literal('close'), connection: z.int().nonnegative() }),
  /** Asks the service to finish its calls and to end, since the studio quits. */
  z.object({ kind: z.literal('end') }),
  /** Tells the parent that the service is loaded. */
  z.object({ kind: z.literal('ready') }),
  /** Hands the process something that may stand in no argument and in no environment, which others could read. */
  z.object({ kind: z.literal('handed'), value: z.string() }),
]);
/** The message by which a utility process is asked to end. */
export const END = 'end';
/** The message by which a utility process says that it is loaded. */
export const READY = 'ready';
export type Envelope = z.infer<typeof envelopeSchema>;

/** What a utility process is handed, as it arrives. */
export const handedSchema = z.object({ handed: z.string() });

/** The part of both kinds of process that is used, without types of electron or node. */
export interface ServiceProcess {
  readonly parentPort?: {
    on(event: 'message', listener: (event: { data: unknown; ports: MainPortLike[] }) => void): unknown;
    postMessage(message: unknown): void;
  };
  /** `done` receives the error of a broken channel, which would otherwise end the process. */
  send?(message: unknown, done: (error: Error | null) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  exit(code?: number): never;
}

/**
 * Calls `accept` with a port for every connection that the parent brokers. A service usually has one. When the window
 * reloads, the old one closes and a new one comes. It is called once, early.
 * @param end called at least once where the parent asks for an end or dies; ends the process at once by default
 */
export function acceptConnections(
  accept: (port: Port) => void,
  end?: () => void,
  own: ServiceProcess = thisProcess(),
): void {
  const ended = end ?? (() => own.exit(0));
  if (own.parentPort) {
    own.parentPort.on('message', ({ data, ports }) => {
      if (data === END) ended();
      for (const port of ports) accept(mainPort(port));
    });
  } else if (own.send) {
    acceptEnvelopes(accept, ended, own);
  } else {
    throw new Error('A service is started by the studio, not by hand; the command line is `npm run -s dimoo`.');
  }
}

/** Calls `receive` with what the parent hands over. */
export function receiveHanded(receive: (value: string) => void, own: ServiceProcess = thisProcess()): void {
  own.parentPort?.on('message', ({ data }) => {
    const message = handedSchema.safeParse(data);
    if (message.success) receive(message.data.handed);
  });
  if (own.parentPort) return;
  own.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (envelope.success && envelope.data.kind === 'handed') receive(envelope.data.value);
  });
}

/** Tells the parent that this service is loaded. A death before that counts as a failure to start. */
export function tellReady(own: ServiceProcess = thisProcess()): void {
  if (own.parentPort) own.parentPort.postMessage(READY);
  else own.send?.({ kind: 'ready' } satisfies Envelope, () => undefined);
}

function acceptEnvelopes(accept: (port: Port) => void, end: () => void, own: ServiceProcess): void {
  const connections = new Map<number, Connection>();
  own.on('disconnect', end);
  own.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (!envelope.success) return;
    if (envelope.data.kind === 'end') return end();
    if (envelope.data.kind === 'ready' || envelope.data.kind === 'handed') return;
    const { kind, connection } = envelope.data;
    if (kind === 'open') {
      if (connections.has(connection)) return;
      const opened = envelopePort(
        (message) => own.send?.(message, () => undefined),
        connection,
        () => connections.delete(connection),
      );
      connections.set(connection, opened);
      accept(opened.port);
    } else if (kind === 'message') connections.get(connection)?.deliver(envelope.data.message);
    else connections.get(connection)?.closing.settle();
  });
}

export interface Connection {
  readonly port: Port;
  readonly closing: Closing;
  readonly deliver: (message: unknown) => void;
}

/** One numbered connection over a shared channel. `forget` runs when either side closes it. */
export function envelopePort(send: (envelope: Envelope) => void, connection: number, forget: () => void): Connection {
  const closing = new Closing();
  const early: unknown[] = [];
  let listener: ((message: unknown) => void) | undefined;
  closing.listen(forget);
  return {
    closing,
    deliver: (message) => {
      if (closing.closed) return;
      if (listener) listener(message);
      else early.push(message);
    },
    port: {
      post: (message) => {
        if (!closing.closed) send({ kind: 'message', connection, message });
      },
      onMessage: (next) => {
        listener = next;
        for (const message of early.splice(0)) next(message);
      },
      onClose: closing.listen,
      close: () => {
        if (!closing.closed) send({ kind: 'close', connection });
        closing.settle();
      },
    },
  };
}

function thisProcess(): ServiceProcess {
  return (globalThis as unknown as { process: ServiceProcess }).process;
}
