import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bindingsIn, bytesOf, KeysFile } from '../../../main/desktop/keys-file.ts';
import { usualBindings } from '../../../preload/contract/key-bindings.ts';
import { rebound } from '../../../preload/keys/current-keys.ts';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-keys-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const changed = rebound({ ...usualBindings, set: 'krita' }, 'undo', ['F9']);

test('keys are there again at the next start, and the menu hears of them once they are on disk', async () => {
  const file = new KeysFile(data);
  expect([file.bindings, file.setAside]).toEqual([usualBindings, null]);
  let onDisk: string | null = null;
  file.onChange(() => {
    onDisk = readFileSync(join(data, 'keys.json'), 'utf8');
  });
  await file.keep(changed);
  expect(JSON.parse(onDisk ?? '')).toEqual(changed);
  expect(new KeysFile(data).bindings).toEqual(changed);
});

test.each([
  ['no JSON', '{ "version": 1,'],
  ['another version', JSON.stringify({ ...usualBindings, version: 2 })],
  ['a key that is none', JSON.stringify({ ...usualBindings, changes: { photoshop: { undo: ['ctrl-z'] }, krita: {} } })],
])('a file with %s is set aside, and the studio begins with the usual keys', async (_, content) => {
  writeFileSync(join(data, 'keys.json'), content);
  const file = new KeysFile(data);
  expect(file.bindings).toEqual(usualBindings);
  expect(file.setAside).toMatch(/^keys-damaged-\d+\.json$/);
  await file.keep(changed);
  expect(readFileSync(join(data, file.setAside ?? ''), 'utf8')).toBe(content);
  expect(new KeysFile(data)).toMatchObject({ bindings: changed, setAside: null });
});

test('keys that cannot be written are refused, and those before stay', async () => {
  const file = new KeysFile(data);
  // A folder in the place of the file cannot be replaced by one.
  mkdirSync(join(data, 'keys.json', 'full'), { recursive: true });
  await expect(file.keep(changed)).rejects.toMatchObject({ failure: { code: 'keys.not-kept' } });
  expect(file.bindings).toEqual(usualBindings);
  expect(readdirSync(data)).toEqual(['keys.json']);
});

test('a file of keys is read for what it is', () => {
  expect(bindingsIn(Buffer.from(bytesOf(changed)).toString())).toEqual(changed);
  expect(bindingsIn('[]')).toBeNull();
  expect(bindingsIn('')).toBeNull();
});
