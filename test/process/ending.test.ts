import { spawn } from 'node:child_process';
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
