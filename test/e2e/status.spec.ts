import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { dropPicture } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pagePlace } from './page-place.ts';

/** The line under the canvas tells place, colour and sizes, keeps its height, and reads one pixel a frame at most. */

const studio = oneStudio();
const line = () => studio.page.getByRole('region', { name: 'Place, colour and sizes' });
const cell = (name: 'place' | 'colour' | 'size' | 'page') => line().locator(`.is-${name}`);

test('the line tells where the pointer is, which colour lies there, and how large the page is', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  const { at } = await pagePlace(page, 200);
  await expect(cell('page')).toHaveText('200 × 200 px');
  const middle = at(50.5, 60.5);
  await page.mouse.move(middle.x, middle.y);
  await expect(cell('place')).toHaveText('50, 60');
  await expect(cell('colour')).toHaveText('#c83c28');
  const beside = at(-8.5, 60.5);
  await page.mouse.move(beside.x, beside.y);
  await expect(cell('place')).toHaveText('-9, 60');
  await expect(cell('colour')).toHaveText('');
  await page.mouse.move(5, 5);
  await expect(cell('place')).toHaveText('');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
});

test('the size of what is dragged is told, and then that of the region', async () => {
  const { page } = studio;
  const { at } = await pagePlace(page, 200);
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  const [from, to] = [at(30, 30), at(80, 130)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await expect(cell('size')).toHaveText('50 × 100 px');
  await page.mouse.up();
  await expect(cell('size')).toHaveText('Region 50 × 100 px');
  await page.keyboard.press('Control+d');
  await expect(cell('size')).toHaveText('');
});

test('the hint tells of the horizon while one is drawn, and Escape leaves it', async () => {
  const { page } = studio;
  const hint = line().locator('.status-hint');
  await page.getByRole('application').focus();
  await page.keyboard.press('c');
  await expect(hint).toContainText('Enter crops');
  await page.getByRole('button', { name: 'Straighten' }).click();
  await expect(hint).toContainText('level or upright');
  await expect(hint).not.toContainText('Enter crops');
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(hint).toContainText('Enter crops');
});

test('the line keeps its height and the canvas its size, whatever tool is chosen', async () => {
  const { page } = studio;
  const boxes = async () => [await line().boundingBox(), await page.getByRole('application').boundingBox()];
  const before = await boxes();
  const hints = new Set<string>();
  for (const key of ['v', 'm', 'p', 't', 'c', 'h']) {
    await page.getByRole('application').focus();
    await page.keyboard.press(key);
    hints.add((await line().locator('.status-hint').textContent()) ?? '');
    expect(await boxes()).toEqual(before);
  }
  expect(hints.size).toBeGreaterThanOrEqual(5);
});

test('moving the pointer reads one pixel a frame at most, and none while a button is held', async () => {
  const { page } = studio;
  const { at } = await pagePlace(page, 200);
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  await page.evaluate(() => {
    const seen = { reads: [] as number[], frames: 0 };
    Object.assign(window, { seen });
    for (const { prototype } of [OffscreenCanvasRenderingContext2D, CanvasRenderingContext2D]) {
      const own = prototype.getImageData;
      prototype.getImageData = function (x: number, y: number, width: number, height: number) {
        seen.reads.push(width * height);
        return own.call(this, x, y, width, height);
      };
    }
    const count = () => {
      seen.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const seen = () => page.evaluate(() => (window as unknown as { seen: { reads: number[]; frames: number } }).seen);
  const wander = async () => {
    for (let step = 0; step < 60; step++) {
      const { x, y } = at(20 + step * 2, 40 + step);
      await page.mouse.move(x, y);
    }
  };
  await wander();
  const { reads, frames } = await seen();
  expect(reads.length).toBeGreaterThan(0);
  expect(Math.max(...reads)).toBe(1);
  expect(reads.length).toBeLessThanOrEqual(frames);
  const start = at(20, 20);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // The last move before the press may still be told in the next frame.
  await page.evaluate(() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told))));
  const before = (await seen()).reads.length;
  await wander();
  expect((await seen()).reads.length).toBe(before);
  await page.mouse.up();
});

test('the menu at the end of the line ticks what is on, and switches it', async () => {
  const { page } = studio;
  const menu = line().getByRole('button', { name: 'Align: rulers, guides, grid and snapping' });
  await menu.click();
  const item = (name: string) => page.getByRole('menuitemcheckbox', { name });
  await expect(item('Snapping')).toHaveAttribute('aria-checked', 'true');
  await expect(item('Rulers')).toHaveAttribute('aria-checked', 'false');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await item('Rulers').click();
  await expect(page.locator('.ruler.is-vertical')).toBeVisible();
  await page.keyboard.press('Escape');
});
