import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { convertCheckpoint } from '../../native-models/converter/converter.ts';
import type { PassEnd } from '../helpers/one-pass.ts';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-pass-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WIDTH = 512;
const POSITIONS = 2000;
const script = fileURLToPath(new URL('../helpers/one-pass.ts', import.meta.url));

/** Gigabytes that a pass takes beside the loaded model. */
async function passOf(layers: number, precision: 'fp32' | 'int4'): Promise<number> {
  const checkpoint = join(folder, `checkpoint-${layers}`);
  const out = join(folder, `${precision}-${layers}`);
  writeTinyCheckpoint(checkpoint, { config: { d_model: WIDTH, n_heads: 4, n_layers: layers, mlp_hidden_size: 1536 } });
  await convertCheckpoint({ checkpoint, out, precision });
  const { stdout, stderr } = spawnSync(process.execPath, [script, out, String(POSITIONS)], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(stdout, stderr).not.toBe('');
  const { peakGigabytes, loadedGigabytes }: PassEnd = JSON.parse(stdout);
  return peakGigabytes - loadedGigabytes;
}

// The peak of a process is known on Linux alone.
test.skipIf(process.platform !== 'linux').each(['fp32', 'int4'] as const)(
  'a pass in %s that keeps nothing takes the memory of one layer, however many there are',
  async (precision) => {
    const [few, many] = [await passOf(4, precision), await passOf(24, precision)];
    const keysAndValues = (20 * 2 * POSITIONS * WIDTH * 4) / 1e9;
    expect(few).toBeGreaterThan(0.01);
    expect(many - few).toBeLessThan(keysAndValues / 2);
  },
  120_000,
);
