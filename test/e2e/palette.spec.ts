import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { dropPicture, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** Every action is found by words, with the keyboard alone. */

const studio = oneStudio();

const palette = () => studio.page.getByRole('dialog', { name: 'Find an action' });
const row = (name: string) => palette().getByRole('option', { name, exact: false });

async function find(words: string): Promise<void> {
  await studio.page.keyboard.press('Control+k');
  await expect(palette()).toBeVisible();
  await studio.page.keyboard.type(words);
}

test('words find an action, Enter does it, and the focus goes back to where it was', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await page.getByRole('application').focus();
  await find('whole page mark');
  await expect(palette().getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(palette()).toBeHidden();
  await expect(page.getByRole('application')).toBeFocused();
  await find('feather');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Feather the region' })).toBeVisible();
  await page.keyboard.press('Escape');
  await find('clear the region');
  await page.keyboard.press('Enter');
  await expect(palette()).toBeHidden();
});

test('words of other programs find an action, and what can be done comes first', async () => {
  const { page } = studio;
  await find('psd');
  await expect(row('Export as')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('mask');
  await expect(palette().getByRole('option').first()).toHaveAttribute('aria-disabled', 'false');
  await expect(palette().getByRole('option').last()).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(palette()).toBeHidden();
});

test('what cannot be done now says why, and does nothing', async () => {
  const { page } = studio;
  await find('feather');
  await expect(row('Feather the region')).toContainText('Mark a region first');
  await page.keyboard.press('Enter');
  await expect(palette()).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Feather the region' })).toBeHidden();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('no such thing');
  await expect(palette()).toContainText('Nothing here has these words.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(palette()).toBeHidden();
});

test('it opens from the field for the prompt, and finds tasks and other projects', async () => {
  const { page } = studio;
  const prompt = promptField(page);
  await prompt.click();
  await find('extend');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Extend/ }).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'What to draw' })).toHaveValue('');
  await find('new project');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'New project' }).getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Untitled 2');
  await find('open untitled');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Untitled');
});

test('it can be used with a screen reader', async () => {
  await find('layer');
  const { violations } = await axeOn(studio.page).analyze();
  expect(violations).toEqual([]);
  await studio.page.keyboard.press('Escape');
});
