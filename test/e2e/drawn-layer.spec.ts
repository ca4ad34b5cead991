import { expect, type Page, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { drawPicture, drawQuickly, expectSaved, layers, promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const fromMenu = async (page: Page, name: string) => {
  await layers(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'As it was drawn' }).hover();
  await page.getByRole('menuitem', { name }).click();
};

test.beforeAll(async () => {
  const { page } = studio;
  await drawQuickly(page);
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Steps' }).fill('8');
  await page.getByRole('button', { name: 'Options' }).click();
  await drawPicture(page, 'a red circle on a yellow background');
});

test('the unsure parts of a candidate are drawn again by one click; the result is one more candidate', async () => {
  const { page } = studio;
  await promptField(page).fill('a blue star on a white background');
  const again = page.getByRole('button', { name: 'Redraw the unsure parts' });
  // No hand presses Draw twice within an instant, so the second press is swallowed where the first picture came that fast.
  await expect(async () => {
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(again).toBeVisible({ timeout: 5000 * patience });
  }).toPass({ timeout: 60_000 * patience });
  await expect(again).toBeEnabled({ timeout: 60_000 * patience });
  // By key: the pointer may lie where Draw was pressed an instant before, and a press there is swallowed.
  await again.press('Enter');
  const place = page.getByRole('status').filter({ hasText: ' of ' });
  await expect(place).toHaveText('2 of 2', { timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  await tab(page, 'History').click();
  await expect(page.getByText(/^Draw · 25 ?%/).first()).toBeVisible();
  await tab(page, 'Layers').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(1);
});

test('a drawn layer is found in the history, and its words are brought back to be edited', async () => {
  const { page } = studio;
  await fromMenu(page, 'Show the layer in the history');
  const found = page.getByRole('region', { name: 'Of the chosen layer' });
  await expect(found.getByText('a red circle on a yellow background')).toBeVisible();
  await found.getByRole('button', { name: 'Close' }).click();
  await expect(found).toBeHidden();
  await tab(page, 'Layers').click();
  await promptField(page).fill('');
  await fromMenu(page, 'Edit the prompt of the layer');
  await expect(promptField(page)).toBeFocused();
  await expect(promptField(page)).toHaveValue('a red circle on a yellow background');
});

test('a drawn layer is drawn again, and its unsure parts are redrawn, each by one click', async () => {
  const { page } = studio;
  await fromMenu(page, 'Draw the layer again');
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Discard/ }).click();
  await fromMenu(page, 'Redraw the unsure parts of the layer');
  await expect(page.getByRole('heading', { name: 'Keep this variation?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
});
