import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TryBook } from '../../../main/engine/models/try-book.ts';
import { forgetTry, forgetUnfinished, keepTry, readTries, triesFile } from '../../../main/provider-tries.ts';

let data = '';
let file = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-tries-'));
  file = triesFile(data);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** The id of a process that has been and is gone. */
const gone = () => spawnSync(process.execPath, ['-e', '']).pid;

test('a try that its process did not survive is not begun again, until it is forgotten', () => {
  keepTry(file, 'webgpu', { state: 'trying', pid: gone() });
  const sentence = /^WebGPU ended the image engine when it was last tried/;
  expect(new TryBook('webgpu', file).endedBefore()?.message).toMatch(sentence);
  expect(new TryBook('webgpu', file).endedBefore()?.message).toMatch(sentence);
  expect(new TryBook('cuda', file).endedBefore()).toBeNull();
  forgetTry(file, 'webgpu');
  expect(new TryBook('webgpu', file).endedBefore()).toBeNull();
});

test('a try of a process that lives still, and a failure without an end, are tried again', () => {
  keepTry(file, 'webgpu', { state: 'trying', pid: process.ppid });
  expect(new TryBook('webgpu', file).endedBefore()).toBeNull();
  const book = new TryBook('webgpu', file);
  book.begin();
  expect(readTries(file).webgpu).toEqual({ state: 'trying', pid: process.pid });
  book.failed({ message: 'Something is missing.' });
  expect(book.endedBefore()).toBeNull();
  book.worked();
  expect(readTries(file)).toEqual({ webgpu: { state: 'good' } });
});

test('what the studio itself ended is forgotten, and outcomes stay', () => {
  keepTry(file, 'webgpu', { state: 'trying', pid: gone() });
  keepTry(file, 'cuda', { state: 'good' });
  forgetUnfinished(file);
  expect(readTries(file)).toEqual({ cuda: { state: 'good' } });
});

test('a damaged file knows nothing and is written anew', () => {
  writeFileSync(file, '{"webgpu":');
  expect(readTries(file)).toEqual({});
  keepTry(file, 'dml', { state: 'good' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ dml: { state: 'good' } });
});
