import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { ExportPlaces } from '../../../main/desktop/export-places.ts';
import { safeName } from '../../../main/desktop/pictures.ts';
import { english } from '../../helpers/english.ts';

const answers = vi.hoisted(() => ({ path: null as string | null, asked: [] as unknown[] }));

vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: async (_window: unknown, options: unknown) => {
      answers.asked.push(options);
      return { canceled: answers.path === null, filePath: answers.path ?? '' };
    },
    showOpenDialog: async (_window: unknown, options: unknown) => {
      answers.asked.push(options);
      return { canceled: answers.path === null, filePaths: answers.path === null ? [] : [answers.path] };
    },
  },
}));

const folder = mkdtempSync(join(tmpdir(), 'dimoo-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  answers.asked = [];
});

const window = {} as BrowserWindow;
const places = new ExportPlaces();
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

async function chosen(path: string | null, several = false): Promise<string> {
  answers.path = path;
  const place = await places.choose(english, window, { suggestedName: 'My: sea', mediaType: 'image/jpeg', several });
  return place ?? '';
}

test('a file is offered under its project and format, and gets the extension that it lacks', async () => {
  const place = await chosen(join(folder, 'one'));
  expect(answers.asked).toEqual([
    expect.objectContaining({
      defaultPath: 'My  sea.jpg',
      filters: [{ name: 'JPEG picture', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] }],
    }),
  ]);
  await places.write(place, '', jpeg);
  expect(readFileSync(join(folder, 'one.jpg'))).toEqual(Buffer.from(jpeg));
});

test('a name that has the extension stays, and a file that nobody was asked about stays as it is', async () => {
  writeFileSync(join(folder, 'kept.jpg'), 'mine');
  await expect(chosen(join(folder, 'kept'))).rejects.toThrow('“kept.jpg” is there already');
  expect(readFileSync(join(folder, 'kept.jpg'), 'utf8')).toBe('mine');
  await places.write(await chosen(join(folder, 'two.JPEG')), '', jpeg);
  expect(readdirSync(folder)).toContain('two.JPEG');
});

test('nothing is written without a place, a second time, or in another format', async () => {
  expect(await chosen(null)).toBe('');
  const place = await chosen(join(folder, 'three.jpg'));
  await expect(places.write('b1a1', '', jpeg)).rejects.toThrow('no place was chosen');
  await expect(places.write(place, '', png)).rejects.toThrow('no place was chosen');
  await places.write(place, '', jpeg);
  await expect(places.write(place, '', jpeg)).rejects.toThrow('no place was chosen');
});

test('several files lie in a new folder, and neither their names nor the folder can lead out of it', async () => {
  const place = await chosen(folder, true);
  for (const name of ['1 Sky', '1 Sky', '../../out', '']) await places.write(place, name, jpeg);
  const made = join(folder, 'My  sea layers');
  expect(readdirSync(made).sort()).toEqual(['1 Sky 2.jpg', '1 Sky.jpg', 'Layer.jpg', 'out.jpg']);
});

test('a picture is offered under the name of its project, without the extension of a file that the project is called as', async () => {
  const offered = (name: string) => safeName(name, 'picture');
  const named = {
    'x.psd': 'x',
    'Beach.JPG': 'Beach',
    'a b.c': 'a b.c',
    'sea.ora': 'sea',
    'v1.2': 'v1.2',
    '.png': 'picture',
  };
  expect(Object.keys(named).map(offered)).toEqual(Object.values(named).map((stem) => `${stem}.png`));
  answers.path = null;
  await places.choose(english, window, { suggestedName: 'x.psd', mediaType: 'image/jpeg', several: false });
  expect(answers.asked).toEqual([expect.objectContaining({ defaultPath: 'x.jpg' })]);
});
