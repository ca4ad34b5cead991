import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { drawQuickly, dropPicture, layers, pageMiddle, promptField, retouch } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** The context menu of the canvas, and the keys that make room for it. */

const studio = oneStudio();
const { row } = layerListOf(studio);

const menu = () => studio.page.getByRole('menu', { name: 'Menu of the canvas' });
const item = (name: string | RegExp) => studio.page.getByRole('menuitem', { name });

interface Recorded {
  full?: boolean[];
}

test('a right click names the layers under the pointer, and one that another covers is chosen', async () => {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  await dropPicture(page, 'under', 'rgb(200, 60, 40)', 200);
  await dropPicture(page, 'over', 'rgb(40, 60, 200)', 200);
  await expect(layers(page)).toHaveCount(2);
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x, y, { button: 'right' });
  await expect(menu()).toBeVisible();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/canvas-menu.png' });
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await item('Layers here').hover();
  await expect(item('over')).toBeVisible();
  await item('under').click();
  await expect(menu()).toBeHidden();
  await expect(row('under')).toHaveAttribute('aria-selected', 'true');
  await expect(row('over')).toHaveAttribute('aria-selected', 'false');
});

test('with a region it has the commands on what is marked, and keys alone open and use it', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+a');
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x, y, { button: 'right' });
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/canvas-menu-region.png' });
  await item('Layer from the region').click();
  await expect(layers(page)).toHaveCount(3);
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+F10');
  await expect(menu()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(item(/^Clear the region/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu()).toBeHidden();
  await expect(page.getByText(/^Region \d/)).toBeHidden();
});

test('a drag with Alt and the right button still sizes the brush, and opens nothing', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: /^Region brush/ }).click();
  const { x, y } = await pageMiddle(page);
  await page.keyboard.down('Alt');
  await page.mouse.move(x, y);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(x + 40, y, { steps: 3 });
  await page.mouse.up({ button: 'right' });
  await page.keyboard.up('Alt');
  await expect(menu()).toBeHidden();
});

test('while a result waits the menu decides about it', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+a');
  await promptField(page).fill('a red circle');
  await retouch(page).click();
  await expect(page.getByRole('button', { name: /^Accept/ })).toBeVisible({ timeout: 60_000 });
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x, y - 40, { button: 'right' });
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/canvas-menu-result.png' });
  await item('Discard').click();
  await expect(page.getByRole('button', { name: /^Accept/ })).toBeHidden();
});

test('F fills the screen and leaves it, and Shift+F hides the panels and shows them', async () => {
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => {
    const full: boolean[] = [];
    (globalThis as Recorded).full = full;
    for (const window of BrowserWindow.getAllWindows()) {
      window.isFullScreen = () => full.at(-1) ?? false;
      window.setFullScreen = (isFull) => void full.push(isFull);
    }
  });
  await page.getByRole('application').focus();
  const told = () => app.evaluate(() => (globalThis as Recorded).full);
  await page.keyboard.press('f');
  await expect.poll(told).toEqual([true]);
  await page.keyboard.press('F11');
  await expect.poll(told).toEqual([true, false]);
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('tablist')).toHaveCount(0);
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('tablist')).toHaveCount(1);
});
