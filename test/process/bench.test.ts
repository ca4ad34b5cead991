import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';

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
    'sure words',
    'memory',
    'running',
    'idle',
    'products',
    'retouch',
    'size',
    'batch',
    'codec-time-512',
    'codec-memory-512',
    'codec-time-1024',
    'codec-memory-1024',
    'forecast-time',
    'forecast-memory',
  ]);
  expect(printed).toHaveLength(rows.length);
  for (const { name, ratio, holds, wanted } of rows) {
    // Threads that rest take nothing.
    if (name !== 'idle') expect(ratio, name).toBeGreaterThan(0);
    expect(holds, name).toBe('atLeast' in wanted ? ratio >= wanted.atLeast : ratio <= wanted.atMost);
  }
});

/** Stands for a Python with the reference implementation: says what the model is, then that every job took so long. */
const STUB = `#!/usr/bin/env node
const [, , script, ...args] = process.argv;
const say = (content) => process.stdout.write(JSON.stringify(content) + '\\n');
if (!script.endsWith('serve.py') || args[0] !== '--reference') process.exit(1);
say(JSON.parse(process.env.STUB_MODEL));
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { prompt, steps } = JSON.parse(line);
  setTimeout(() => say({ seconds: 0.3 }), prompt && steps === 2 ? 300 : 0);
});
`;

test('bench measures against a reference that answers, and refuses one of another model', {
  timeout: 120_000,
}, async () => {
  const { folder, remove } = await tinyModelFolder();
  const scratch = mkdtempSync(join(tmpdir(), 'dimoo-bench-test-'));
  onTestFinished(() => {
    remove();
    rmSync(scratch, { recursive: true, force: true });
  });
  const { transformer, codebookSize } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const { width, layers } = transformer;
  writeFileSync(join(scratch, 'python'), STUB);
  chmodSync(join(scratch, 'python'), 0o755);
  const bench = (width: number) => {
    const stub = JSON.stringify({ width, layers, codebookSize });
    const own = [
      '--repeats',
      '1',
      '--steps',
      '2',
      '--only',
      'reference',
      '--reference',
      scratch,
      '--python',
      join(scratch, 'python'),
    ];
    const env = { ...process.env, STUB_MODEL: stub };
    const args = [CLI, 'bench', '--model', folder, ...own];
    return execFileSync(process.execPath, args, { cwd: scratch, encoding: 'utf8', stdio: 'pipe', env });
  };
  expect(bench(width)).toMatch(/reference, exact +\d+\.\d+ +at least 1\.3[\s\S]*reference, balanced +\d/);
  expect(() => bench(width + 1)).toThrow(/is not the checkpoint of the model "tiny"/);
});

test('a soak says how memory went', { timeout: 120_000 }, async () => {
  const { folder, remove } = await tinyModelFolder();
  onTestFinished(remove);
  const args = [CLI, 'bench', '--model', folder, '--steps', '2', '--soak', '10'];
  const stdout = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
  expect(stdout).toMatch(/^(holds |MISSED) +soak +\d\.\d+ +at most 1\.05 +memory after 10 jobs/);
});
