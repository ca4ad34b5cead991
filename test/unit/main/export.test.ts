import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { exportTo } from '../../../main/desktop/export.ts';
import { writePng } from '../../../main/engine/pictures/png.ts';
import { pictureProcess } from '../../../main/pictures/child.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import { deltaE } from '../../helpers/colours.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-export-'));
const decoder = pictureProcess();
afterAll(() => {
  decoder.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The left half is clear, with a colour of its own all the same. */
const rgba = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => [200, 60, 40, (i / 4) % 16 < 8 ? 0 : 255][i % 4] ?? 0);
const png = writePng({ width: 16, height: 16, rgba }, { prompt: 'a red circle' });

test('an export is what its name says, and PNG where the name says nothing that is written', async () => {
  const wanted: Readonly<Record<string, readonly [string, string]>> = {
    'a.png': ['a.png', 'png'],
    'a.JPG': ['a.JPG', 'jpeg'],
    'b.jpeg': ['b.jpeg', 'jpeg'],
    'a.webp': ['a.webp', 'webp'],
    'a.avif': ['a.avif', 'heif'],
    'a.tiff': ['a.tiff', 'tiff'],
    'a b.c': ['a b.c.png', 'png'],
    'x.gif': ['x.gif.png', 'png'],
    none: ['none.png', 'png'],
  };
  for (const [asked, [name, format]] of Object.entries(wanted)) {
    await exportTo(join(folder, asked), png, decoder);
    const file = readFileSync(join(folder, name));
    const metadata = await sharp(file).metadata();
    expect([name, metadata.format, metadata.hasAlpha]).toEqual([name, format, format !== 'jpeg']);
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number) => [...data.subarray(x * info.channels, (x + 1) * info.channels)];
    expect(deltaE(pixel(14), [200, 60, 40]), name).toBeLessThan(2);
    if (format === 'jpeg') expect(deltaE(pixel(1), [255, 255, 255]), name).toBeLessThan(2);
    else expect(pixel(1)[3]).toBe(0);
    if (format === 'png' || format === 'webp' || format === 'tiff') expect(pixel(1)).toEqual([200, 60, 40, 0]);
    // The record is in PNG alone.
    expect(pngText(new Uint8Array(file)).prompt).toBe(format === 'png' ? 'a red circle' : undefined);
    expect(file.includes('a red circle')).toBe(format === 'png');
  }
  expect(readdirSync(folder).sort()).toEqual(
    Object.values(wanted)
      .map(([name]) => name)
      .sort(),
  );
});

test('a file of the name that nobody was asked about stays as it is', async () => {
  writeFileSync(join(folder, 'kept.png'), 'mine');
  await expect(exportTo(join(folder, 'kept'), png, decoder)).rejects.toThrow('“kept.png” is there already');
  expect(readFileSync(join(folder, 'kept.png'), 'utf8')).toBe('mine');
});
