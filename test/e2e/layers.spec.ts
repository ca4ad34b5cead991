import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, layers } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Layers as an artist works with them: grouped, blended, locked, and everything undone again. */

const studio = oneStudio();
const { kept, names, row, undo } = layerListOf(studio);

let exports = 0;
/** The visible page through the studio's own export, RGBA by pixel. */
async function pixels(): Promise<(x: number, y: number) => number[]> {
  const { width, channels, data } = decode(await exportPicture(studio, `page-${++exports}.png`));
  return (x, y) => [...data.subarray(channels * (y * width + x), channels * (y * width + x) + 3)];
}

async function choose(name: string, ...more: string[]): Promise<void> {
  await row(name).click();
  for (const other of more) await row(other).click({ modifiers: ['ControlOrMeta'] });
}

async function chooseMode(mode: string): Promise<void> {
  await studio.page.getByRole('button', { name: /Blend mode/ }).click();
  await studio.page.getByRole('option', { name: mode, exact: true }).click();
}

test('layers are grouped by a key, blended in a mode, and drawn so on the page; each is one undo step', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 100, 40)');
  await dropPicture(page, 'blue', 'rgb(40, 100, 200)', 100);
  await dropPicture(page, 'green', 'rgb(80, 200, 80)', 60);
  expect(await names()).toEqual(['green', 'blue', 'red']);
  const start = await kept();
  await choose('blue', 'green');
  await page.keyboard.press('Control+g');
  await expect(layers(page)).toHaveCount(4);
  expect(await names()).toEqual(['Group', 'green', 'blue', 'red']);
  await expect(row('Group')).toHaveAttribute('aria-level', '1');
  await expect(row('green')).toHaveAttribute('aria-level', '2');
  await chooseMode('Multiply');
  const at = await pixels();
  expect(at(10, 10)).toEqual([200, 100, 40]);
  const multiplied = [(40 * 200) / 255, (100 * 100) / 255, (200 * 40) / 255].map(Math.round);
  for (const [i, value] of at(55, 120).entries()) expect(Math.abs(value - (multiplied[i] ?? 0))).toBeLessThanOrEqual(1);
  await undo();
  expect((await pixels())(55, 120)).toEqual([40, 100, 200]);
  await undo();
  expect(await kept()).toBe(start);
});

