import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, layers, pageMiddle } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Shapes on the page, drawn and changed as an artist does it. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

const option = (name: string) => studio.page.locator('.tool-options').getByLabel(name, { exact: true });

let exports = 0;
/** The number of black pixels of the exported page. */
async function black(): Promise<number> {
  const { width, height, channels, data } = decode(await exportPicture(studio, `shapes-${++exports}.png`));
  let count = 0;
  for (let at = 0; at < width * height; at++) if ((data[channels * at] ?? 255) < 60) count += 1;
  return count;
}

async function drag(dx: number, dy: number, keys: readonly string[] = []): Promise<void> {
  const { page } = studio;
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 60, y - 60);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.down();
  await page.mouse.move(x - 60 + dx, y - 60 + dy, { steps: 3 });
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

test('U and a drag draw a rectangle, with Shift a square, each one undo step', async () => {
  const { page } = studio;
  await dropPicture(page, 'paper', 'rgb(250, 250, 250)', 400);
  const before = await kept();
  await page.getByRole('application').focus();
  await page.keyboard.press('u');
  await drag(120, 60, ['Shift']);
  await expect(row('Rectangle')).toBeVisible();
  await expectSaved(page);
  const square = await black();
  const side = Math.sqrt(square);
  expect(Math.abs(side - Math.round(side))).toBeLessThan(0.01);
  expect(side).toBeGreaterThan(60);
  await undo();
  await expect(layers(page)).toHaveCount(1);
  expect(await kept()).toBe(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(row('Rectangle')).toBeVisible();
});

test('its numbers are changed afterwards: corners, stroke and fill', async () => {
  const { page } = studio;
  const square = await black();
  await option('Corners').fill('20');
  await option('Corners').press('Enter');
  await expect.poll(black).toBeLessThan(square);
  await page.locator('.tool-options').getByText('Stroke', { exact: true }).click();
  await page.locator('.tool-options').getByText('Fill', { exact: true }).click();
  await option('Width').fill('6');
  await option('Width').press('Enter');
  const ring = await black();
  expect(ring).toBeGreaterThan(200);
  expect(ring).toBeLessThan(square / 2);
  for (let step = 0; step < 4; step++) await undo();
  await expect.poll(black).toBe(square);
});

test('a line and a polygon are drawn, and all of them are the same after the window has been opened anew', async () => {
  const { page } = studio;
  await option('Line').click();
  await drag(200, 200, ['Shift']);
  await expect(row('Line')).toBeVisible();
  await option('Polygon').click();
  await drag(-80, 60, ['Alt']);
  await expect(row('Polygon')).toBeVisible();
  const saved = await kept();
  const shown = await black();
  await page.reload();
  await expect(layers(page)).toHaveCount(4);
  expect(await kept()).toBe(saved);
  expect(await black()).toBe(shown);
});
