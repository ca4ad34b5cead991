import { StudioError } from '../../preload/contract/errors.ts';
import type { Handlers, Service } from '../../preload/contract/service.ts';
import type { Log } from '../logs/entries.ts';

/** Calls that take longer are logged. */
export const SLOW_MILLISECONDS = 40;

export interface Timed<S extends Service> {
  readonly handlers: Handlers<S>;
  /** Refuses new calls and resolves when the running ones are done. */
  readonly drain: () => Promise<void>;
}

type AnyHandler = (params: unknown, context: unknown) => unknown;

/**
 * The handlers with their time measured, and counted so that closing can wait for them.
 * @param log receives each slow call
 * @param now the time in milliseconds from any zero point
 */
export function timed<S extends Service>(
  handlers: Handlers<S>,
  log: Log,
  now: () => number = () => performance.now(),
): Timed<S> {
  const running = new Set<Promise<unknown>>();
  let closing = false;

  const wrap =
    (name: string, handler: AnyHandler): AnyHandler =>
    async (params, context) => {
      if (closing) throw StudioError.of('store.closing', {});
      const start = now();
      const call = Promise.resolve().then(() => handler(params, context));
      running.add(call);
      try {
        return await call;
      } finally {
        running.delete(call);
        const took = now() - start;
        if (took > SLOW_MILLISECONDS) log({ code: 'call-slow', method: name, ms: Math.round(took) });
      }
    };

  const entries = Object.entries(handlers).map(([name, handler]) => [name, wrap(name, handler as AnyHandler)]);
  return {
    // The same keys, and the same types behind them.
    handlers: Object.fromEntries(entries) as Handlers<S>,
    drain: async () => {
      closing = true;
      await Promise.allSettled(running);
    },
  };
}
