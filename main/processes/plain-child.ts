import { type ChildProcess, fork } from 'node:child_process';
import { type Connection, type Envelope, envelopePort, envelopeSchema } from '../../preload/rpc/parent.ts';
import { type MainPortLike, mainPort } from '../../preload/rpc/port.ts';
import { lineReader, type ProcessEnd, type Program, type Spawn } from './service-child.ts';

/**
 * Runs a service as a plain Node process, where Electron's own Node is too old for the native modules. No port can be
 * handed to it, so its connections share the child's channel in envelopes, which main relays unread. The 'advanced'
 * serialisation keeps pixels as bytes.
 */
export function plainService(node: string, { entry, args = [], environment }: Program): Spawn {
  return (events) => {
    const child = fork(unpacked(entry), args, {
      execPath: node,
      execArgv: [],
      env: environment,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.on('data', lineReader(events.onLine));
    child.stderr?.on('data', lineReader(events.onLine));
    const relay = relayTo(child, events.onReady);
    let gone = false;
    const exit = (end: ProcessEnd) => {
      if (gone) return;
      gone = true;
      relay.closeAll();
      events.onExit(end);
    };
    child.once('spawn', events.onSpawn);
    child.once('exit', (code, signal) => exit(signal ? { signal } : { exit: code ?? 0 }));
    child.once('error', (error) => exit({ error }));
    return {
      pid: child.pid,
      connect: relay.connect,
      hand: relay.hand,
      end: relay.end,
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

/** The path outside of Electron's archive, which a plain Node cannot read. */
function unpacked(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

function relayTo(child: ChildProcess, onReady: () => void) {
  const connections = new Map<number, Connection>();
  let last = 0;
  const send = (envelope: Envelope) => {
    // A broken channel ends in 'exit', which closes every port.
    if (child.connected) child.send(envelope, () => undefined);
  };
  child.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (!envelope.success || envelope.data.kind === 'open') return;
    if (envelope.data.kind === 'end' || envelope.data.kind === 'handed') return;
    if (envelope.data.kind === 'ready') return onReady();
    const connection = connections.get(envelope.data.connection);
    if (envelope.data.kind === 'message') connection?.deliver(envelope.data.message);
    else connection?.closing.settle();
  });
  return {
    connect: (port: MainPortLike) => {
      const id = ++last;
      const near = mainPort(port);
      const far = envelopePort(send, id, () => connections.delete(id));
      connections.set(id, far);
      send({ kind: 'open', connection: id });
      far.port.onMessage(near.post);
      far.port.onClose(near.close);
      near.onClose(far.port.close);
      near.onMessage(far.port.post);
    },
    hand: (value: string) => send({ kind: 'handed', value }),
    end: () => send({ kind: 'end' }),
    closeAll: () => {
      for (const connection of [...connections.values()]) connection.closing.settle();
    },
  };
}
