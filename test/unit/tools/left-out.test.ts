import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LEFT_OUT, readLeftOut } from '../../../tools/left-out/file.mjs';

const root = join(import.meta.dirname, '../../..');

/** A folder below the repository: from there the packages are found. */
function place(): string {
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'out', 'left-out-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function runWith(program: string, args: readonly string[], folder: string): string[] {
  const notes = join(folder, 'notes.jsonl');
  execFileSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: folder,
    env: { ...process.env, [LEFT_OUT]: notes },
    stdio: 'pipe',
  });
  const lines = readLeftOut(notes);
  expect(existsSync(notes)).toBe(false);
  return lines;
}

test('a test of vitest that is skipped is named: by its reason, by its group, or by itself', () => {
  const folder = place();
  const tests = `import { describe, expect, test } from 'vitest';
    test('runs', () => expect(1).toBe(1));
    test.skip('alone', () => undefined);
    test('has a reason', (context) => context.skip('there is no disk'));
    test('has the same reason', (context) => context.skip('there is no disk'));
    describe.skipIf(true)('against the reference', () => {
      test('one', () => undefined);
      describe('inner', () => test('two', () => undefined));
    });`;
  writeFileSync(join(folder, 'odd.test.ts'), tests);
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};');
  const reporter = `--reporter=${join(root, 'tools/left-out/vitest.mjs')}`;
  expect(
    runWith(
      'vitest/vitest.mjs',
      ['run', '--root', folder, '--config', join(folder, 'vitest.config.mjs'), reporter],
      folder,
    ).sort(),
  ).toEqual([
    '1 test of odd.test.ts: “alone”',
    '2 tests of odd.test.ts: there is no disk',
    '2 tests of odd.test.ts: “against the reference”',
  ]);
});

test('a test of Playwright that is skipped is named: by its reason, or by itself', () => {
  const folder = place();
  const tests = `import { test } from '@playwright/test';
    test.skip('alone', () => undefined);
    test('has a reason', () => test.skip(true, 'there is no adapter'));`;
  writeFileSync(join(folder, 'odd.spec.ts'), tests);
  writeFileSync(join(folder, 'playwright.config.ts'), "export default { testDir: '.' };");
  const reporter = `--reporter=${join(root, 'tools/left-out/playwright.mjs')}`;
  expect(runWith('@playwright/test/cli.js', ['test', reporter], folder).sort()).toEqual([
    '1 test of odd.spec.ts: there is no adapter',
    '1 test of odd.spec.ts: “alone”',
  ]);
});

test('nothing is said where nothing was left out', () => {
  expect(readLeftOut(join(place(), 'none.jsonl'))).toEqual([]);
});
