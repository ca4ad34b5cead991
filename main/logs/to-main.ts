/**
 * In a service: its entries are lines of JSON on its stderr, and main, which reads that anyway, writes them into the
 * file. So one process writes, and what a service says last is kept when it dies.
 */
import type { ServeOptions } from '../../preload/rpc/serve.ts';
import type { Log, LogEntry } from './entries.ts';
import { faultOf, faultOfDetail } from './fault.ts';

export const logToMain: Log = (entry) => {
  process.stderr.write(`${JSON.stringify(entry)}\n`);
};

/** An error that ends this process is in the log before it does; that it ends it stays as it is. */
export function logUncaught(name: Extract<LogEntry, { code: 'uncaught' }>['process'], log: Log = logToMain): void {
  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    const kind = origin === 'unhandledRejection' ? 'rejection' : 'exception';
    log({ code: 'uncaught', process: name, origin: kind, ...faultOf(thrown) });
  });
}

/** What a service's calls come to grief over, for `serve`. */
export function problemsOf(
  name: Extract<LogEntry, { code: 'message-ignored' }>['process'],
  log: Log = logToMain,
): ServeOptions {
  return {
    onProblem: (problem) => {
      if (problem.kind === 'ignored') return log({ code: 'message-ignored', process: name });
      const { kind, detail } = problem.failure;
      log({ code: 'call-failed', method: problem.method, kind, ...faultOfDetail(detail) });
    },
  };
}
