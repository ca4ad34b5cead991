/**
 * One round of `wire.ts` in the sources below a folder, which may be of an earlier commit: what a retouch of a large
 * page sends and waits for, and how long a drawing takes. One line of JSON on stdout.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serialize } from 'node:v8';
import type { DrawRequest } from '../../preload/contract/drawing.ts';
import type { EngineService } from '../../preload/contract/engine.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { Port } from '../../preload/rpc/port.ts';

export interface WireNumbers {
  /** Bytes over the port for all candidates of the retouch, as the port clones them. */
  readonly sent: number;
  readonly received: number;
  /** Of each candidate, seconds from the asking until the engine has told its forecast. */
  readonly untilForecast: readonly number[];
  /** Of each drawing. */
  readonly seconds: readonly number[];
}

const SIDE = 2048;
const CANDIDATES = 3;
const DRAWINGS = 5;

const [root = '', model = ''] = process.argv.slice(2);
const load = async (path: string) => import(pathToFileURL(join(root, path)).href);

/** A port to the engine, in a process as the studio forks it. */
async function enginePort(count: (direction: 'sent' | 'received', message: unknown) => void) {
  const { envelopePort, envelopeSchema }: typeof import('../../preload/rpc/parent.ts') =
    await load('preload/rpc/parent.ts');
  const child = fork(join(root, 'main', 'engine', 'index.ts'), [], {
    env: { ...process.env, DIMOO_MODEL: model },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port, deliver } = envelopePort(
    (message) => child.send(message),
    1,
    () => undefined,
  );
  child.on('message', (raw) => {
    const envelope = envelopeSchema.safeParse(raw);
    if (envelope.success && envelope.data.kind === 'message') deliver(envelope.data.message);
  });
  child.send({ kind: 'open', connection: 1 });
  const counted: Port = {
    ...port,
    post: (message) => {
      count('sent', message);
      port.post(message);
    },
    onMessage: (listener) =>
      port.onMessage((message) => {
        count('received', message);
        listener(message);
      }),
  };
  return { port: counted, end: () => child.kill('SIGKILL') };
}

async function clientOf(port: Port): Promise<Client<EngineService>> {
  const { connect } = await load('preload/rpc/connect.ts');
  // Before there were names for pictures, a request was one message.
  if (!existsSync(join(root, 'preload', 'contract', 'engine-wire.ts'))) {
    return connect((await load('preload/contract/engine.ts')).engineService, port);
  }
  const { engineClient } = await load('preload/rpc/engine-client.ts');
  return engineClient(connect((await load('preload/contract/engine-wire.ts')).engineWire, port));
}

/** @param page which of several pages */
function retouch(seed: number, page: number): DrawRequest {
  const rgba = new Uint8Array(4 * SIDE * SIDE).map((_, i) => (i * 7919 + (i >> 11) * 31 + page) % 256);
  const values = new Uint8Array(SIDE * SIDE);
  for (let y = 800; y < 1300; y++) values.fill(255, y * SIDE + 700, y * SIDE + 1200);
  const settings = { steps: 8, textGuidance: 2, samplingTemperature: 1 };
  const pictures = { picture: { width: SIDE, height: SIDE, rgba }, regionMask: { width: SIDE, height: SIDE, values } };
  return { task: 'retouch', prompt: 'a red circle', ...pictures, feather: null, contextMargin: null, settings, seed };
}

const bytes = { sent: 0, received: 0 };
let counting = false;
const { port, end } = await enginePort((direction, message) => {
  if (counting) bytes[direction] += serialize(message).length;
});
const client = await clientOf(port);
const { manifest } = await client.status({});
const candidates = (page: number) => Array.from({ length: CANDIDATES }, (_, seed) => retouch(seed, page));
const drawing = async (request: DrawRequest) => {
  const started = performance.now();
  let forecast = 0;
  await client.draw(request, {
    onEvent: (progress) => {
      if (progress.forecast !== undefined) forecast = (performance.now() - started) / 1000;
    },
  });
  return { forecast, whole: (performance.now() - started) / 1000 };
};
// Not counted, for what only the first job takes.
const [size = { width: 64, height: 64 }] = manifest.nativeSizes;
const { steps, textGuidance, samplingTemperature } = manifest.defaults.textToImage;
const settings = { steps, textGuidance, samplingTemperature };
const generate = { task: 'generate', prompt: 'a red circle', ...size, settings } as const;
await drawing({ ...generate, seed: 0 });
// Counting costs time of its own: bytes in one round, seconds in another.
counting = true;
for (const request of candidates(1)) await drawing(request);
counting = false;
const untilForecast: number[] = [];
for (const request of candidates(2)) untilForecast.push((await drawing(request)).forecast);
const seconds: number[] = [];
for (let seed = 1; seed <= DRAWINGS; seed++) seconds.push((await drawing({ ...generate, seed })).whole);
const numbers: WireNumbers = { ...bytes, untilForecast, seconds };
process.stdout.write(`${JSON.stringify(numbers)}\n`);
end();
