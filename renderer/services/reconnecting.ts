import { StudioError } from '../../preload/contract/errors.ts';
import type { CallOptions, Client, Method, Service } from '../../preload/contract/service.ts';
import { connect } from '../../preload/rpc/connect.ts';
import type { Port } from '../../preload/rpc/port.ts';

export interface ReconnectingOptions {
  readonly requestPort: () => Promise<Port>;
  /** Whether asking for another port makes sense now: false where the service has failed for good. */
  readonly alive: () => boolean;
  /** How long a call waits for a port before it gives up. Starting a model takes a while. */
  readonly patienceMs?: number;
  readonly firstDelayMs?: number;
}

type AnyCall = (params: unknown, options?: CallOptions<Method>) => Promise<unknown>;

/**
 * A client that outlives its service's process. Calls in flight when the process dies reject with
 * 'service-lost' (preload/rpc); later ones wait for the next port. Nothing is sent twice.
 */
export function reconnecting<S extends Service>(service: S, options: ReconnectingOptions): Client<S> {
  const { requestPort, alive, patienceMs = 120_000, firstDelayMs = 100 } = options;
  let current: Promise<Client<S>> | null = null;
  let delay = 0;

  const open = async (): Promise<Client<S>> => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const port = await requestPort();
    const openedAt = Date.now();
    port.onClose(() => {
      current = null;
      // A port that closes at once means that the service is not up yet: ask less and less often.
      const shortLived = Date.now() - openedAt < 1000;
      delay = shortLived ? Math.min(5000, Math.max(firstDelayMs, delay * 2)) : firstDelayMs;
    });
    return connect(service, port);
  };

  const client = async (signal: AbortSignal | undefined): Promise<Client<S>> => {
    if (!alive()) throw gone();
    current ??= open();
    return await before(patienceMs, signal, current);
  };

  const methods = Object.keys(service).map((name) => {
    const call: AnyCall = async (params, callOptions) => {
      const connected = await client(callOptions?.signal);
      return await (connected[name] as AnyCall)(params, callOptions);
    };
    return [name, call];
  });
  // Made from the table that the type is made from.
  return Object.fromEntries(methods) as Client<S>;
}

function before<T>(ms: number, signal: AbortSignal | undefined, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(gone()), ms);
    const cancel = () => reject(new StudioError('cancelled', 'Cancelled.'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    });
  });
}

const gone = () =>
  new StudioError('service-lost', 'A part of the studio is not running. Please start the studio again.', {
    retryable: true,
  });
