import { expect, type Locator, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { dropPicture, layers, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** The panels lie where the artist wants them, and lie there again after a restart. */

const studio = oneStudio();

const row = (name: string) => studio.page.getByRole('tablist', { name, exact: true });
const left = () => row('Panels on the left');
const right = () => row('Panels on the right');
const tabsOf = (list: Locator) => list.getByRole('tab').allInnerTexts();

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not there.');
  return box;
}

async function dragTab(name: string, to: { readonly x: number; readonly y: number }, drop = true): Promise<void> {
  const { mouse } = studio.page;
  const box = await boxOf(tab(studio.page, name));
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2 + 5, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 5 });
  if (drop) await mouse.up();
}

test('a tab is dragged to another place of its row, and Escape leaves it where it was', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  const first = await boxOf(tab(page, 'Layers'));
  await dragTab('History', { x: first.x + first.width - 10, y: first.y + 20 });
  await expect.poll(() => tabsOf(row('Panels'))).toEqual(['Layers', 'History', 'Describe', 'Gallery']);
  await expect(tab(page, 'History')).toHaveAttribute('aria-selected', 'true');
  await dragTab('Describe', { x: first.x + 4, y: first.y + 20 }, false);
  await expect(page.locator('.tab-drop')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.locator('.tab-drop')).toHaveCount(0);
  expect(await tabsOf(row('Panels'))).toEqual(['Layers', 'History', 'Describe', 'Gallery']);
});

test('a tab is dragged to the other side, where it opens beside the canvas, and both sides work', async () => {
  const { page } = studio;
  const canvas = await boxOf(page.getByRole('application'));
  await dragTab('Gallery', { x: canvas.x + 30, y: canvas.y + 200 });
  await expect.poll(() => tabsOf(left())).toEqual(['Gallery']);
  expect(await tabsOf(right())).toEqual(['Layers', 'History', 'Describe']);
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(1);
  await expect(tab(page, 'Gallery')).toHaveAttribute('aria-selected', 'true');
  expect((await boxOf(page.getByRole('application'))).x).toBeGreaterThan(canvas.x + 200);
  expect((await axeOn(page).analyze()).violations).toEqual([]);
});

test('keys alone move a tab by its menu, and the edge of a side makes it wider', async () => {
  const { page } = studio;
  await tab(page, 'History').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'To the left side', exact: true }).press('Enter');
  await expect.poll(() => tabsOf(left())).toEqual(['Gallery', 'History']);
  await expect(tab(page, 'History')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await page.getByRole('menuitem', { name: 'One place to the left' }).press('Enter');
  await expect.poll(() => tabsOf(left())).toEqual(['History', 'Gallery']);
  const side = page.getByRole('complementary', { name: 'Panels on the left' });
  const edge = side.getByRole('separator', { name: 'Width of the panels' });
  const before = (await boxOf(side)).width;
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  expect((await boxOf(side)).width).toBe(before + 16);
  const at = await boxOf(edge);
  await page.mouse.move(at.x + 3, at.y + 300);
  await page.mouse.down();
  await page.mouse.move(at.x + 43, at.y + 300, { steps: 4 });
  await page.mouse.up();
  expect((await boxOf(side)).width).toBe(before + 56);
});

test('all of it is there again after a restart, and one command puts the panels back on one side', async () => {
  const before = (await boxOf(studio.page.getByRole('complementary', { name: 'Panels on the left' }))).width;
  await studio.page.getByRole('button', { name: 'Hide the side panel' }).click();
  await expect(studio.page.getByRole('tablist')).toHaveCount(0);
  await studio.restart();
  const { page } = studio;
  await page.getByRole('button', { name: 'Show the side panel' }).click();
  await expect.poll(() => tabsOf(left())).toEqual(['History', 'Gallery']);
  expect((await boxOf(page.getByRole('complementary', { name: 'Panels on the left' }))).width).toBe(before);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('all panels to the right');
  await page.keyboard.press('Enter');
  await expect.poll(() => tabsOf(row('Panels'))).toEqual(['Layers', 'Describe', 'History', 'Gallery']);
});

test('a narrow window keeps the numbers of a layer in their panel, and the width that the panels had in a wide one', async () => {
  const { page, app } = studio;
  const sized = (width: number, height: number) =>
    app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  const side = page.getByRole('complementary', { name: 'Panels on the left' });
  const edge = side.getByRole('separator', { name: 'Width of the panels' });
  await tab(page, 'Layers').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'To the left side', exact: true }).press('Enter');
  await expect.poll(() => tabsOf(left())).toEqual(['Layers']);
  await edge.focus();
  await edge.dblclick({ position: { x: 3, y: 300 } });
  const wide = (await boxOf(side)).width;
  await sized(1024, 700);
  await expect.poll(async () => (await boxOf(side)).width).toBeLessThan(wide);
  await layers(page).first().click();
  const [panel, opacity] = [await boxOf(side), await boxOf(page.locator('.layer-look').getByText('100%'))];
  expect(opacity.x + opacity.width).toBeLessThanOrEqual(panel.x + panel.width - 12);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/narrow-sides.png' });
  // The window has no room for wider panels.
  const at = await boxOf(edge);
  await page.mouse.move(at.x + 3, at.y + 300);
  await page.mouse.down();
  await page.mouse.move(at.x + 63, at.y + 300, { steps: 4 });
  await page.mouse.up();
  await edge.press('ArrowRight');
  await sized(1440, 873);
  await expect.poll(async () => (await boxOf(side)).width).toBe(wide);
});
