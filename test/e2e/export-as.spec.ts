import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { axeOn } from './axe.ts';
import { dropPicture, expectSaved, layers } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** The page, the region and layers are exported by the dialog, in every format. */

const studio = oneStudio();
const dialog = () => studio.page.getByRole('dialog', { name: 'Export as' });
const act = () => dialog().getByRole('button', { name: 'Export…' });
const choose = (name: string) => dialog().getByRole('radio', { name, exact: true }).click();

/** The system's dialogs answer with this path. */
async function placeAt(path: string): Promise<void> {
  await studio.app.evaluate(({ dialog }, at) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: at });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [at] });
  }, path);
}

async function openDialog(): Promise<void> {
  await studio.page.keyboard.press('Control+Alt+Shift+S');
  await expect(dialog()).toBeVisible();
}

/** Exports what is chosen and waits for the file. */
async function exported(name: string): Promise<Buffer> {
  const file = join(studio.home, name);
  await placeAt(file);
  await act().click();
  await expect(dialog()).toBeHidden();
  expect(existsSync(file)).toBe(true);
  return readFileSync(file);
}

test('the page is exported in every format, at a size, and the choices are remembered', async () => {
  await dropPicture(studio.page, 'red', 'rgb(200, 60, 40)');
  await openDialog();
  await dialog().getByRole('textbox', { name: 'Width' }).fill('100');
  await dialog().getByRole('textbox', { name: 'Width' }).press('Tab');
  await expect(dialog().getByRole('textbox', { name: 'Scale in %' })).toHaveValue('50');
  const wanted = { JPEG: 'jpg', WebP: 'webp', AVIF: 'avif', TIFF: 'tif', PNG: 'png' };
  for (const [format, extension] of Object.entries(wanted)) {
    if (!(await dialog().isVisible())) await openDialog();
    await choose(format);
    const file = await exported(`page.${extension}`);
    const { width, height } = await sharp(file).metadata();
    expect([format, width, height]).toEqual([format, 100, 100]);
    const [red = 0, green = 0, blue = 0] = await sharp(file).removeAlpha().raw().toBuffer();
    expect(Math.max(Math.abs(red - 200), Math.abs(green - 60), Math.abs(blue - 40)), format).toBeLessThan(4);
  }
  await placeAt(join(studio.home, 'again.png'));
  await openDialog();
  await studio.page.keyboard.press('Enter');
  await expect(dialog()).toBeHidden();
  expect((await sharp(readFileSync(join(studio.home, 'again.png'))).metadata()).width).toBe(100);
  await studio.restart();
  // Keys that come before the window listens are lost.
  await expectSaved(studio.page);
  await openDialog();
  await expect(dialog().getByRole('textbox', { name: 'Scale in %' })).toHaveValue('50');
  await expect(dialog().getByRole('radio', { name: 'PNG' })).toBeChecked();
});

test('a part that is not there is named and cannot be exported, and the dialog has no faults for a screen reader', async () => {
  await choose('The region');
  await expect(dialog().getByText('Mark a region first')).toBeVisible();
  await expect(act()).toBeDisabled();
  expect((await axeOn(studio.page).analyze()).violations).toEqual([]);
  await choose('The page');
  await expect(act()).toBeEnabled();
});

test('all layers become files in a new folder, without taking the place of another', async () => {
  await studio.page.keyboard.press('Escape');
  await dropPicture(studio.page, 'blue', 'rgb(20, 60, 200)', 120);
  await expect(layers(studio.page)).toHaveCount(2);
  for (const folder of ['Untitled layers', 'Untitled layers 2']) {
    await openDialog();
    await choose('All layers as files');
    await placeAt(studio.home);
    await act().click();
    await expect(dialog()).toBeHidden();
    expect(readdirSync(join(studio.home, folder))).toEqual(['1 red.png', '2 blue.png']);
    const blue = await sharp(join(studio.home, folder, '2 blue.png')).metadata();
    expect([blue.width, blue.height]).toEqual([60, 60]);
  }
});

test('without a place nothing is written, and the dialog stays', async () => {
  await openDialog();
  await studio.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  await act().click();
  await expect(act()).toBeEnabled();
});