test('a group passes through: its layers blend with what lies below it, and the menu offers that to groups alone', async () => {
  const { page } = studio;
  const start = await kept();
  await choose('blue');
  await page.getByRole('button', { name: /Blend mode/ }).click();
  await expect(page.getByRole('option', { name: 'Multiply', exact: true })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Pass through', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await chooseMode('Multiply');
  const multiplied = (await pixels())(55, 120);
  expect(multiplied).not.toEqual([40, 100, 200]);
  await page.keyboard.press('Control+g');
  await expect.poll(names).toEqual(['green', 'Group', 'blue', 'red']);
  // The page looks the same.
  await expect(page.getByRole('button', { name: /Pass through Blend mode/ })).toBeVisible();
  expect((await pixels())(55, 120)).toEqual(multiplied);
  await chooseMode('Normal');
  expect((await pixels())(55, 120)).toEqual([40, 100, 200]);
  for (let step = 0; step < 3; step++) await undo();
  expect(await kept()).toBe(start);
});

test('several are chosen with Ctrl and Shift, put in front and behind by keys, and dissolved', async () => {
  const { page } = studio;
  const start = await kept();
  await row('green').click();
  await row('red').click({ modifiers: ['Shift'] });
  await expect(page.getByRole('row', { selected: true })).toHaveCount(3);
  await choose('red');
  await page.keyboard.press('Control+Shift+BracketRight');
  await expect.poll(names).toEqual(['red', 'green', 'blue']);
  await page.keyboard.press('Control+BracketLeft');
  await expect.poll(names).toEqual(['green', 'red', 'blue']);
  await choose('green', 'blue');
  await page.keyboard.press('Control+g');
  await expect.poll(names).toEqual(['Group', 'green', 'blue', 'red']);
  await expect(row('Group')).toBeFocused();
  await page.keyboard.press('Control+Shift+g');
  await expect.poll(names).toEqual(['green', 'blue', 'red']);
  for (let step = 0; step < 4; step++) await undo();
  expect(await kept()).toBe(start);
});

test('what is locked is not moved, deleted or put elsewhere, by any way; unlocked it is', async () => {
  const { page } = studio;
  await choose('blue');
  await page.getByRole('button', { name: 'Lock everything' }).click();
  const locked = await kept();
  await expect(row('blue').getByRole('img', { name: 'Locked' })).toBeVisible();
  await row('blue').press('Delete');
  await row('blue').press('Control+BracketRight');
  await page.getByRole('application').focus();
  for (const key of ['Delete', 'ArrowRight', 'Control+ArrowUp', '5']) await page.keyboard.press(key);
  await expect(page.getByRole('slider', { name: 'Opacity' })).toBeDisabled();
  await row('blue').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: /^Delete the layer/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  expect(await kept()).toBe(locked);
  await undo();
  await page.getByRole('application').focus();
  await page.keyboard.press('5');
  await expect(page.getByRole('slider', { name: 'Opacity' })).toHaveValue('50');
  await undo();
});

test('a layer is dragged into a group and out of it by keys alone', async () => {
  const { page } = studio;
  await choose('blue');
  await page.keyboard.press('Control+g');
  await expect.poll(names).toEqual(['green', 'Group', 'blue', 'red']);
  const before = await kept();
  await row('red').getByRole('button', { name: /^Drag/ }).focus();
  await page.keyboard.press('Enter');
  // From place to place: the group takes what is dropped on it.
  const place = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await expect(page.getByRole('button', { name: 'Drop on Group' })).toBeVisible();
  for (let at = await place(); !at.includes('Drop on Group'); at = await place()) {
    await page.keyboard.press('ArrowUp');
    // The next place takes the focus a moment later. A key that is pressed before that goes past the group.
    await expect.poll(place).not.toBe(at);
  }
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['green', 'Group', 'red', 'blue']);
  await expect(row('red')).toHaveAttribute('aria-level', '2');
  await undo();
  expect(await kept()).toBe(before);
  await undo();
});

test('a layer is clipped to the one below by a key, and mirrored and turned by the menu', async () => {
  const { page } = studio;
  const start = await kept();
  await choose('green');
  await page.keyboard.press('Control+Alt+g');
  await expect(row('green').getByRole('img', { name: 'Clipped to the layer below' })).toBeVisible();
  await row('green').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Flip and turn' }).click();
  await page.getByRole('menuitem', { name: 'Turn a quarter right' }).click();
  await expectSaved(page);
  expect(await kept()).not.toBe(start);
  await undo();
  await undo();
  expect(await kept()).toBe(start);
});

test('what is grouped, blended, masked and locked is drawn the same after the studio has been started again', async () => {
  const { page } = studio;
  await choose('green', 'blue');
  await page.keyboard.press('Control+g');
  await chooseMode('Difference');
  await page.getByRole('button', { name: 'Lock the position' }).click();
  const document = await kept();
  const before = await pixels();
  const spots = Array.from({ length: 100 }, (_, i) => [20 * (i % 10) + 5, 20 * Math.floor(i / 10) + 5] as const);
  const seen = spots.map(([x, y]) => before(x, y));
  expect(new Set(seen.map(String)).size).toBeGreaterThan(2);
  await studio.restart();
  await expect(layers(studio.page)).toHaveCount(4);
  await expect(row('Group').getByRole('img', { name: 'Partly locked' })).toBeVisible();
  const after = await pixels();
  expect(spots.map(([x, y]) => after(x, y))).toEqual(seen);
  expect(await kept()).toBe(document);
});
