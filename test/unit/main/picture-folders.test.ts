import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PictureFolders } from '../../../main/desktop/picture-folders.ts';
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
