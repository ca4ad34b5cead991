import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { EngineService } from '../../preload/contract/engine.ts';
import { type EngineWire, engineWire } from '../../preload/contract/engine-wire.ts';
import type { Client } from '../../preload/contract/service.ts';
import { type Connection, connect } from '../../preload/rpc/connect.ts';
import { engineClient } from '../../preload/rpc/engine-client.ts';
import { envelopePort, envelopeSchema } from '../../preload/rpc/parent.ts';
import type { CommandPlace } from './command.ts';

const ENTRY = fileURLToPath(new URL('../../main/engine/index.ts', import.meta.url));

/** The real engine in a process of its own, as the studio forks it. */
export function forkEngine(
  model: string,
  { env = {}, under = [] }: Pick<CommandPlace, 'env' | 'under'> = {},
): { child: ChildProcess; client: Client<EngineService>; wire: Connection<EngineWire> } {
  const [execPath = process.execPath, ...execArgv] = [...under, process.execPath];
  const child = fork(ENTRY, [], {
    env: { ...process.env, DIMOO_MODEL: model, ...env },
    execPath,
    execArgv,
    serialization: 'advanced',
    silent: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const send = (message: object) => child.connected && child.send(message, () => undefined);
  const { port, deliver, closing } = envelopePort(send, 1, () => undefined);
  child.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (envelope.success && envelope.data.kind === 'message') deliver(envelope.data.message);
  });
  child.once('exit', closing.settle);
  send({ kind: 'open', connection: 1 });
  const wire = connect(engineWire, port);
  return { child, client: engineClient(wire), wire };
}
