import { z } from 'zod';
import { type Failure, failureOf, StudioError } from '../contract/errors.ts';
import type { CallContext, Handlers, Method, Service } from '../contract/service.ts';
import { type ReplyMessage, type RequestMessage, requestMessageSchema } from './messages.ts';
import type { Port } from './port.ts';

type Call = Extract<RequestMessage, { kind: 'call' }>;
type AnyHandler = (params: unknown, context: CallContext<Method>) => unknown;

/** What a caller is not told, or not told in full. */
export type ServeProblem =
  | { readonly kind: 'ignored' }
  /** `method` is a name of the table, or `unknown`: what the caller called it may be anything. */
  | { readonly kind: 'failed'; readonly method: string; readonly failure: Failure };

export interface ServeOptions {
  /** Told of every message that was no request, and of every call that failed without being cancelled. */
  readonly onProblem?: (problem: ServeProblem) => void;
}

/**
 * Answers a service's calls that come over `port`, each as soon as its handler is done, in any
 * order. Parameters are validated here, so a handler sees only what its schema allows. When the
 * caller cancels or goes away, the handler's signal aborts.
 */
export function serve<S extends Service>(
  service: S,
  handlers: Handlers<S>,
  port: Port,
  options: ServeOptions = {},
): void {
  const running = new Map<number, AbortController>();
  const { onProblem = () => undefined } = options;

  const fail = ({ id, method }: Call, failure: Failure) => {
    const known = Object.hasOwn(service, method) ? method : 'unknown';
    if (failure.kind !== 'cancelled') onProblem({ kind: 'failed', method: known, failure });
    port.post({ kind: 'error', id, failure } satisfies ReplyMessage);
  };

  const answer = async (call: Call) => {
    const controller = new AbortController();
    running.set(call.id, controller);
    try {
      const { method, handler } = find(service, handlers, call.method);
      const result = await handler(parseParams(method, call), {
        signal: controller.signal,
        send: (event) => {
          if (!controller.signal.aborted && running.get(call.id) === controller)
            port.post({ kind: 'event', id: call.id, event } satisfies ReplyMessage);
        },
      });
      port.post({ kind: 'result', id: call.id, result } satisfies ReplyMessage);
    } catch (error) {
      fail(call, failureOf(error));
    } finally {
      running.delete(call.id);
    }
  };

  port.onMessage((raw) => {
    const message = requestMessageSchema.safeParse(raw);
    if (!message.success) return onProblem({ kind: 'ignored' });
    if (message.data.kind === 'cancel') return running.get(message.data.id)?.abort();
    if (running.has(message.data.id)) return onProblem({ kind: 'ignored' });
    void answer(message.data);
  });
  port.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
}

function find<S extends Service>(service: S, handlers: Handlers<S>, name: string) {
  const method = Object.hasOwn(service, name) ? service[name] : undefined;
  if (!method) throw new StudioError('bad-request', `This service has no method named "${name.slice(0, 40)}".`);
  // The table and the handlers have the same keys and matching types; a lookup by name loses that.
  return { method, handler: handlers[name] as AnyHandler };
}

function parseParams(method: Method, call: Call): unknown {
  const params = method.params.safeParse(call.params);
  if (params.success) return params.data;
  throw new StudioError('bad-request', `The request "${call.method}" holds values that are not allowed.`, {
    detail: z.prettifyError(params.error),
  });
}
