import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { drawPicture, drawQuickly, expectSaved, layers, promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('a drawing is repeated with choices and seeds; the sheet tells what differs; one is accepted from it', async () => {
  const { page, app, home } = studio;
  await drawQuickly(page);
  await drawPicture(page, 'a cat on a blue background');
  await promptField(page).fill('a red circle on a white background');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with variations' });
  const prompts = dialog.getByRole('textbox', { name: 'Prompts' });
  await expect(prompts).toHaveValue('a red circle on a white background');
  await prompts.fill('a {red|blue circle');
  await expect(dialog.getByRole('status')).toHaveText('Line 1 opens a brace that it does not close.');
  await prompts.fill('a {red|blue} circle on a white background');
  await dialog.getByRole('textbox', { name: 'Seeds for each' }).fill('2');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('status')).toHaveText('4 pictures');
  await dialog.getByRole('button', { name: 'Queue 4 pictures' }).click();
  const place = page.getByRole('status').filter({ hasText: ' of ' });
  await expect(place).toHaveText('1 of 4', { timeout: 90_000 * patience });
  await page.getByRole('button', { name: 'Comparison sheet' }).click();
  const sheet = page.getByRole('dialog', { name: 'Comparison sheet' });
  await expect(sheet.getByRole('listitem')).toHaveCount(4);
  await expect(sheet.getByText('a red circle on a white background')).toHaveCount(2);
  await expect(sheet.getByText(/^Seed /)).toHaveCount(4);
  if (process.env.DIMOO_LOOK) await page.screenshot({ path: process.env.DIMOO_LOOK });
  const file = `${home}/sheet.png`;
  await app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await sheet.getByRole('button', { name: 'Export the sheet…' }).click();
  await expect.poll(() => existsSync(file)).toBe(true);
  await sheet.getByRole('button', { name: 'Show picture 3' }).click();
  await expect(place).toHaveText('3 of 4');
  await page.getByRole('button', { name: 'Comparison sheet' }).click();
  await sheet.getByRole('button', { name: 'Accept picture 4' }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await tab(page, 'Gallery').click();
  const tiles = page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row');
  await expect(tiles.filter({ hasText: 'Discarded' })).toHaveCount(3);
});
