import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withScratch } from '../../../tools/install/scratch.mjs';

/** A run that says its folder and is killed in the middle of its work. */
const KILLED = `
  import { withScratch } from ${JSON.stringify(join(import.meta.dirname, '../../../tools/install/scratch.mjs'))};
  await withScratch(async ({ TMPDIR }) => {
    process.stdout.write(String(TMPDIR));
    process.kill(process.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 30_000));
  });`;

const used = async ({ TMPDIR }: { TMPDIR?: string }) => {
  if (TMPDIR !== undefined) writeFileSync(join(TMPDIR, 'something'), 'x');
  return TMPDIR;
};

test('a folder in memory is named to programs, and goes with what is in it', async (context) => {
  const folder = await withScratch(used);
  if (folder === undefined) return context.skip('there is no room in memory');
  expect(folder.length).toBeLessThanOrEqual(22);
  expect(existsSync(folder)).toBe(false);
});

test('it goes when the work fails', async (context) => {
  let folder: string | undefined;
  const work = withScratch(async (env) => {
    folder = await used(env);
    throw new Error('it failed');
  });
  await expect(work).rejects.toThrow('it failed');
  if (folder === undefined) return context.skip('there is no room in memory');
  expect(existsSync(folder)).toBe(false);
});

test('the folder of a run that was killed is taken away by the next one', async (context) => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', KILLED], { encoding: 'utf8' });
  expect(run.signal).toBe('SIGKILL');
  const left = run.stdout;
  if (left === 'undefined') return context.skip('there is no room in memory');
  expect(existsSync(left)).toBe(true);
  await withScratch(async () => expect(existsSync(left)).toBe(false));
});

test('it goes when a signal ends the run', async (context) => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', KILLED.replace('SIGKILL', 'SIGTERM')], {
    encoding: 'utf8',
  });
  expect(run.signal).toBe('SIGTERM');
  if (run.stdout === 'undefined') return context.skip('there is no room in memory');
  expect(existsSync(run.stdout)).toBe(false);
});
