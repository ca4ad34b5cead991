import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captionOutput } from '../../../../main/engine/cli/caption-output.ts';
import { metadataLine } from '../../../../preload/contract/caption-files.ts';

const said = (caption: string) => ({ caption, answers: [] });
let folder: string;
beforeEach(() => {
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
