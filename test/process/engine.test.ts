import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DrawRequest } from '../../preload/contract/drawing.ts';
import { cacheFor, paperCache } from '../../preload/contract/speed.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';
import { forkEngine } from './engine-process.ts';

const FORECAST = expect.stringMatching(/^This will take about [\d.e+-]+ (s|min) and \d+\.\d GB of memory\.\n$/);

let folder = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-cli-'));
beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

function request(steps: number): DrawRequest {
  const settings = { steps, textGuidance: 2, samplingTemperature: 1 };
  return { task: 'generate', prompt: 'a red circle', width: 64, height: 64, settings, seed: 7 };
}

describe('the engine process', { timeout: 60_000 }, () => {
  test('tells its model, draws with progress, and answers in the order of asking', async () => {
    const { client } = forkEngine(folder);
    expect(await client.status({})).toMatchObject({ provider: 'cpu', manifest: { name: 'tiny' } });
    const steps: number[] = [];
    const order: string[] = [];
    await Promise.all([
      client.draw(request(4), { onEvent: ({ step }) => steps.push(step) }).then(({ png }) => {
        order.push('first');
        expect(decode(png).width).toBe(64);
      }),
      client.draw(request(1)).then(() => order.push('second')),
    ]);
    expect(steps).toEqual([0, 1, 2, 3, 4]);
    expect(order).toEqual(['first', 'second']);
  });

  test('a running job and a waiting one are cancelled, and the next is drawn', async () => {
    const { client } = forkEngine(folder);
    const running = new AbortController();
    const waiting = new AbortController();
    let last = 0;
    const first = client.draw(request(1000), {
      signal: running.signal,
      onEvent: ({ step }) => {
        last = step;
        if (step === 2) running.abort();
      },
    });
    const second = client.draw(request(1000), { signal: waiting.signal });
    waiting.abort();
    await expect(second).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    await expect(first).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await client.draw(request(1))).seed).toBe(7);
    expect(last).toBe(2);
  });

  test('draws with a cache, the same each time, also after a job that was cancelled in the middle', async () => {
    const { client } = forkEngine(folder);
    const cached = (steps: number): DrawRequest => {
      const plain = request(steps);
      return { ...plain, settings: { ...plain.settings, cache: paperCache } };
    };
    const first = await client.draw(cached(12));
    expect(first.settings.cache).toEqual(paperCache);
    const abort = new AbortController();
    const stopped = client.draw(cached(200), {
      signal: abort.signal,
      onEvent: ({ step }) => step === 64 && abort.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await client.draw(cached(12))).png).toEqual(first.png);
  });

  test('whose main is gone in the middle of a job ends without a crash', async () => {
    const { child, client } = forkEngine(folder);
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    const job = client.draw(request(1000), { onEvent: ({ step }) => step === 3 && child.disconnect() });
    job.catch(() => undefined);
    expect(await ended).toBe('SIGKILL');
  });

  test('killed in the middle of a job, the job fails at once and a new process draws', async () => {
    const { child, client } = forkEngine(folder);
    const job = client.draw(request(1000), { onEvent: () => child.kill('SIGKILL') });
    await expect(job).rejects.toMatchObject({ failure: { kind: 'service-lost' } });
    expect((await forkEngine(folder).client.draw(request(1))).seed).toBe(7);
  });

  test('without a model every job fails with one sentence, and the process stays', async () => {
    const { child, client } = forkEngine(join(scratch, 'nowhere'));
    await expect(client.draw(request(1))).rejects.toMatchObject({ failure: { kind: 'model-missing' } });
    await expect(client.status({})).rejects.toMatchObject({ failure: { kind: 'model-missing' } });
    expect(child.exitCode).toBeNull();
  });
});

const dimoo = (...args: string[]) => runCommand({ model: folder, cwd: scratch }, args);

