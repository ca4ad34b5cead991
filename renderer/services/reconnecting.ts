import { StudioError } from '../../preload/contract/errors.ts';
import type { CallOptions, Client, Method, Service } from '../../preload/contract/service.ts';
import { type Connection, connect } from '../../preload/rpc/connect.ts';
import type { Port } from '../../preload/rpc/port.ts';

export interface ReconnectingOptions {
  /** How long a call waits for a port before it fails, in milliseconds. */
  readonly waitMs?: number;
  /** Milliseconds before the first new try. It doubles up to `slowestMs`, and starts again after a port that held. */
  readonly firstDelayMs?: number;
  readonly slowestMs?: number;
}

export interface Reconnecting<S extends Service> {
  readonly client: Client<S>;
  /** Calls the listener whenever a port has opened, and at once where one is open. */
  readonly onConnect: (listener: () => void) => () => void;
  readonly close: () => void;
}

const usual = { waitMs: 60_000, firstDelayMs: 200, slowestMs: 5000 };
/** A port that stayed open for this many milliseconds was healthy, so the delay starts again. */
const HELD_MS = 5000;

/**
 * A client that survives the loss of its port. Without a port, a call waits for at most `waitMs` and can be cancelled.
 * Calls in flight when a port closes fail with 'service-lost', and a new port is requested. They are not sent again,
 * since they may have taken effect.
 */
export function reconnecting<S extends Service>(
  service: S,
  acquire: () => Promise<Port>,
  options: ReconnectingOptions = {},
): Reconnecting<S> {
  const link = new Link(service, acquire, { ...usual, ...options });
  const methods = Object.keys(service).map((name) => [
    name,
    async (params: unknown, callOptions: CallOptions<Method> = {}) => {
      const connection = await link.ready(callOptions.signal);
      // The methods come from the same table as the type.
      const call = connection[name] as (params: unknown, options: CallOptions<Method>) => Promise<unknown>;
      return call(params, callOptions);
    },
  ]);
  void link.open();
  return { client: Object.fromEntries(methods) as Client<S>, onConnect: link.onConnect, close: link.close };
}

interface Waiter<S extends Service> {
  readonly resolve: (connection: Connection<S>) => void;
  readonly reject: (error: StudioError) => void;
}

class Link<S extends Service> {
  readonly #service: S;
  readonly #acquire: () => Promise<Port>;
  readonly #options: Required<ReconnectingOptions>;
  readonly #waiters = new Set<Waiter<S>>();
  readonly #listeners = new Set<() => void>();
  #connection: Connection<S> | null = null;
  #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(service: S, acquire: () => Promise<Port>, options: Required<ReconnectingOptions>) {
    this.#service = service;
    this.#acquire = acquire;
    this.#options = options;
    this.#delayMs = options.firstDelayMs;
  }

  readonly open = async (): Promise<void> => {
    let port: Port;
    try {
      port = await this.#acquire();
    } catch {
      this.#later(); // the waiting calls have timeouts of their own
      return;
    }
    if (this.#closed) return port.close();
    const since = Date.now();
    const connection = connect(this.#service, port);
    this.#connection = connection;
    port.onClose(() => {
      if (this.#connection === connection) this.#connection = null;
      if (Date.now() - since >= HELD_MS) this.#delayMs = this.#options.firstDelayMs;
      this.#later();
    });
    if (this.#connection !== connection) return; // it was closed at once
    for (const waiter of [...this.#waiters]) waiter.resolve(connection);
    for (const listener of this.#listeners) listener();
  };

  readonly onConnect = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#connection !== null) listener();
    return () => this.#listeners.delete(listener);
  };

  readonly close = (): void => {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const waiter of [...this.#waiters]) waiter.reject(absent());
    this.#connection?.close();
  };

  /** Resolves with the connection as soon as there is one. */
  readonly ready = (signal: AbortSignal | undefined): Promise<Connection<S>> => {
    if (signal?.aborted) return Promise.reject(StudioError.of('cancelled', {}));
    if (this.#connection !== null) return Promise.resolve(this.#connection);
    if (this.#closed) return Promise.reject(absent());
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#waiters.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      };
      const fail = (error: StudioError) => {
        end();
        reject(error);
      };
      const waiter: Waiter<S> = {
        resolve: (connection) => {
          end();
          resolve(connection);
        },
        reject: fail,
      };
      const cancel = () => fail(StudioError.of('cancelled', {}));
      const timer = setTimeout(() => fail(absent()), this.#options.waitMs);
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiters.add(waiter);
    });
  };

  #later(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.open(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, this.#options.slowestMs);
  }
}

const absent = () => StudioError.of('services.absent', {}, { retryable: true });
