import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scrubbed } from '../../main/processes/environment.ts';
import { lineJob } from '../../main/processes/line-job.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { hubRepositorySchema } from '../../preload/contract/hub.ts';
import { COMMIT, drop, FakeHub, refuse } from '../helpers/fake-hub.ts';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';
import { runCommand } from './command.ts';

const TOKEN = 'hf_secret_of_the_test';
const WEIGHTS = 'model-2-of-2.safetensors';
const HUB = fileURLToPath(new URL('../../native-models/hub/entry.ts', import.meta.url));
const CLI = fileURLToPath(new URL('../../main/engine/cli.ts', import.meta.url));

let hub: FakeHub;
let scratch = '';
let data = '';

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'dimoo-hub-cli-'));
  hub = await FakeHub.start('Some-One/Tiny');
  const there = join(scratch, 'there', 'Tiny');
  writeTinyCheckpoint(there, { shards: 2, generationConfig: { nativeSize: [32, 32], tasks: ['generate'] } });
  writeFileSync(join(there, 'README.md'), '---\nlicense: mit\n---\n');
  hub.serve(there);
});
afterAll(async () => {
  await hub.stop();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  data = mkdtempSync(join(scratch, 'data-'));
  hub.seen.length = 0;
});
afterEach(() => {
  hub.interfere = () => false;
  hub.slowness = 0;
});

const environment = (own: NodeJS.ProcessEnv = {}) => ({
  DIMOO_DATA: data,
  HF_ENDPOINT: hub.address,
  HF_TOKEN: '',
  DIMOO_HUB_WAITS: '50,50',
  HTTPS_PROXY: '',
  HTTP_PROXY: '',
  ...own,
});
const models = (args: readonly string[], own?: NodeJS.ProcessEnv) =>
  runCommand({ model: '', cwd: scratch, env: environment(own) }, ['models', ...args]);
const add = (own?: NodeJS.ProcessEnv, ...more: string[]) =>
  models(['add', 'hub:Some-One/Tiny', '--precision', 'int8', ...more], own);
const out = () => join(data, 'models', 'Tiny-int8');
const folder = () => join(data, 'models', 'checkpoints', `by-Some-One-${COMMIT.slice(0, 8)}`, 'Tiny');
const weights = () => hub.entries.find(({ path }) => path === WEIGHTS)?.content ?? Buffer.alloc(0);
const asked = () => hub.seen.filter(({ path }) => path.endsWith(WEIGHTS));

