import { z } from 'zod';
import { StudioError } from '../contract/errors.ts';
import type { CallOptions, Client, Method, Service } from '../contract/service.ts';
import { type ReplyMessage, type RequestMessage, replyMessageSchema } from './messages.ts';
import type { Port } from './port.ts';
import { fromWire, toWire } from './wire.ts';

interface Pending {
  readonly name: string;
  readonly method: Method;
  readonly onEvent: ((event: unknown) => void) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: StudioError) => void;
}

export type Connection<S extends Service> = Client<S> & { readonly close: () => void };

/**
 * The caller's side of `serve`. Calls reject with a `StudioError`: the service's own failure, 'cancelled' as soon as
 * the signal aborts (the service is told), 'service-lost' when the port closes, or 'internal' where an answer does not
 * fit the contract.
 */
export function connect<S extends Service>(service: S, port: Port): Connection<S> {
  const pending = new Map<number, Pending>();
  let closed = false;
  let lastId = 0;

  port.onMessage((raw) => {
    const received = fromWire(raw);
    const message = replyMessageSchema.safeParse(received?.message);
    const call = message.success ? pending.get(message.data.id) : undefined;
    // An unknown id belongs to a cancelled call. Any other message is not for this client.
    if (!message.success || !call) return;
    if (message.data.kind !== 'event') pending.delete(message.data.id);
    if (received?.complete) settle(call, message.data);
    else if (message.data.kind !== 'event') call.reject(broken(call.name, 'parts are missing'));
  });
  port.onClose(() => {
    closed = true;
    for (const call of pending.values()) call.reject(serviceLost());
    pending.clear();
  });

  const call = (name: string, method: Method, params: unknown, options: CallOptions<Method>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(serviceLost());
      const { signal } = options;
      if (signal?.aborted) return reject(cancelled());
      const id = ++lastId;
      const cancel = () => {
        if (!pending.delete(id)) return;
        port.post(toWire({ kind: 'cancel', id } satisfies RequestMessage));
        reject(cancelled());
      };
      const done = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });
      pending.set(id, {
        name,
        method,
        onEvent: options.onEvent as Pending['onEvent'],
        resolve: (result) => {
          done();
          resolve(result);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      post(port, pending, { kind: 'call', id, method: name, params });
    });

  const methods = Object.entries(service).map(([name, method]) => [
    name,
    (params: unknown, options: CallOptions<Method> = {}) => call(name, method, params, options),
  ]);
  // The methods are made from the same table as the type.
  return { ...Object.fromEntries(methods), close: port.close } as Connection<S>;
}

function post(port: Port, pending: Map<number, Pending>, message: Extract<RequestMessage, { kind: 'call' }>) {
  const fail = (error: StudioError) => {
    pending.get(message.id)?.reject(error);
    pending.delete(message.id);
  };
  let wire: ReturnType<typeof toWire>;
  try {
    wire = toWire(message);
  } catch (cause) {
    // Parameters that no message can hold fail like those that the schema refuses.
    return fail(StudioError.of('services.not-allowed', { name: message.method }, { detail: String(cause) }));
  }
  try {
    port.post(wire);
  } catch (cause) {
    fail(broken(message.method, String(cause)));
  }
}

function settle(call: Pending, message: ReplyMessage): void {
  if (message.kind === 'error') {
    call.reject(StudioError.from(message.failure));
    return;
  }
  const schema = message.kind === 'result' ? call.method.result : call.method.event;
  const value = schema?.safeParse(message.kind === 'result' ? message.result : message.event);
  if (message.kind === 'result') {
    if (value?.success) call.resolve(value.data);
    else call.reject(broken(call.name, value ? z.prettifyError(value.error) : 'no schema'));
  } else if (value?.success) call.onEvent?.(value.data);
}

export const serviceLost = (): StudioError => StudioError.of('services.lost', {}, { retryable: true });

export const cancelled = (): StudioError => StudioError.of('cancelled', {});

const broken = (name: string, detail: string) =>
  StudioError.of(
    'services.broken',
    { name },
    {
      detail,
      retryable: true,
    },
  );
