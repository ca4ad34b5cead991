import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { tinyModelFolder } from '../unit/engine/tiny-model.ts';

const CLI = fileURLToPath(new URL('../../main/engine/cli.ts', import.meta.url));

test('bench measures every row on any model, and writes what it prints', { timeout: 120_000 }, async () => {
  const { folder, remove } = await tinyModelFolder();
  const scratch = mkdtempSync(join(tmpdir(), 'dimoo-bench-test-'));
  onTestFinished(() => {
    remove();
    rmSync(scratch, { recursive: true, force: true });
  });
  const args = [CLI, 'bench', '--model', folder, '--repeats', '1', '--steps', '8', '--json', 'rows.json'];
  const printed = execFileSync(process.execPath, args, { cwd: scratch, encoding: 'utf8' }).trim().split('\n');
  const { rows, model, steps } = JSON.parse(readFileSync(join(scratch, 'rows.json'), 'utf8'));
  expect({ model, steps }).toEqual({ model: 'tiny', steps: 8 });
  expect(rows.map(({ name }: { name: string }) => name)).toEqual([
    'cache-image',
    'balanced-image',
    'cache-text',
    'balanced-text',
    'memory',
    'running',
    'products',
    'retouch',
    'size',
    'batch',
  ]);
  expect(printed).toHaveLength(rows.length);
  for (const { name, ratio, holds, wanted } of rows) {
    expect(ratio, name).toBeGreaterThan(0);
    expect(holds, name).toBe('atLeast' in wanted ? ratio >= wanted.atLeast : ratio <= wanted.atMost);
  }
});