describe('dimoo models add hub:OWNER/NAME', () => {
  test('says what comes, fetches it, makes a model of it, and removes the checkpoint', async () => {
    const { code, stdout, stderr } = await add();
    expect([code, stdout], stderr).toEqual([0, `${out()}\n`]);
    expect(stderr).toContain(`Some-One/Tiny, main, commit ${COMMIT}; licence: mit`);
    expect(stderr).toMatch(/kB {2}model-2-of-2\.safetensors/);
    expect(stderr).toContain('fetching: 100 %');
    expect(readdirSync(join(data, 'models', 'checkpoints'))).toEqual([]);
    const [model] = (await models(['list', '--json'])).stdout.trim().split('\n');
    expect(JSON.parse(model ?? '')).toMatchObject({ facts: { name: 'Tiny' }, hash: { state: 'whole' } });
  });

  test('keeps the checkpoint where it is asked to', async () => {
    expect((await add({}, '--keep')).code).toBe(0);
    expect(readFileSync(join(folder(), WEIGHTS)).equals(weights())).toBe(true);
    expect(existsSync(join(folder(), 'download.json'))).toBe(false);
  });

  test('goes on after a connection that was lost', async () => {
    let isDropped = false;
    hub.interfere = (_request, response, path) => {
      if (isDropped || !path.endsWith(WEIGHTS)) return false;
      isDropped = true;
      drop(response, weights(), 0.6);
      return true;
    };
    const { code, stderr } = await add();
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('dropped: trying again');
    expect(asked().map(({ range }) => range)).toEqual([null, `bytes=${Math.floor(weights().length * 0.6)}-`]);
  });

  test('goes on after it was killed, and throws away what is left', async () => {
    const kill = async () => {
      hub.slowness = 100;
      const child = start();
      const part = join(folder(), `${WEIGHTS}.part`);
      await expect.poll(() => existsSync(part) && readFileSync(part).length > 100, { timeout: 30_000 }).toBe(true);
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      hub.slowness = 0;
      return readFileSync(part).length;
    };
    const arrived = await kill();
    hub.seen.length = 0;
    const { code, stderr } = await add();
    expect(code, stderr).toBe(0);
    expect(asked().map(({ range }) => range)).toEqual([`bytes=${arrived}-`]);
    rmSync(out(), { recursive: true });
    await kill();
    expect((await models(['discard'])).code).toBe(0);
    expect(readdirSync(join(data, 'models', 'checkpoints'))).toEqual([]);
    expect(await models(['discard'])).toMatchObject({ code: 2, stderr: 'There is no download that could go on.\n' });
  });

  test('stops at Ctrl+C, and says how it goes on', async () => {
    hub.slowness = 100;
    const child = start();
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    await expect.poll(() => asked().length, { timeout: 30_000 }).toBe(1);
    // The terminal sends it to the whole group.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(2);
    expect(said).toContain('The same command goes on; `dimoo models discard` throws it away.');
    expect(readdirSync(folder())).not.toContain('download.lock');
  });

  test('sends the token of the environment to the host alone, and says it nowhere', async () => {
    hub.interfere = (request, response) => {
      if (request.headers.authorization === `Bearer ${TOKEN}`) return false;
      refuse(response, 401, 'GatedRepo');
      return true;
    };
    const refused = await add();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`is gated. Open ${hub.address}/Some-One/Tiny`);
    const { code, stdout, stderr } = await add({ HF_TOKEN: TOKEN });
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(readFileSync(join(data, 'models.json'), 'utf8')).not.toContain(TOKEN);
  });

  test('is handed the token as the window does it, where no other program reads it', async () => {
    hub.interfere = (request, response) => {
      if (request.headers.authorization === `Bearer ${TOKEN}`) return false;
      refuse(response, 401, '');
      return true;
    };
    const args = ['--look', 'Some-One/Tiny', '--revision', 'main', '--host', hub.address, '--token'];
    let seen = '';
    const service = plainService(process.execPath, { entry: HUB, args, environment: scrubbed(process.env, {}) });
    const { answer } = lineJob({
      spawn: (events) => {
        const child = service(events);
        const read = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
        if (process.platform === 'linux') seen = read('cmdline') + read('environ');
        return child;
      },
      hand: TOKEN,
      answer: z.object({ repository: hubRepositorySchema }),
      progress: z.never(),
      ended: () => StudioError.of('hub.look-ended', {}),
      onLine: (line) => {
        seen += line;
      },
    });
    expect((await answer).repository.commit).toBe(COMMIT);
    expect(seen).not.toContain(TOKEN);
  });

  const failures: readonly (readonly [string, string, number, string, string])[] = [
    ['there is no such repository', 'Some-One/Other', 0, '', 'has no repository Some-One/Other'],
    ['there is no such revision', 'Some-One/Tiny@v2', 0, '', 'has no branch, tag or commit called “v2”'],
    ['the name is none', '../x', 0, '', 'is not the name of a repository'],
    ['the host is busy', 'Some-One/Tiny', 429, '', 'asks to wait. Try again in 30 seconds.'],
    ['the host fails', 'Some-One/Tiny', 500, '', 'has a problem of its own (status 500)'],
  ];
  test.each(failures)(
    'says in one sentence that %s, and leaves nothing',
    async (_name, name, status, code, expected) => {
      if (status !== 0) {
        hub.interfere = (_request, response) => {
          refuse(response, status, code);
          return true;
        };
      }
      const { code: exit, stderr } = await models(['add', `hub:${name}`]);
      expect(exit).toBe(2);
      expect(stderr.trim().split('\n').at(-1)).toContain(expected);
      expect(existsSync(join(data, 'models', 'checkpoints'))).toBe(false);
    },
  );

  test('asks no host that is neither safe nor here', async () => {
    const { code, stderr } = await add({ HF_ENDPOINT: 'http://someone:secret@example.invalid' });
    expect(code).toBe(2);
    expect(stderr).toContain('HF_ENDPOINT is “http://example.invalid”');
    expect(stderr).not.toContain('secret');
  });
});

/** In a group of its own, so that a signal reaches its children. */
function start(): ChildProcess {
  return spawn(process.execPath, [CLI, 'models', 'add', 'hub:Some-One/Tiny', '--precision', 'int8'], {
    cwd: scratch,
    env: { ...process.env, DIMOO_MODEL: '', ...environment() },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
}
