import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { keptPage } from '../helpers/kept-document.ts';
import { axeOn } from './axe.ts';
import { exportPicture } from './export.ts';
import { dropFile, dropPicture, expectSaved, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** A new project begins with a page of the artist's choice, which nothing resizes. */

const studio = oneStudio();

const dialog = () => studio.page.getByRole('dialog', { name: 'New project' });
const rows = () => studio.page.getByRole('row');
const status = () =>
  dialog()
    .getByRole('status')
    .filter({ hasText: /pixels|gives/ });

async function open(): Promise<void> {
  await studio.page.getByRole('application').focus();
  await studio.page.keyboard.press('Control+n');
  await expect(dialog()).toBeVisible();
}

test('Ctrl+N and Enter alone make a page that takes the size of the first picture', async () => {
  const { page, home } = studio;
  await expect(promptField(page)).toBeVisible();
  await open();
  expect((await axeOn(page).analyze()).violations.map(({ id }) => id)).toEqual([]);
  // The name has the focus and is marked, so that typing replaces it.
  await page.keyboard.type('Postcard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Postcard');
  await dropPicture(page, 'teal', 'teal');
  await expect(rows()).toHaveCount(1);
  await expectSaved(page);
  expect(keptPage(home, 'Postcard')).toMatchObject({ sizeChosen: 0, dpi: 300 });
  expect(keptPage(home, 'Postcard')).not.toMatchObject({ width: 1024, height: 1024 });
});

test('a preset gives the page its size, and a picture leaves it, also after a restart', async () => {
  const { home } = studio;
  await open();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Poster');
  await dialog().getByRole('radio', { name: 'A4 2480 × 3508' }).click();
  await expect(status()).toHaveText('2480 by 3508 pixels');
  await dialog().getByRole('radio', { name: 'Inches' }).click();
  await expect(dialog().getByRole('textbox', { name: 'Width' })).toHaveValue('8.27');
  await dialog().getByRole('radio', { name: 'Landscape 1536 × 1024' }).click();
  await dialog().getByRole('textbox', { name: 'Pixels per inch' }).fill('240');
  await dialog().getByRole('radio', { name: 'Transparent' }).click();
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expect(studio.page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Poster');
  await expectSaved(studio.page);
  await studio.restart();
  await expect(studio.page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Poster');
  await dropPicture(studio.page, 'teal', 'teal');
  await expect(rows()).toHaveCount(1);
  await expectSaved(studio.page);
  expect(keptPage(home, 'Poster')).toEqual({ width: 1536, height: 1024, paper: 0, sizeChosen: 1, dpi: 240 });
});

test('the last size is there again; a colour is a layer, and a size that no page may have is refused', async () => {
  const { page, home } = studio;
  await open();
  await expect(status()).toHaveText('1536 by 1024 pixels');
  await expect(dialog().getByRole('radio', { name: 'Transparent' })).toBeChecked();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Ground');
  const width = dialog().getByRole('textbox', { name: 'Width' });
  await dialog().getByRole('radio', { name: 'cm' }).click();
  await width.fill('5000');
  await page.keyboard.press('Tab');
  await expect(dialog().getByText('A page has at most')).toBeVisible();
  await expect(dialog().getByRole('button', { name: 'Create' })).toBeDisabled();
  await dialog().getByRole('radio', { name: 'Square 1024 × 1024' }).click();
  await dialog().getByRole('button', { name: 'Swap width and height' }).click();
  await dialog().getByRole('radio', { name: 'Colour' }).click();
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText('Background');
  await expectSaved(page);
  expect(keptPage(home, 'Ground')).toEqual({ width: 1024, height: 1024, paper: 1, sizeChosen: 1, dpi: 300 });
});

test('the resolution is changed with the image size, undone, and written into files, which bring it to a new page', async () => {
  const { page, home } = studio;
  const size = page.getByRole('dialog', { name: 'Image size' });
  const openSize = async () => {
    await page.getByRole('application').focus();
    await page.keyboard.press('Control+Alt+i');
  };
  await openSize();
  await expect(size.getByText('On paper 8.7 × 8.7 cm.')).toBeVisible();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/image-size.png' });
  const dpi = size.getByRole('textbox', { name: 'Pixels per inch' });
  await dpi.fill('72');
  await dpi.press('Tab');
  await expect(size.getByText('On paper 36.1 × 36.1 cm.')).toBeVisible();
  await size.getByRole('button', { name: 'Change' }).click();
  await expect(size).toBeHidden();
  await expectSaved(page);
  expect(keptPage(home, 'Ground')).toMatchObject({ width: 1024, dpi: 72 });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectSaved(page);
  expect(keptPage(home, 'Ground')).toMatchObject({ width: 1024, dpi: 300 });
  const png = await exportPicture(studio, 'ground.png');
  expect((await sharp(png).metadata()).density).toBe(300);
  const jpeg = await exportPicture(studio, 'ground.jpg');
  expect((await sharp(jpeg).metadata()).density).toBe(300);
  await open();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Brought');
  await dialog().getByRole('radio', { name: 'As the first picture' }).click();
  // The file tells another one.
  await dialog().getByRole('textbox', { name: 'Pixels per inch' }).fill('96');
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expect(rows()).toHaveCount(0);
  await dropFile(page, 'ground.jpg', jpeg);
  await expect(rows()).toHaveCount(1);
  await expectSaved(page);
  expect(keptPage(home, 'Brought')).toMatchObject({ width: 1024, height: 1024, dpi: 300 });
});
