import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

vi.setConfig({ testTimeout: 600_000 });

/** The suite's own size. CAPTIONS=300 is the number that the studio promises to do. */
const COUNT = Number(process.env.CAPTIONS ?? 24);
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-captions-'));
const CLI = fileURLToPath(new URL('../../main/engine/cli.ts', import.meta.url));
let model = '';
let remove = () => {};
beforeAll(async () => {
  ({ folder: model, remove } = await tinyModelFolder());
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** A folder of as many pictures, each of its own grey. */
function pictures(name: string, count: number): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const data = new Uint8Array(32 * 32).fill((i * 17) % 256);
    writeFileSync(join(folder, `p${i}.png`), encode({ width: 32, height: 32, data, channels: 1 }));
  }
  return folder;
}

const caption = (folder: string, ...more: string[]) =>
  runCommand({ model, cwd: scratch }, ['caption', '--folder', folder, '--steps', '2', '--length', '8', ...more]);
const filesOf = (folder: string, end: string) => readdirSync(folder).filter((name) => name.endsWith(end));
const words = (path: string) => readFileSync(path, 'utf8');

/** Captions until so many files are written, and is killed then. */
async function killedAfter(written: number, folder: string, format: string): Promise<readonly string[]> {
  const args = [CLI, 'caption', '--folder', folder, '--steps', '2', '--length', '8', '--format', format];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DIMOO_MODEL: model },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(basename(line));
    if (told.length === written) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return told;
}

