import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tryInProcess } from '../../main/engine/diagnostics/provider-process.ts';
import { keepTry, readTries, triesFile } from '../../main/provider-tries.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';
import { forkEngine } from './engine-process.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-providers-'));
let model = '';
let remove = () => {};
beforeAll(async () => {
  ({ folder: model, remove } = await tinyModelFolder());
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** A loader of graphics drivers that does this as soon as WebGPU opens it. */
function brokenDriver(name: string, does: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const source = join(folder, 'driver.c');
  writeFileSync(
    source,
    `#include <stdlib.h>\n#include <unistd.h>\n__attribute__((constructor)) void begin(void) { ${does} }\n`,
  );
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-o', join(folder, 'libvulkan.so.1'), source]);
  expect(status).toBe(0);
  return folder;
}

const canCompile = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

describe.skipIf(!canCompile)('a graphics driver that is broken', () => {
  test('doctor says that it ended the process that tried it, and goes on', async () => {
    const env = { LD_LIBRARY_PATH: brokenDriver('ends', 'abort();'), DIMOO_DATA: scratch };
    const { code, stdout } = await runCommand({ model, cwd: scratch, env }, ['doctor']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}webgpu +WebGPU ended the process that tried it \(SIGABRT\)/m);
  });

  test('a try that hangs is ended after its time', async () => {
    const before = process.env.LD_LIBRARY_PATH;
    process.env.LD_LIBRARY_PATH = brokenDriver('hangs', 'for (;;) sleep(1);');
    try {
      const answer = await tryInProcess({ provider: 'webgpu', model, what: 'try', seconds: 5 });
      expect(answer).toMatchObject({ kind: 'failed', told: { code: 'provider.silent', params: { seconds: 5 } } });
    } finally {
      if (before === undefined) delete process.env.LD_LIBRARY_PATH;
      else process.env.LD_LIBRARY_PATH = before;
    }
  });

  test('the engine that it ended runs on the CPU the next time, and says why', async () => {
    const tries = triesFile(join(scratch, 'data'));
    const env = {
      LD_LIBRARY_PATH: brokenDriver('ends', 'abort();'),
      DIMOO_PROVIDER: 'webgpu',
      DIMOO_TRIES: tries,
    };
    const first = forkEngine(model, { env });
    await expect(first.client.status({})).rejects.toThrow();
    const { pid } = first.child;
    expect(readTries(tries).webgpu).toEqual({ state: 'trying', pid });
    const { provider, notes } = await forkEngine(model, { env }).client.status({});
    expect({ provider, notes: notes.map(({ code }) => code) }).toEqual({
      provider: 'cpu',
      notes: ['provider.ended-process'],
    });
    const again = await forkEngine(model, { env }).client.status({});
    expect(again.notes.map(({ code }) => code)).toEqual(['provider.ended-process']);
  });
});

test('doctor tells of every provider what it has or lacks, and forgets nothing that did not work', async () => {
  const data = join(scratch, 'told');
  keepTry(triesFile(data), 'coreml', { state: 'good' });
  const { stdout } = await runCommand({ model, cwd: scratch, env: { DIMOO_DATA: data } }, ['doctor']);
  for (const provider of ['cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${provider} +\\S.*$`, 'm'));
  }
  expect(readTries(triesFile(data))).toEqual({ coreml: { state: 'good' } });
});

test('doctor --verify draws on the CPU and on what else is there, and prints JSON to send in', async () => {
  const { code, stdout } = await runCommand({ model, cwd: scratch }, ['doctor', '--verify', '--json']);
  const { providers, model: facts } = JSON.parse(stdout);
  expect(facts).toMatchObject({ name: 'tiny', precision: 'fp32' });
  expect(providers[0]).toMatchObject({ provider: 'cpu', codes: 1, psnr: null, speed: 1, agrees: true });
  expect(code).toBe(providers.some(({ agrees }: { agrees: boolean | null }) => agrees === false) ? 2 : 0);
});
