import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import type { KeptRows } from '../helpers/kept-rows.ts';
import { patience } from '../helpers/launch-studio.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Electron brings a graphics processor in software: slow, and a real WebGPU to the runtime. */
const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist');
const adapter = join(electron, 'vk_swiftshader_icd.json');
/** Electron brings Vulkan's loader, too: a bare machine has none. */
const software = { VK_ICD_FILENAMES: adapter, LD_LIBRARY_PATH: electron };

// The longest tests of all, with no window that they share.
test.describe.configure({ mode: 'parallel' });

test.skip(!existsSync(adapter), 'This Electron brings no graphics processor in software.');

test('WebGPU keeps keys and values on the device and computes from them what the CPU does', async () => {
  test.setTimeout(60_000 * patience);
  const { folder, remove } = await tinyModelFolder();
  const computed = (provider: string): KeptRows => {
    const script = join(root, 'test', 'helpers', 'kept-rows.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [script, folder], {
      env: { ...process.env, ...software, DIMOO_PROVIDER: provider },
      encoding: 'utf8',
    });
    expect(stdout, stderr).not.toBe('');
    return JSON.parse(stdout) as KeptRows;
  };
  try {
    const [own, other] = [computed('cpu'), computed('webgpu')];
    expect(own.locations).toEqual(own.locations.map(() => 'memory'));
    expect(own.said).toEqual([]);
    expect(other.provider).toBe('webgpu');
    // The adapter in software attends wrongly; a better one has nothing to be said about it.
    for (const message of other.said) expect(message).toMatch(/^A part of what WebGPU computes here is wrong/);
    const passes = other.logits.length;
    expect(other.locations).toEqual(
      Array.from({ length: passes }, () => ['gpu-buffer', 'gpu-buffer', 'memory']).flat(),
    );
    expect(other.cleared).toBe('none');
    for (const [pass, logits] of own.logits.entries()) {
      const apart = logits.map((logit, i) => Math.abs(logit - (other.logits[pass]?.[i] ?? Number.NaN)));
      expect(Math.max(...apart)).toBeLessThan(1e-4);
    }
  } finally {
    remove();
  }
});

test('WebGPU draws what the CPU draws, with whole passes and with partial ones', () => {
  test.setTimeout(240_000 * patience);
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-webgpu-'));
  const dials = ['--cache-ratio', '0.5', '--warmup-ratio', '0', '--refresh-interval', '9', '--choice', 'changed'];
  const drawn = (provider: string) => {
    const file = join(folder, `${provider}.png`);
    const words = ['generate', '--prompt', 'a red circle', '--seed', '7', '--width', '64', '--height', '64'];
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'main', 'engine', 'cli.ts'), ...words, '--steps', '3', ...dials, '--out', file],
      {
        env: { ...process.env, ...software, DIMOO_PROVIDER: provider, XDG_RUNTIME_DIR: folder },
        encoding: 'utf8',
      },
    );
    // Where a provider cannot load the model, the CPU would draw in its place.
    expect({ status, fellBack: /runs on the CPU/.test(stderr) }).toEqual({ status: 0, fellBack: false });
    return decode(readFileSync(file));
  };
  try {
    const [own, other] = [drawn('cpu'), drawn('webgpu')];
    expect([other.width, other.height]).toEqual([own.width, own.height]);
    const apart = own.data.map((value, i) => Math.abs(value - (other.data[i] ?? 999)));
    expect(Math.max(...apart)).toBeLessThanOrEqual(2);
    expect(new Set(own.data).size).toBeGreaterThan(8);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
