import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ dialog: {} }));
const { DraggedFiles } = await import('../../../main/desktop/dragged-files.ts');

let home: string;
const png = new Uint8Array(encode({ width: 2, height: 1, data: new Uint8Array(8), channels: 4, depth: 8 }));

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dragged-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('writes a picture byte for byte, under the name that a person expects, in a folder of its own', async () => {
  const files = new DraggedFiles(join(home, 'dragged'));
  const first = files.get(await files.prepare('a cat: on a wall?', 'Picture', png));
  expect(basename(first.path)).toBe('a cat on a wall.png');
  expect(readFileSync(first.path)).toEqual(Buffer.from(png));
  const second = files.get(await files.prepare('a cat: on a wall?', 'Picture', png));
  expect(basename(second.path)).toBe('a cat on a wall.png');
  expect(second.path).not.toBe(first.path);
});

it.each([
  ['../../../etc/passwd', 'etc passwd.png'],
  ['/home/someone/.profile', 'home someone .profile.png'],
  ['', 'Picture.png'],
  ['..', 'Picture.png'],
])('keeps every name in that folder (%s)', async (name, expected) => {
  const files = new DraggedFiles(join(home, 'dragged'));
  const { path } = files.get(await files.prepare(name, 'Picture', png));
  expect(basename(path)).toBe(expected);
  expect(path.startsWith(join(home, 'dragged'))).toBe(true);
});

it('takes PNG pictures alone, and knows no other ids than its own', async () => {
  const files = new DraggedFiles(join(home, 'dragged'));
  await expect(files.prepare('a', 'Picture', new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
    failure: { code: 'desktop.only-png' },
  });
  expect(() => files.get('11111111-1111-4111-8111-111111111111')).toThrow(/not ready to be dragged/);
});

it('empties its folder when the studio starts and when it ends, and keeps no more than sixteen files', async () => {
  const folder = join(home, 'dragged');
  await mkdir(join(folder, 'old'), { recursive: true });
  await writeFile(join(folder, 'old', 'left.png'), png);
  const files = new DraggedFiles(folder);
  const ids: string[] = [];
  for (let count = 0; count < 18; count++) ids.push(await files.prepare(`picture ${count}`, 'Picture', png));
  expect(readdirSync(folder).sort()).toEqual(ids.slice(2).sort());
  expect(() => files.get(ids[1] ?? '')).toThrow();
  await files.removeAll();
  expect(existsSync(folder)).toBe(false);
});
