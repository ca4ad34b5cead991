import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a process that hangs while it ends is ended from outside', async () => {
  const fixture = join(import.meta.dirname, '../fixtures/services/hanging-end.ts');
  const child = spawn(process.execPath, [fixture, '1000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  expect(await closed).toEqual([null, 'SIGKILL']);
}, 60_000);

test.skipIf(process.platform === 'win32')(
  'a process that ends in time leaves nobody behind who waits for it',
  async () => {
    const fixture = join(import.meta.dirname, '../fixtures/services/hanging-end.ts');
    const child = spawn(process.execPath, [fixture, '60000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const watchers = () =>
      spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter((line) => line.startsWith('/bin/sh') || line.startsWith('sh '))
        .filter((line) => line.endsWith(` ${child.pid}`));
    await expect.poll(watchers).not.toEqual([]);
    child.kill('SIGKILL');
    await expect.poll(watchers, { timeout: 20_000 }).toEqual([]);
  },
);
