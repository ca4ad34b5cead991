import { z } from 'zod';
import { type Failure, failureOf, StudioError } from '../contract/errors.ts';
import type { CallContext, Handlers, Method, Service } from '../contract/service.ts';
import { type ReplyMessage, type RequestMessage, requestMessageSchema } from './messages.ts';
import type { Port } from './port.ts';

type Call = Extract<RequestMessage, { kind: 'call' }>;
type AnyHandler = (params: unknown, context: CallContext<Method>) => unknown;

export interface ServeOptions {
  /** Where a line about a refused message or a handler's bug goes; process.stderr is usual. */
  readonly log?: (line: string) => void;
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
  const log = options.log ?? (() => undefined);

  const fail = (id: number, failure: Failure) => {
    if (failure.kind === 'internal') log(`rpc: call ${id}: ${failure.detail ?? failure.message}`);
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
      fail(call.id, failureOf(error));
    } finally {
      running.delete(call.id);
    }
  };

  port.onMessage((raw) => {
    const message = requestMessageSchema.safeParse(raw);
    if (!message.success) return log('rpc: a message that is no request was ignored');
    if (message.data.kind === 'cancel') return running.get(message.data.id)?.abort();
    if (running.has(message.data.id)) return log(`rpc: call ${message.data.id} is running already`);
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
