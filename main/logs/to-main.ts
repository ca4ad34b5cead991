/**
 * The log of a service. Its entries are lines of JSON on its stderr, which main reads and writes into the file. One
 * process writes the file, and the last entries of a dying service are kept.
 */
import type { ServeOptions } from '../../preload/rpc/serve.ts';
import type { Log, LogEntry } from './entries.ts';
import { faultOf, faultOfDetail } from './fault.ts';

export const logToMain: Log = (entry) => {
  process.stderr.write(`${JSON.stringify(entry)}\n`);
};

/** Logs an error that ends this process, and does not change that it ends. */
export function logUncaught(name: Extract<LogEntry, { code: 'uncaught' }>['process'], log: Log = logToMain): void {
  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    const kind = origin === 'unhandledRejection' ? 'rejection' : 'exception';
    log({ code: 'uncaught', process: name, origin: kind, ...faultOf(thrown) });
  });
}

/** Logs the failed calls and ignored messages of a service, as an option for `serve`. */
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
