import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Layer, readPsd, writePsdUint8Array } from 'ag-psd';
import { strFromU8, unzipSync } from 'fflate';
import { madePsd } from '../helpers/psd-maker.ts';
import { saveAt } from './export.ts';
import { dropFile, expectSaved, layers, picture } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';
import { flat } from './psd-files.ts';

/** Photoshop and OpenRaster files come in as layers and are written again. */

const studio = oneStudio();
const { names } = layerListOf(studio);

const psd = writePsdUint8Array(
  {
    width: 120,
    height: 80,
    imageData: flat(120, 80, [20, 60, 200]),
    children: [
      { name: 'Sky', imageData: flat(120, 80, [20, 60, 200]) },
      {
        name: 'Boats',
        opacity: 0.5,
        blendMode: 'multiply',
        children: [
          {
            name: 'Sail',
            left: 10,
            top: 20,
            imageData: flat(30, 20, [200, 60, 40]),
            mask: { left: 10, top: 20, defaultColor: 0, imageData: flat(15, 20, [255, 255, 255]) },
          },
        ],
      },
      { name: 'Few colours', adjustment: { type: 'posterize', levels: 4 } },
    ],
  },
  { noBackground: true },
);

const drop = (name: string, bytes: Uint8Array) => dropFile(studio.page, name, bytes);

async function exported(format: string, name: string): Promise<Buffer> {
  const { app, page, home } = studio;
  const file = join(home, name);
  await saveAt(app, file);
  await page.keyboard.press('Control+Alt+Shift+S');
  const asked = page.getByRole('dialog', { name: 'Export as' });
  await asked.getByRole('radio', { name: format, exact: true }).click();
  await expect(asked.getByText('Every layer becomes pixels')).toBeVisible();
  await asked.getByRole('button', { name: 'Export…' }).click();
  await expect(asked).toBeHidden();
  expect(existsSync(file)).toBe(true);
  return readFileSync(file);
}

const outlines = (found: readonly Layer[] = []): unknown[] =>
  found.map(({ name, opacity = 1, blendMode, mask, children }) => [
    name,
    Math.round(opacity * 100),
    blendMode,
    mask !== undefined,
    ...outlines(children),
  ]);

test('a PSD file on an empty page becomes its layers and groups, and says what is missing', async () => {
  const { page } = studio;
  await drop('sea.psd', psd);
  await expect(layers(page)).toHaveCount(3);
  expect(await names()).toEqual(['Boats', 'Sail', 'Sky']);
  await expect(page.getByText('“sea.psd” came in with changes: some adjustment layers are left out.')).toBeVisible();
  await expectSaved(page);
});

test('a CMYK file comes in with its layers in the colours of the screen, and says what that changes', async () => {
  const { page } = studio;
  const inks = [0, 255, 255, 255].map((value) => Array<number>(120 * 80).fill(value));
  const layer = {
    name: 'Cyan',
    x: 0,
    y: 0,
    width: 120,
    height: 80,
    channels: new Map(inks.map((ink, id) => [id, ink])),
  };
  const size = { width: 120, height: 80 };
  await drop('inks.psd', madePsd({ ...size, depth: 8, mode: 'cmyk', packing: 'rows', merged: inks, layers: [layer] }));
  await expect(layers(page)).toHaveCount(5);
  await expect(page.getByText('“inks.psd” came in with changes: its CMYK colours were converted')).toBeVisible();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/cmyk-psd.png' });
  await expectSaved(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(3);
});

test('the page is written as PSD, with its groups, modes, masks and pixels', async () => {
  const found = readPsd(await exported('Photoshop', 'out.psd'), { useImageData: true });
  expect([found.width, found.height]).toEqual([120, 80]);
  expect(outlines(found.children)).toEqual([
    ['Sky', 100, 'normal', false],
    ['Boats', 50, 'multiply', false, ['Sail', 100, 'normal', true]],
  ]);
  const sail = found.children?.[1]?.children?.[0];
  expect([sail?.left, sail?.top, ...(sail?.imageData?.data.slice(0, 4) ?? [])]).toEqual([10, 20, 200, 60, 40, 255]);
  // The composite: multiplied at half opacity under the mask, and not beside it.
  const at = (x: number, y: number) => [
    ...(found.imageData?.data.slice(4 * (y * 120 + x), 4 * (y * 120 + x) + 4) ?? []),
  ];
  expect(at(50, 50)).toEqual([20, 60, 200, 255]);
  expect(at(12, 30)[2]).toBeLessThan(130);
  expect(at(30, 30)).toEqual([20, 60, 200, 255]);
});

test('the page is written as OpenRaster, which comes in again as a group on a page with layers', async () => {
  const bytes = await exported('OpenRaster', 'out.ora');
  const files = unzipSync(bytes);
  expect(strFromU8(files.mimetype ?? new Uint8Array())).toBe('image/openraster');
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['stack.xml', 'mergedimage.png', 'Thumbnails/thumbnail.png']),
  );
  await drop('out.ora', bytes);
  await expect(layers(studio.page)).toHaveCount(7);
  expect(await names()).toEqual(['out', 'Boats', 'Sail', 'Sky', 'Boats', 'Sail', 'Sky']);
  await studio.page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(studio.page)).toHaveCount(3);
});

test('a file is opened as a new project of its name', async () => {
  const { app, page, home } = studio;
  const file = join(home, 'harbour.psd');
  writeFileSync(file, psd);
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('harbour');
  await expect(layers(page)).toHaveCount(3);
  expect(await names()).toEqual(['Boats', 'Sail', 'Sky']);
});

test('the address of a picture alone is refused by a reason, and one that holds the picture is taken', async () => {
  const { page } = studio;
  const dropAddress = async (address: string) => {
    const transfer = await page.evaluateHandle((text) => {
      const made = new DataTransfer();
      made.setData('text/uri-list', text);
      return made;
    }, address);
    await picture(page).dispatchEvent('drop', { dataTransfer: transfer });
  };
  await dropAddress('https://example.com/cat.png');
  await expect(page.getByText('Only the address of a picture was dropped.')).toBeVisible();
  await expect(layers(page)).toHaveCount(3);
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
  await dropAddress(`data:image/png;base64,${dot}`);
  await expect(layers(page)).toHaveCount(4);
});

test('a damaged file is one sentence and changes nothing', async () => {
  await drop('broken.psd', psd.slice(0, 300));
  await expect(studio.page.getByText('“broken.psd” is damaged and cannot be read')).toBeVisible();
  await expect(layers(studio.page)).toHaveCount(4);
  await expectSaved(studio.page);
});
