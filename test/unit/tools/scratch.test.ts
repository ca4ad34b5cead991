import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withScratch } from '../../../tools/install/scratch.mjs';

const used = async ({ TMPDIR }: { TMPDIR?: string }) => {
  if (TMPDIR !== undefined) writeFileSync(join(TMPDIR, 'something'), 'x');
  return TMPDIR;
};

test('a folder in memory is named to programs, and goes with what is in it', async (context) => {
  const folder = await withScratch(used);
  if (folder === undefined) return context.skip('there is no room in memory');
  expect(folder.length).toBeLessThan(24);
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