describe('the command line', { timeout: 60_000 }, () => {
  test('generate writes the same bytes twice', async () => {
    const args = [
      'generate',
      '--prompt',
      'a red circle',
      '--seed',
      '7',
      '--steps',
      '3',
      '--width',
      '70',
      '--height',
      '33',
    ];
    expect(await dimoo(...args, '--out', 'a.png')).toMatchObject({ code: 0, stderr: FORECAST });
    await dimoo(...args, '--out', 'deeper/b.png');
    const bytes = readFileSync(join(scratch, 'a.png'));
    expect(readFileSync(join(scratch, 'deeper/b.png'))).toEqual(bytes);
    expect(decode(bytes)).toMatchObject({ width: 70, height: 33, text: { seed: '7' } });
  });

  test('a speed and single dials stand in the file as the dials that they are', async () => {
    const args = ['generate', '--prompt', 'x', '--steps', '4', '--width', '32', '--height', '32', '--out', 's.png'];
    const settings = async (...more: string[]) => {
      expect(await dimoo(...args, ...more)).toMatchObject({ code: 0, stderr: FORECAST });
      return JSON.parse(decode(readFileSync(join(scratch, 's.png'))).text?.settings ?? '');
    };
    expect(await settings('--speed', 'fast')).toMatchObject({ cache: cacheFor('fast', 'generate', 4) });
    expect(await settings('--speed', 'fast', '--refresh-interval', '3', '--known-interval', '2')).toMatchObject({
      cache: { ...cacheFor('fast', 'generate', 4), refreshInterval: 3, knownInterval: 2 },
    });
    expect(await settings('--cache-ratio', '0.5')).toMatchObject({ cache: { ...paperCache, cacheRatio: 0.5 } });
    expect(await settings('--speed', 'exact')).not.toHaveProperty('cache');
  });

  test('batch answers every line, also the broken ones', async () => {
    const grey = new Uint8Array(90 * 50).map((_, i) => (i * 7) % 256);
    const mask = grey.map((_, i) => (i % 90 > 30 && i % 90 < 50 && i > 900 && i < 2700 ? 255 : 0));
    writeFileSync(join(scratch, 'p.png'), encode({ width: 90, height: 50, data: grey, channels: 1 }));
    writeFileSync(join(scratch, 'm.png'), encode({ width: 90, height: 50, data: mask, channels: 1 }));
    writeFileSync(join(scratch, 'broken.png'), 'no picture');
    const lines = [
      { id: 'r', task: 'retouch', prompt: 'x', image: 'p.png', mask: 'm.png', steps: 2 },
      'no json',
      { id: '../../escape', task: 'generate', prompt: 'x', steps: 1 },
      { id: 'c', task: 'caption', image: 'p.png', speed: 'fast' },
      { id: 'a', task: 'ask', image: join(scratch, 'p.png'), question: 'what?' },
      { id: 'b', task: 'caption', image: 'broken.png' },
      { id: 'd', task: 'dance' },
      { id: 'R', task: 'generate', prompt: 'x', steps: 1 },
    ];
    writeFileSync(
      join(scratch, 'jobs.jsonl'),
      lines.map((l) => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n'),
    );
    const { code, stdout } = await dimoo('batch', '--jobs', 'jobs.jsonl', '--out', 'out');
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers[0]).toEqual({ id: 'r', output: join(scratch, 'out', 'r.png'), seconds: expect.any(Number) });
    expect(answers[1]).toEqual({ id: null, error: 'Line 2 is not JSON.' });
    expect(answers[2].output.startsWith(join(scratch, 'out'))).toBe(true);
    expect(answers[3]).toEqual({ id: 'c', text: expect.any(String), seconds: expect.any(Number) });
    expect(answers[4]).toEqual({ id: 'a', text: expect.any(String), seconds: expect.any(Number) });
    expect(answers[5]).toEqual({ id: 'b', error: expect.stringMatching(/^“.*broken\.png” cannot be read/) });
    expect(answers[6]).toEqual({ id: 'd', error: expect.stringContaining('Line 7 is no valid job') });
    // Two lines of one id would lose a picture.
    expect(answers[7]).toEqual({ id: 'R', error: expect.stringMatching(/^An earlier line wrote its picture where/) });
    const after = decode(readFileSync(answers[0].output));
    const outsideSame = mask.every((m, i) => m > 0 || after.data[3 * i] === grey[i]);
    expect(outsideSame).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('a batch whose results nobody reads on ends in a sentence', async () => {
    const jobs = ['1', '2', '3'].map((id) => JSON.stringify({ id, task: 'generate', prompt: 'x', steps: 1 }));
    writeFileSync(join(scratch, 'three.jsonl'), jobs.join('\n'));
    const under = ['sh', '-c', '("$@"; echo "code $?" >&2) | :', 'sh'];
    const args = ['batch', '--jobs', 'three.jsonl', '--out', 'three'];
    const { stderr } = await runCommand({ model: folder, cwd: scratch, under }, args);
    expect(stderr).toMatch(/^The results end here, since nobody reads them any more; .*\ncode 2\n$/);
  });

  test('what libraries print about a picture is kept from a person', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1e9"><rect width="9" height="9"/></svg>';
    writeFileSync(join(scratch, 'vast.svg'), svg);
    const { stderr } = await dimoo('caption', '--image', 'vast.svg');
    expect(stderr).not.toMatch(/process:|CRITICAL/);
  });

  test.each([
    [['dance'], /unknown command 'dance'/i],
    [['generate', '--prompt', 'x'], /--out/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--sparkle'], /--sparkle/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--speed', 'warp'], /warp/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--known-interval', 'seldom'], /whole number/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--cache-ratio', '2'], /number from 0 to 1/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--seed', '-1'], /whole number|seed/],
    [['caption', '--image', 'nowhere.png'], /no picture/],
    [['batch', '--jobs', 'nowhere.jsonl', '--out', 'out'], /There is no file .*nowhere\.jsonl/],
    [['batch', '--jobs', '.', '--out', 'out'], /is no file; give one|cannot be read/],
    [['generate', '--prompt', 'x', '--out', 'x.png', '--model', 'nowhere'], /no model/],
    [[], /name a command/],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await dimoo(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('doctor names the model and finds its hashes whole', async () => {
    const { code, stdout } = await dimoo('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(/providers\s+cpu/);
    expect(stdout).toMatch(/tiny.*all hashes hold/);
  });
});
