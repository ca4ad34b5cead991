import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertCheckpoint } from '../../native-models/converter/converter.ts';
import type { ShortOfMemory } from '../helpers/short-of-memory.ts';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';

const root = mkdtempSync(join(tmpdir(), 'dimoo-short-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const script = fileURLToPath(new URL('../helpers/short-of-memory.ts', import.meta.url));
const hasLimits = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

const model = join(root, 'model');

function run(what: 'load' | 'draw', megabytes: number): ShortOfMemory {
  const { stdout, stderr } = spawnSync(process.execPath, [script, model, what, String(megabytes)], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout);
}

describe.skipIf(!hasLimits)('an engine to which the system gives no more memory', () => {
  beforeAll(async () => {
    const checkpoint = join(root, 'checkpoint');
    const config = { d_model: 512, n_heads: 4, n_layers: 16, mlp_hidden_size: 1536, max_sequence_length: 8192 };
    writeTinyCheckpoint(checkpoint, { config });
    await convertCheckpoint({ checkpoint, out: model, precision: 'fp32' });
  }, 120_000);

  test('says of the model that it could not be loaded, and loads it once there is more', () => {
    const { limited, afterwards } = run('load', 150);
    expect(limited).toMatchObject({ kind: 'out-of-memory', code: 'model.no-memory-given', retryable: true });
    expect(limited?.detail).toContain('bad_alloc');
    expect(limited?.message).toContain('to load the model');
    expect(afterwards).toBeNull();
  }, 60_000);

  test('says of a picture that it is too large, and draws a smaller one', () => {
    const { limited, afterwards } = run('draw', 60);
    expect(limited).toMatchObject({ kind: 'out-of-memory', code: 'engine.no-memory', retryable: true });
    expect(limited?.message).toContain('ask for a smaller picture');
    expect(afterwards).toBeNull();
  }, 120_000);
});
