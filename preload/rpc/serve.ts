import { z } from 'zod';
import { type Failure, failureOf, StudioError } from '../contract/errors.ts';
import type { CallContext, Handlers, Method, Service } from '../contract/service.ts';
import { type ReplyMessage, type RequestMessage, requestMessageSchema } from './messages.ts';
import type { Port } from './port.ts';
import { fromWire, toWire } from './wire.ts';

type Call = Extract<RequestMessage, { kind: 'call' }>;
type AnyHandler = (params: unknown, context: CallContext<Method>) => unknown;

/** Problems that the caller is not told, or not told in full. */
export type ServeProblem =
  | { readonly kind: 'ignored' }
  /** `method` is a name of the table or `unknown`, since the caller's name may be any text. */
  | { readonly kind: 'failed'; readonly method: string; readonly failure: Failure };

export interface ServeOptions {
  /** Receives every message that was no request, and every call that failed without being cancelled. */
  readonly onProblem?: (problem: ServeProblem) => void;
}

/**
 * Answers a service's calls over `port`, each as soon as its handler is done, in any order. Parameters are validated
 * here, so a handler receives only what its schema allows. When the caller cancels or goes away, the handler's signal
 * aborts.
 */
export function serve<S extends Service>(
  service: S,
  handlers: Handlers<S>,
  port: Port,
  options: ServeOptions = {},
): void {
  const running = new Map<number, AbortController>();
  const { onProblem = () => undefined } = options;

  const report = (method: string, failure: Failure) => {
    const known = Object.hasOwn(service, method) ? method : 'unknown';
    onProblem({ kind: 'failed', method: known, failure });
  };

  const reply = (message: ReplyMessage) => port.post(toWire(message));

  const fail = ({ id, method }: Call, failure: Failure) => {
    if (failure.kind !== 'cancelled') report(method, failure);
    reply({ kind: 'error', id, failure });
  };

  // A handler must not fail because of an event that cannot be sent.
  const tell = ({ id, method }: Call, event: unknown) => {
    try {
      reply({ kind: 'event', id, event });
    } catch (error) {
      report(method, failureOf(error));
    }
  };

  const answer = async (call: Call, complete: boolean) => {
    const controller = new AbortController();
    running.set(call.id, controller);
    try {
      if (!complete) throw incomplete(call.method);
      const { method, handler } = find(service, handlers, call.method);
      const result = await handler(parseParams(method, call), {
        signal: controller.signal,
        send: (event) => {
          if (!controller.signal.aborted && running.get(call.id) === controller) tell(call, event);
        },
      });
      reply({ kind: 'result', id: call.id, result });
    } catch (error) {
      fail(call, failureOf(error));
    } finally {
      running.delete(call.id);
    }
  };

  port.onMessage((raw) => {
    const received = fromWire(raw);
    const message = requestMessageSchema.safeParse(received?.message);
    if (received === null || !message.success) return onProblem({ kind: 'ignored' });
    if (message.data.kind === 'cancel') return running.get(message.data.id)?.abort();
    if (running.has(message.data.id)) return onProblem({ kind: 'ignored' });
    void answer(message.data, received.complete);
  });
  port.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
}

function find<S extends Service>(service: S, handlers: Handlers<S>, name: string) {
  const method = Object.hasOwn(service, name) ? service[name] : undefined;
  if (!method) throw StudioError.of('services.no-method', { name: name.slice(0, 40) });
  // The table and the handlers have the same keys and matching types, which a lookup by name loses.
  return { method, handler: handlers[name] as AnyHandler };
}

const incomplete = (method: string) => StudioError.of('services.odd-parts', { name: method.slice(0, 40) });

function parseParams(method: Method, call: Call): unknown {
  const params = method.params.safeParse(call.params);
  if (params.success) return params.data;
  throw StudioError.of(
    'services.not-allowed',
    { name: call.method },
    {
      detail: z.prettifyError(params.error),
    },
  );
}
