import { expect, test } from '@playwright/test';
import { draw, promptField, setSize } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('at 1024 x 700 the size and the steps can be read beside Draw, also with a kept seed', async () => {
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, '1024');
  await page.getByRole('textbox', { name: 'Seed' }).fill('4294967295');
  await page.keyboard.press('Tab');
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await page.getByRole('button', { name: 'Options' }).click();
  await promptField(page).fill('a red circle');
  await expect(page.getByRole('button', { name: 'Let the seed 4294967295 go' })).toBeVisible();
  await expect(draw(page)).toBeEnabled();
  const summary = page.getByText(/^1024\s×\s1024\s·\s128\ssteps$/);
  await page.screenshot({ path: 'out/test-results/narrow.png' });
  const cut = await summary.evaluate((element) => [
    element.scrollWidth - element.clientWidth,
    element.scrollHeight - element.clientHeight,
  ]);
  expect(cut).toEqual([0, 0]);
});
