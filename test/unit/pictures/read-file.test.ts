import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPictureFile } from '../../../main/pictures/read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => readPictureFile(at(name), name);

test('a file is read, also by a link', async () => {
  writeFileSync(at('a.png'), 'bytes');
  symlinkSync(at('a.png'), at('link.png'));
  expect(Buffer.from(await read('a.png')).toString()).toBe('bytes');
  expect(Buffer.from(await read('link.png')).toString()).toBe('bytes');
});

test('what is no regular file is not opened, and what is too large is not read', async () => {
  mkdirSync(at('folder'));
  await expect(read('folder')).rejects.toThrow('“folder” is no regular file');
  await expect(read('gone.png')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  writeFileSync(at('huge.png'), '');
  truncateSync(at('huge.png'), 257 * 1024 * 1024);
  await expect(read('huge.png')).rejects.toThrow('larger than 256 MB');
});

test.skipIf(process.platform === 'win32')('a pipe, a device and a link to one hold nobody up', async () => {
  execFileSync('mkfifo', [at('pipe.png')]);
  symlinkSync('/dev/zero', at('zero.png'));
  for (const name of ['pipe.png', 'zero.png']) await expect(read(name)).rejects.toThrow('is no regular file');
  symlinkSync(at('itself.png'), at('itself.png'));
  await expect(read('itself.png')).rejects.toThrow(/^“itself\.png” could not be read from the disk; please check/);
  await expect(readPictureFile('/dev/zero', 'zero')).rejects.toThrow('is no regular file');
});
