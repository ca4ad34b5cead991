import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PictureFolders } from '../../../main/desktop/picture-folders.ts';
import type { ExportedCaption } from '../../../preload/contract/caption-files.ts';
import { english } from '../../helpers/english.ts';

const answer = vi.hoisted(() => ({ path: null as string | null, links: true }));

vi.mock('electron', () => ({
  dialog: {
    showOpenDialog: async () => ({
      canceled: answer.path === null,
      filePaths: answer.path === null ? [] : [answer.path],
    }),
  },
}));
vi.mock('node:fs/promises', async (original) => {
  const own = await original<typeof import('node:fs/promises')>();
  const refused = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
  return { ...own, link: (from: string, to: string) => (answer.links ? own.link(from, to) : refused()) };
});

const png = (...more: number[]) => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...more);
const folders = new PictureFolders();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dimoo-pictures-'));
  answer.path = folder;
  answer.links = true;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const chosen = async () => (await folders.choose(english, {} as BrowserWindow)) ?? '';

test.each([true, false])(
  'a file keeps its place, and another one gets a number (disk with links: %s)',
  async (links) => {
    answer.links = links;
    writeFileSync(join(folder, 'sea.png'), 'mine');
    const place = await chosen();
    expect(await folders.write(place, 'sea', png(1))).toBe('sea 2.png');
    expect(await folders.write(place, 'sea', png(2))).toBe('sea 3.png');
    expect(await folders.write(place, '../../sky', png(3))).toBe('sky.png');
    expect(readdirSync(folder).toSorted()).toEqual(['sea 2.png', 'sea 3.png', 'sea.png', 'sky.png']);
    expect(readFileSync(join(folder, 'sea.png'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'sea 3.png'))).toEqual(Buffer.from(png(2)));
  },
);

test('a hundred files of one name at the same time are a hundred files', async () => {
  const place = await chosen();
  const names = await Promise.all(Array.from({ length: 100 }, (_, at) => folders.write(place, 'sea', png(at))));
  expect(new Set(names).size).toBe(100);
  expect(new Set(readdirSync(folder).map((name) => readFileSync(join(folder, name)).at(-1))).size).toBe(100);
});

test('nothing is written that is no PNG, or where nobody chose a folder', async () => {
  const place = await chosen();
  await expect(folders.write(place, 'a', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).rejects.toThrow();
  await expect(folders.write(folder, 'a', png())).rejects.toThrow();
  await expect(folders.write('3c47ea02-0a6b-420c-b631-96c1f0dfd614', 'a', png())).rejects.toThrow();
  answer.path = null;
  expect(await folders.choose(english, {} as BrowserWindow)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is gone is named, and leaves nothing', async () => {
  const place = await chosen();
  rmSync(folder, { recursive: true });
  await expect(folders.write(place, 'sea', png())).rejects.toThrow('sea.png');
});

const words = (format: ExportedCaption['format'], caption = 'a red circle'): ExportedCaption => ({
  format,
  said: { caption, answers: [{ question: 'Is there a cat?', answer: 'no' }] },
  prompt: 'a circle',
});
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

test.each([true, false])(
  'words beside a picture never become those of another one (disk with links: %s)',
  async (links) => {
    answer.links = links;
    // The words of a.png would be read as those of a.jpg as well, and mine.txt is somebody's.
    for (const name of ['a.jpg', 'MINE.txt', 'b.png.xmp']) writeFileSync(join(folder, name), 'mine');
    const place = await chosen();
    expect(await folders.write(place, 'a', png(1), words('txt'))).toBe('a 2.png');
    expect(await folders.write(place, 'a', png(2), words('txt', 'another'))).toBe('a 3.png');
    expect(await folders.write(place, 'mine', png(3), words('txt'))).toBe('mine 2.png');
    expect(await folders.write(place, 'b', png(4), words('xmp'))).toBe('b 2.png');
    expect(await folders.write(place, 'c', png(5), { ...words('caption'), said: { caption: '', answers: [] } })).toBe(
      'c.png',
    );
    expect(readdirSync(folder).toSorted()).toEqual(
      [
        ...['a.jpg', 'MINE.txt', 'b.png.xmp'],
        ...['a 2.png', 'a 2.txt', 'a 3.png', 'a 3.txt', 'mine 2.png', 'mine 2.txt', 'b 2.png', 'b 2.png.xmp', 'c.png'],
      ].toSorted(),
    );
    expect(textOf('a 2.txt')).toBe('a red circle\nIs there a cat? no\n');
    expect(textOf('a 3.txt')).toMatch(/^another/);
    expect(textOf('b 2.png.xmp')).toContain('a red circle');
    for (const name of ['a.jpg', 'MINE.txt', 'b.png.xmp']) expect(textOf(name)).toBe('mine');
  },
);

test('a file of words that another program wrote meanwhile stays, and the picture gets another number', async () => {
  for (const links of [true, false]) {
    answer.links = links;
    const place = await chosen();
    const name = links ? 'a' : 'b';
    await folders.write(place, `first ${name}`, png(), words('txt'));
    writeFileSync(join(folder, `${name}.txt`), 'mine');
    expect(await folders.write(place, name, png(1), words('txt'))).toBe(`${name} 2.png`);
    expect(textOf(`${name}.txt`)).toBe('mine');
    expect(readdirSync(folder)).not.toContain(`${name}.png`);
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('lines for all pictures name the files as they are, after those that are there', async () => {
  writeFileSync(join(folder, 'sea.png'), 'mine');
  writeFileSync(join(folder, 'metadata.jsonl'), '{"file_name":"sea.png","text":"mine"}');
  const place = await chosen();
  await folders.write(place, 'sea', png(1), words('metadata'));
  await folders.write(place, 'sky', png(2), { ...words('metadata', ''), said: { caption: '', answers: [] } });
  expect(
    textOf('metadata.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { file_name: 'sea.png', text: 'mine' },
    { file_name: 'sea 2.png', text: 'a red circle', answers: [{ question: 'Is there a cat?', answer: 'no' }] },
    { file_name: 'sky.png', text: '' },
  ]);
  await folders.write(place, 'sand', png(3), words('jsonl'));
  expect(JSON.parse(textOf('captions.jsonl'))).toEqual({
    file_name: 'sand.png',
    prompt: 'a circle',
    caption: 'a red circle',
    answers: [{ question: 'Is there a cat?', answer: 'no' }],
  });
});
