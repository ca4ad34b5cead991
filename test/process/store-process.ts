import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type StoreService, storeService } from '../../preload/contract/store.ts';
import { type Connection, connect } from '../../preload/rpc/connect.ts';
import { envelopePort, envelopeSchema } from '../../preload/rpc/parent.ts';

export const ENTRY = fileURLToPath(new URL('../../main/store/index.ts', import.meta.url));

export interface StoreProcess {
  readonly child: ChildProcess;
  readonly client: Connection<StoreService>;
  /** Everything the process wrote on stderr so far. */
  readonly log: () => string;
  /** Resolves with exit code or signal when the process is gone. */
  readonly gone: Promise<number | NodeJS.Signals | null>;
}

/** The real store service in a process of its own, as the studio forks it. */
export function forkStore(root: string | undefined): StoreProcess {
  const { DIMOO_DATA: _, ...inherited } = process.env;
  // Sixty starts of the same code: compiled once, each takes a fifth of a second, not a half.
  const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'dimoo-test-compiled'), ...inherited };
  const child = fork(ENTRY, [], {
    env: root === undefined ? env : { ...env, DIMOO_DATA: root },
    serialization: 'advanced',
    silent: true,
  });
  let log = '';
  child.stderr?.on('data', (data) => {
    log += String(data);
  });
  const gone = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  // A message that a killed process does not take any more is no error of the test.
  const send = (message: object) => child.connected && child.send(message, () => undefined);
  const { port, deliver, closing } = envelopePort(send, 1, () => undefined);
  child.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (envelope.success && envelope.data.kind === 'message') deliver(envelope.data.message);
  });
  child.once('exit', closing.settle);
  send({ kind: 'open', connection: 1 });
  return { child, client: connect(storeService, port), log: () => log, gone };
}
