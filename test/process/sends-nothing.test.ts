import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canTrace } from '../../tools/install/tracer.mjs';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { leftIn, networkUse, tracing } from '../helpers/tracer.ts';
import { runCommand } from './command.ts';
import { forkEngine } from './engine-process.ts';

/** ONNX Runtime makes its first look-up about nine seconds after it is loaded. */
const IDLE_MS = 12_000;

let folder = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-silence-'));
beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  const grey = new Uint8Array(32 * 32).map((_, i) => (i * 7) % 256);
  writeFileSync(join(scratch, 'grey.png'), encode({ width: 32, height: 32, data: grey, channels: 1 }));
  writeFileSync(join(scratch, 'suite.jsonl'), `${JSON.stringify(job)}\n`);
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const expected = { background: 'a red background', objects: [{ name: 'circle', colour: 'blue' }] };
const job = { id: 'd', task: 'generate', prompt: 'x', steps: 1, suite: 'drawn', expect: expected };

/** A home and a temporary folder of its own under a tracer, and a user who has allowed telemetry. */
function watched(name: string) {
  const place = join(scratch, name);
  for (const part of ['home', 'tmp']) mkdirSync(join(place, part), { recursive: true });
  const env = {
    HOME: join(place, 'home'),
    TMPDIR: join(place, 'tmp'),
    XDG_CACHE_HOME: undefined,
    CI: undefined,
    ORT_DISABLE_TELEMETRY: '0',
  };
  const seen = () => ({
    network: networkUse(join(place, 'trace')),
    left: ['home', 'tmp'].flatMap((part) => leftIn(join(place, part))),
  });
  return { env, under: tracing(join(place, 'trace')), seen };
}

const SILENT = { network: [], left: [] };

describe.skipIf(!canTrace())('nothing leaves the machine and nothing is left in the home folder', () => {
  const checkpoint = () => join(dirname(folder), 'checkpoint');
  const commands: readonly (readonly [string, () => string[]])[] = [
    ['generate', () => ['generate', '--prompt', 'a red circle', '--steps', '2', '--out', join(scratch, 'a.png')]],
    ['caption', () => ['caption', '--image', join(scratch, 'grey.png')]],
    ['convert', () => ['convert', '--checkpoint', checkpoint(), '--out', join(scratch, 'converted')]],
    ['doctor', () => ['doctor']],
    ['eval', () => ['eval', '--suite', join(scratch, 'suite.jsonl'), '--out', join(scratch, 'report')]],
  ];

  test.concurrent.each(commands)('when the command line runs %s', async (name, args) => {
    const { env, under, seen } = watched(name);
    const { code, stderr } = await runCommand({ model: folder, cwd: scratch, env, under }, args());
    expect(code, stderr).toBe(0);
    expect(seen()).toEqual(SILENT);
  });

  test.concurrent('when the engine has drawn and waits', async () => {
    const { env, under, seen } = watched('engine');
    const { client } = forkEngine(folder, { env, under });
    const settings = { steps: 2, textGuidance: 2, samplingTemperature: 1 };
    await client.draw({ task: 'generate', prompt: 'a red circle', width: 32, height: 32, settings, seed: 7 });
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    expect(seen()).toEqual(SILENT);
  });

  test.concurrent('when npm, new to this home folder, starts the command line', async () => {
    const { env, under, seen } = watched('npm');
    const [program, ...rest] = under;
    const npm = ['npm', 'run', '--silent', 'dimoo', '--', '--help'];
    const { stdout } = await promisify(execFile)(program, [...rest, ...npm], { env: { ...process.env, ...env } });
    expect(stdout).toContain('caption');
    // npm keeps its own log in the home folder.
    expect(seen().network).toEqual([]);
  });

  test('which a look-up would not pass', async () => {
    const { under, seen } = watched('control');
    const [program, ...rest] = under;
    const script = "require('node:dns').lookup('dimoo.invalid', () => {})";
    await promisify(execFile)(program, [...rest, process.execPath, '-e', script]);
    expect(seen().network).not.toEqual([]);
  });
});
