/** The decoder as a child of a plain Node process. It starts at the first call, and again after it has ended itself. */
import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type PictureClient, pictureService } from '../../preload/contract/picture-service.ts';
import { connect } from '../../preload/rpc/connect.ts';
import { type Envelope, envelopePort, envelopeSchema } from '../../preload/rpc/parent.ts';
import { pictureClient } from '../../preload/rpc/picture-client.ts';
import { entryIn } from '../logs/output.ts';

const ENTRY = fileURLToPath(new URL('./index.ts', import.meta.url));

export interface PictureProcess extends PictureClient {
  readonly close: () => void;
}

export function pictureProcess(): PictureProcess {
  let running: ReturnType<typeof start> | undefined;
  let calls = 0;
  const connected = () => {
    if (running === undefined || running.gone()) running = start();
    hold(running.child, calls > 0);
    return running.client;
  };
  const client = pictureClient(connected);
  // A finished command does not wait for its decoder. A command with a call in flight does.
  const counted = Object.entries(client).map(([name, method]) => [
    name,
    async (...given: never[]) => {
      calls += 1;
      try {
        return await (method as (...given: never[]) => Promise<unknown>)(...given);
      } finally {
        calls -= 1;
        if (running !== undefined) hold(running.child, calls > 0);
      }
    },
  ]);
  // The keys come from the same contract as the type.
  return { ...(Object.fromEntries(counted) as PictureClient), close: () => void running?.child.kill('SIGKILL') };
}

function hold(child: ChildProcess, held: boolean): void {
  if (held) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** GLib prints its own warnings about a file. The caller tells the user one sentence instead. */
const GLIB = /^\(process:\d+\): |^$/;

function passOn({ stderr }: ChildProcess): void {
  if (stderr === null) return;
  createInterface({ input: stderr }).on('line', (line) => {
    // Entries are for the studio's log. A command has no such log.
    if (!GLIB.test(line) && entryIn(line) === null) process.stderr.write(`${line}\n`);
  });
  // The decoder's output must not keep a command from ending.
  if (stderr instanceof Socket) stderr.unref();
}

function start() {
  const child = fork(ENTRY, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  passOn(child);
  const send = (envelope: Envelope) => {
    // A broken channel ends in 'exit', which closes the port.
    if (child.connected) child.send(envelope, () => undefined);
  };
  const { port, deliver, closing } = envelopePort(send, 1, () => undefined);
  child.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (envelope.success && envelope.data.kind === 'message') deliver(envelope.data.message);
  });
  let gone = false;
  const end = () => {
    // This comes before the calls in flight are rejected, since they are repeated at once and must reach a new process.
    gone = true;
    closing.settle();
  };
  child.once('exit', end);
  child.once('error', end);
  send({ kind: 'open', connection: 1 });
  return { child, client: connect(pictureService, port), gone: () => gone };
}
