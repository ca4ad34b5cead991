import { expect, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import { patience } from '../helpers/launch-studio.ts';
import { chooseTask, dropPicture, expectSaved, layers, pageMiddle, picture, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** Columns and rows of the window's picture, one pixel wide, that are brighter than both sides over most of the page. */
async function hairlines(page: Page): Promise<{ columns: number[]; rows: number[] }> {
  // Away from all buttons, and without the frame of the chosen layer.
  await page.mouse.move(300, 20);
  const { width, height, channels, data } = decode(await picture(page).screenshot());
  const grey = (x: number, y: number) => Number(data[(y * width + x) * channels + 1]);
  const count = (length: number, other: number, at: (i: number, j: number) => number) =>
    Array.from({ length }, (_, i) => i).filter((i) => {
      if (i === 0 || i === length - 1) return false;
      let bright = 0;
      for (let j = 0; j < other; j++) if (at(i, j) > Math.max(at(i - 1, j), at(i + 1, j)) + 12) bright += 1;
      return bright > 60;
    });
  return { columns: count(width, height, grey), rows: count(height, width, (y, x) => grey(x, y)) };
}

/** Zooms about the middle of the page by a wheel; the zoom is then any number. */
async function zoomBy(page: Page, wheel: number): Promise<string> {
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x, y - 60);
  await page.mouse.wheel(0, wheel);
  return (await page.getByRole('button', { name: /^Actual size/ }).textContent()) ?? '';
}

test('two layers that meet show no line of paper between them, at any zoom', async () => {
  const { page } = studio;
  await dropPicture(page, 'page', '#181818', 600);
  await page.getByRole('button', { name: 'Hide page' }).click();
  for (const [name, key] of [
    ['left', 'Shift+ArrowLeft'],
    ['right', 'Shift+ArrowRight'],
  ] as const) {
    await dropPicture(page, name, '#181818', 300);
    await page.getByRole('application').focus();
    for (let i = 0; i < 15; i++) await page.keyboard.press(key);
  }
  const said = page.locator('[aria-live=polite]').filter({ hasText: '“right”' });
  for (let i = 0; i < 400 && !(await said.textContent())?.includes('at 300,'); i++) {
    const [, x = '0'] = /at (-?\d+),/.exec((await said.textContent()) ?? '') ?? [];
    await page.keyboard.press(Number(x) > 300 ? 'ArrowLeft' : 'ArrowRight');
  }
  await expect(said).toContainText('at 300,');
  await page.keyboard.press('PageDown');
  const other = page.locator('[aria-live=polite]').filter({ hasText: '“left”' });
  for (let i = 0; i < 400 && !(await other.textContent())?.includes('at 0,'); i++) {
    const [, x = '0'] = /at (-?\d+),/.exec((await other.textContent()) ?? '') ?? [];
    await page.keyboard.press(Number(x) > 0 ? 'ArrowLeft' : 'ArrowRight');
  }
  await expect(other).toContainText('at 0,');
  await page.keyboard.press('Escape');
  await expectSaved(page);
  const seen: Record<string, number[]> = {};
  for (const wheel of [0, 130, 170, 210, -90, -530]) seen[await zoomBy(page, wheel)] = (await hairlines(page)).columns;
  expect(Object.keys(seen).length).toBeGreaterThan(4);
  expect(Object.values(seen).flat(), JSON.stringify(seen)).toEqual([]);
});

test('an extension meets the old page without a line, while it waits and as a layer', async () => {
  test.setTimeout(120_000 * patience);
  const { page } = studio;
  await page.getByRole('button', { name: 'Show page' }).click();
  await page.keyboard.press('Control+0');
  await chooseTask(page, 'Extend');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Steps' }).fill('2');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'All around' }).click();
  await promptField(page).fill('a black background');
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Keep this extension?' })).toBeVisible({ timeout: 60_000 * patience });
  const found: Record<string, unknown> = {};
  for (const wheel of [0, 110, 150, 190]) found[`waits at ${await zoomBy(page, wheel)}`] = await hairlines(page);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(4);
  // While a page is extended, its edges have grips.
  await chooseTask(page, 'Draw');
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+0');
  for (const wheel of [0, 110, 150, 190]) found[`lies at ${await zoomBy(page, wheel)}`] = await hairlines(page);
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((zoom) => [zoom, { columns: [], rows: [] }])));
});
