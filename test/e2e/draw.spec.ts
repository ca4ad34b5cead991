import { expect, test } from '@playwright/test';
import { draw, drawPicture, layers, nativeSide, promptField, setSize, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('a prompt becomes a layer, and undo takes it back', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await expect(layers(page).first()).toContainText('a red circle on a yellow background');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(layers(page)).toHaveCount(1);
});

test('the gallery keeps the picture with its prompt, the history its settings', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  const tiles = page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row');
  await expect(tiles).toHaveCount(1);
  await expect(tiles.first()).toContainText('a red circle on a yellow background');
  await promptField(page).fill('something else');
  await tab(page, 'History').click();
  await page
    .getByRole('grid', { name: 'What was drawn, newest first' })
    .getByRole('row')
    .filter({ hasText: 'a red circle' })
    .first()
    .click();
  await expect(promptField(page)).toHaveValue('a red circle on a yellow background');
  await tab(page, 'Layers').click();
});

test('a drawing is cancelled mid-way and leaves nothing; the next one works', async () => {
  const { page } = studio;
  const before = await layers(page).count();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  // A large one: a small one may be ready before it can be cancelled.
  await setSize(page, 4 * nativeSide);
  await promptField(page).fill('a green square on a white background');
  await draw(page).click();
  await expect(page.getByText(/^Step [1-9]\d* of 128/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(draw(page)).toBeEnabled({ timeout: 5000 });
  expect(await layers(page).count()).toBe(before);
  await setSize(page, nativeSide);
  const steps = page.getByRole('slider', { name: 'Steps' });
  await steps.press('Home');
  for (let i = 0; i < 5; i += 1) await steps.press('ArrowRight');
  await drawPicture(page, 'a blue star on a white background');
});
