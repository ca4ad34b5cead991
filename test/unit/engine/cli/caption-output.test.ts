import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { captionOutput } from '../../../../main/engine/cli/caption-output.ts';
import { metadataLine } from '../../../../preload/contract/caption-files.ts';

const disk = vi.hoisted(() => ({ isReadOnly: false }));
vi.mock('node:fs/promises', async (original) => {
  const own = await original<typeof import('node:fs/promises')>();
  const refused = () => Promise.reject(Object.assign(new Error('read-only file system'), { code: 'EROFS' }));
  const writeFile: typeof own.writeFile = (...given) => (disk.isReadOnly ? refused() : own.writeFile(...given));
  return { ...own, writeFile };
});

const said = (caption: string) => ({ caption, answers: [] });
let folder: string;
beforeEach(() => {
  disk.isReadOnly = false;
  folder = mkdtempSync(join(tmpdir(), 'dimoo-caption-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const lines = () => readFileSync(join(folder, 'metadata.jsonl'), 'utf8');

describe('one file of lines', () => {
  test.each([
    ['{"file_name": "a.png", "text": "mine"}', ['b.png']],
    ['{"text": "names no picture"}', ['a.png', 'b.png']],
    ['words of another program', ['a.png', 'b.png']],
  ])('keeps a last line of another program that ends without a line break: %s', async (last, missing) => {
    writeFileSync(join(folder, 'metadata.jsonl'), last);
    const output = await captionOutput(folder, ['a.png', 'b.png'], 'jsonl', false);
    expect(output.missing).toEqual(missing);
    await output.write('b.png', said('b'));
    expect(lines()).toBe(`${last}\n${metadataLine('b.png', said('b'))}\n`);
  });

  test('replaces the lines of its pictures, and keeps those of others', async () => {
    const others = [metadataLine('deep/c.png', said('c')), '{"text": "names no picture"}'];
    writeFileSync(
      join(folder, 'metadata.jsonl'),
      `${metadataLine('a.png', said('old'))}\n${metadataLine('broken.png', said('old'))}\n${others.join('\n')}\n`,
    );
    const { write, finish } = await captionOutput(folder, ['a.png', 'broken.png'], 'jsonl', true);
    await write('a.png', said('new'));
    await finish();
    expect(lines().split('\n').sort()).toEqual(
      ['', metadataLine('a.png', said('new')), metadataLine('broken.png', said('old')), ...others].sort(),
    );
    expect(readdirSync(folder)).toEqual(['metadata.jsonl']);
  });
});

test('words are written beside a picture whose name is as long as names may be', async () => {
  const stem = 'ü'.repeat(125);
  const { write } = await captionOutput(folder, [`${stem}.png`], 'txt', false);
  await write(`${stem}.png`, said('a'));
  expect(readdirSync(folder)).toEqual([`${stem}.txt`]);
});

test.each(['txt', 'jsonl'] as const)(
  'a folder that takes nothing is named before any caption is made: %s',
  async (format) => {
    disk.isReadOnly = true;
    await expect(captionOutput(folder, ['a.png'], format, false)).rejects.toThrow(
      `${folder} cannot be written (EROFS).`,
    );
    // Where nothing is missing, nothing is written.
    writeFileSync(join(folder, format === 'txt' ? 'a.txt' : 'metadata.jsonl'), `${metadataLine('a.png', said('a'))}\n`);
    expect((await captionOutput(folder, ['a.png'], format, false)).missing).toEqual([]);
    disk.isReadOnly = false;
    await captionOutput(folder, ['b.png'], format, false);
    expect(readdirSync(folder)).toEqual([format === 'txt' ? 'a.txt' : 'metadata.jsonl']);
  },
);
