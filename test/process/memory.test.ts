import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convertCheckpoint } from '../../native-models/converter/converter.ts';
import { writeHungryCheckpoint } from '../helpers/hungry-checkpoint.ts';
import { runCommand } from './command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-memory-'));
const model = join(scratch, 'model');
const file = join(scratch, 'a.png');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeAll(async () => {
  writeHungryCheckpoint(join(scratch, 'checkpoint'));
  await convertCheckpoint({ checkpoint: join(scratch, 'checkpoint'), out: model, precision: 'fp32' });
});

const draw = (gigabytes: string, ...more: string[]) =>
  runCommand({ model, cwd: scratch, env: { DIMOO_MEMORY: gigabytes } }, [
    ...['generate', '--prompt', 'a', '--width', '2048', '--height', '1536', '--out', file],
    ...more,
  ]);

/** The size in the header of a PNG file. */
const sizeOf = (path: string) => {
  const header = readFileSync(path);
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
};

test('a drawing that would take more memory than is free is refused with the size that fits', async () => {
  const { code, stderr, stdout } = await draw('0.8');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const said = /needs about ([\d.]+) GB more memory, and ([\d.]+) GB are free\. Draw it at (\d+) x (\d+), close/.exec(
    stderr,
  );
  const [needed = 0, free = 0, width = 0, height = 0] = (said?.slice(1) ?? []).map(Number);
  expect(needed, stderr).toBeGreaterThan(free);
  expect(width / height).toBeCloseTo(4 / 3, 1);
  expect(existsSync(file)).toBe(false);
  // The size that it names is drawn.
  const smaller = await draw('0.8', '--width', String(width), '--height', String(height));
  expect(smaller.code, smaller.stderr).toBe(0);
  expect(sizeOf(file)).toEqual({ width, height });
});

test('a drawing is begun in spite of that where one asks for it', async () => {
  const { code, stderr } = await draw('0.8', '--ignore-memory');
  expect(code, stderr).toBe(0);
  expect(sizeOf(file)).toEqual({ width: 2048, height: 1536 });
});

test('a model that cannot be loaded says so of itself, before it takes any memory', async () => {
  const { code, stderr } = await draw('0.01');
  expect(code).toBe(2);
  expect(stderr).toContain('There is not enough memory to load the model: it needs about 0.1 GB, and 0 GB are free.');
});
