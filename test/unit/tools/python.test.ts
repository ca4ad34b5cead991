import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { checkPython } from '../../../tools/install/python.mjs';

const tests = join(import.meta.dirname, '../../../native-models/pocket/tests');

test('where there is no Python 3.11, its checks are named as left out and are no failure', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { code, leftOut } = await checkPython();
  expect({ code, leftOut }).toEqual({ code: 0, leftOut: ['all checks of Python code: there is no Python 3.11 here.'] });
});

test.skipIf(process.platform === 'win32')(
  'where its packages cannot be had, they are named too, and nothing half is left',
  async () => {
    const place = mkdtempSync(join(tmpdir(), 'dimoo-python-'));
    onTestFinished(() => rmSync(place, { recursive: true, force: true }));
    // Says that it is a Python, and can do nothing.
    writeFileSync(join(place, 'fake'), '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.11.0" && exit 0\nexit 1\n', {
      mode: 0o755,
    });
    symlinkSync(join(place, 'fake'), join(place, 'python3.11'));
    vi.stubEnv('PATH', `${place}:/usr/bin:/bin`);
    vi.stubEnv('DIMOO_CACHE', join(place, 'cache'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, leftOut } = await checkPython();
    expect({ code, leftOut: leftOut[0] }).toMatchObject({
      code: 0,
      leftOut: expect.stringContaining('could not be installed'),
    });
    expect(readdirSync(join(place, 'cache'))).toEqual([]);
  },
);

test('the tests that are left out without torch are there', () => {
  const conftest = readFileSync(join(tests, 'conftest.py'), 'utf8');
  const named = [...conftest.matchAll(/"(test_\w+\.py)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(readdirSync(tests)).toEqual(expect.arrayContaining(named));
});