describe('every picture of a folder gets its words', () => {
  test('once, none is missing, and none that is edited by hand is changed, though it is killed twice', async () => {
    const folder = pictures('killed', COUNT);
    const edited = join(folder, 'p3.txt');
    writeFileSync(edited, 'written by hand\n');
    const told = [
      ...(await killedAfter(Math.ceil(COUNT / 4), folder, 'txt')),
      ...(await killedAfter(Math.ceil(COUNT / 4), folder, 'txt')),
    ];
    const rest = await caption(folder);
    expect(rest.code, rest.stderr).toBe(0);
    told.push(
      ...rest.stdout
        .split('\n')
        .filter(Boolean)
        .map((path) => basename(path)),
    );
    // A kill may come between a file and its name on stdout, which is then told by nobody.
    expect(told.length).toBeGreaterThanOrEqual(COUNT - 1 - 2);
    expect(new Set(told).size).toBe(told.length);
    expect(filesOf(folder, '.txt')).toHaveLength(COUNT);
    expect(words(edited)).toBe('written by hand\n');
    for (const name of filesOf(folder, '.txt')) expect(words(join(folder, name))).toMatch(/\n$/);
    expect(readdirSync(folder).filter((name) => name.includes('dimoo'))).toEqual([]);
    // There is nothing left to do, and no model is loaded for it.
    const again = await runCommand({ model: 'nowhere', cwd: scratch }, ['caption', '--folder', folder]);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toBe(`${COUNT} of ${COUNT} pictures have words already, and keep them.\n`);
  });

  test('in one file of lines, the same way', async () => {
    const folder = pictures('lines', COUNT);
    await killedAfter(Math.ceil(COUNT / 3), folder, 'jsonl');
    const file = join(folder, 'metadata.jsonl');
    writeFileSync(file, `${words(file)}{"file_name":"p1.png","te`);
    const { code, stderr } = await caption(folder, '--format', 'jsonl');
    expect(code, stderr).toBe(0);
    const lines = words(file)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { file_name: string });
    expect(lines.map(({ file_name }) => file_name).sort()).toEqual(filesOf(folder, '.png').sort());
    const before = words(file);
    const replaced = await caption(folder, '--format', 'jsonl', '--overwrite', '--seed', '5');
    expect(replaced.code, replaced.stderr).toBe(0);
    expect(words(file).split('\n')).toHaveLength(before.split('\n').length);
    expect(filesOf(folder, '.dimoo-new')).toEqual([]);
  });

  test('with questions, in folders within it, and with names that would meet', async () => {
    const folder = pictures('mixed', 1);
    copyFileSync(join(folder, 'p0.png'), join(folder, 'p0.jpg'));
    mkdirSync(join(folder, 'within', '.hidden'), { recursive: true });
    copyFileSync(join(folder, 'p0.png'), join(folder, 'within', 'q.PNG'));
    copyFileSync(join(folder, 'p0.png'), join(folder, 'within', '.hidden', 'r.png'));
    symlinkSync(join(folder, 'p0.png'), join(folder, 'within', 'link.png'));
    writeFileSync(join(folder, 'note.txt'), 'mine');
    const questions = join(scratch, 'questions.txt');
    writeFileSync(questions, '\uFEFFWhich colour is it?\r\n\r\n  How many?\r\n');
    const { code, stderr } = await caption(folder, '--recursive', '--questions', questions);
    expect(code, stderr).toBe(0);
    expect(filesOf(folder, '.txt').sort()).toEqual(['note.txt', 'p0.jpg.txt', 'p0.png.txt']);
    expect(filesOf(join(folder, 'within'), '.txt').sort()).toEqual(['link.txt', 'q.txt']);
    const lines = words(join(folder, 'p0.png.txt')).trimEnd().split('\n');
    expect(lines.slice(-2).map((line) => line.replace(/\?.*/s, '?'))).toEqual(['Which colour is it?', 'How many?']);
    const xmp = await caption(folder, '--format', 'xmp');
    expect(xmp.code, xmp.stderr).toBe(0);
    expect(words(join(folder, 'p0.png.xmp'))).toContain('<dc:description>');
  });

  test('but for those that cannot be read, which are named', async () => {
    const folder = pictures('broken', 3);
    writeFileSync(join(folder, 'p1.png'), 'no picture');
    const { code, stderr, stdout } = await caption(folder);
    expect(code).toBe(2);
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((path) => basename(path)),
    ).toEqual(['p0.txt', 'p2.txt']);
    expect(stderr).toMatch(/2 of 3: p1\.png\n.*p1\.png.*\n3 of 3/);
    expect(stderr).toMatch(/\n1 picture has no words, for the reasons above; all others have theirs\.\n$/);
  });

  // Other systems take no such names.
  test.skipIf(process.platform !== 'linux')(
    'but for names that are not UTF-8, and none does anything to a terminal',
    async () => {
      const folder = pictures('names', 1);
      const png = readFileSync(join(folder, 'p0.png'));
      const bytes = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9), Buffer.from('.png')]);
      writeFileSync(bytes, png);
      writeFileSync(join(folder, 'red\u001b[31m\u202e.png'), png);
      const { code, stderr, stdout } = await caption(folder);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('The name of caf\\xe9.png is not UTF-8, so it is passed over: rename it.\n');
      expect(stderr).toContain('2 of 2: red\\u001b[31m\\u202e.png\n');
      expect(stderr).not.toContain('\u001b');
      // A program that reads the results gets the names as they are.
      expect(stdout).toContain('red\u001b[31m\u202e.txt\n');
    },
  );
});

test.each([
  [['--folder', 'nowhere'], /^There is no folder .*nowhere\.\n$/],
  [['--folder', '.'], /^There is no picture in .*; --recursive/],
  [['--folder', '.', '--image', 'a.png'], /either --image or --folder/],
  [
    ['--image', 'a.png', '--format', 'txt', '--overwrite'],
    /^Please give --format, --overwrite with --folder alone\.\n$/,
  ],
  [['--folder', '.', '--questions', 'empty.txt'], /holds no questions/],
])('caption %j ends with 2 and one sentence', async (args, sentence) => {
  const cwd = join(scratch, 'empty');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'empty.txt'), ' \n');
  const { code, stdout, stderr } = await runCommand({ model, cwd }, ['caption', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
