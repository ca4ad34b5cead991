import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropPicture, layers } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Layers are merged, and the page looks as before. */

const studio = oneStudio();
const { kept, names, row, undo } = layerListOf(studio);

let exports = 0;
async function seen(): Promise<readonly number[]> {
  const { channels, data } = decode(await exportPicture(studio, `page-${++exports}.png`));
  return [...data].filter((_, at) => at % channels < 3);
}

/** The greatest difference of any channel of any pixel. */
async function differenceTo(before: readonly number[]): Promise<number> {
  const after = await seen();
  expect(after).toHaveLength(before.length);
  return after.reduce((most, value, at) => Math.max(most, Math.abs(value - (before[at] ?? 0))), 0);
}

async function chooseMode(mode: string): Promise<void> {
  await studio.page.getByRole('button', { name: /Blend mode/ }).click();
  await studio.page.getByRole('option', { name: mode, exact: true }).click();
}

test('Ctrl+E merges with the layer below, in its blend mode and opacity, and the page looks the same', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 100, 40)');
  await dropPicture(page, 'blue', 'rgb(40, 100, 200)', 120);
  await dropPicture(page, 'green', 'rgb(80, 200, 80)', 60);
  await chooseMode('Multiply');
  await page.getByRole('application').focus();
  await page.keyboard.press('6');
  await row('green').press('Control+ArrowUp');
  await page.getByRole('application').focus();
  for (let step = 0; step < 7; step++) await page.keyboard.press('Control+ArrowRight');
  const [start, before] = [await kept(), await seen()];
  expect(new Set(before).size).toBeGreaterThan(6);
  await page.keyboard.press('Control+e');
  await expect.poll(names).toEqual(['blue', 'red']);
  await expect(page.getByRole('row', { selected: true })).toHaveText(/blue/);
  expect(await differenceTo(before)).toBeLessThanOrEqual(1);
  await undo();
  await expect.poll(names).toEqual(['green', 'blue', 'red']);
  await expect(page.getByRole('row', { selected: true })).toHaveText(/green/);
  expect(await kept()).toBe(start);
});

test('what is clipped, a group, and all that is visible are merged without a change that one can see', async () => {
  const { page } = studio;
  const [start, before] = [await kept(), await seen()];
  await row('green').click();
  await page.keyboard.press('Control+Alt+g');
  const clipped = await seen();
  await page.keyboard.press('Control+e');
  await expect.poll(names).toEqual(['blue', 'red']);
  expect(await differenceTo(clipped)).toBeLessThanOrEqual(1);
  await undo();
  await undo();
  await row('blue').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('Control+g');
  // The group passes through, as one of its layers blends with what lies below. Apart from that it would look different.
  expect(await differenceTo(before)).toBeLessThanOrEqual(1);
  await page.keyboard.press('Control+e');
  await expect(page.getByText(/^“Group” passes through to what lies below it/)).toBeVisible();
  await chooseMode('Normal');
  const grouped = await seen();
  await row('Group').click();
  await page.keyboard.press('Control+e');
  await expect.poll(names).toEqual(['Group', 'red']);
  expect(await differenceTo(grouped)).toBeLessThanOrEqual(1);
  for (let step = 0; step < 3; step++) await undo();
  await page.keyboard.press('Control+Shift+e');
  await expect(layers(page)).toHaveCount(1);
  expect(await differenceTo(before)).toBeLessThanOrEqual(1);
  await undo();
  expect(await kept()).toBe(start);
});

test('the page is flattened, also after a restart, and what was hidden is said to be gone and comes back', async () => {
  const { page } = studio;
  const start = await kept();
  await row('blue').getByRole('button', { name: 'Hide blue' }).click();
  const before = await seen();
  await row('red').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Flatten the page' }).click();
  await expect(layers(page)).toHaveCount(1);
  await expect(page.getByText('A hidden layer was discarded. Undo brings it back.')).toBeVisible();
  expect(await differenceTo(before)).toBe(0);
  const flat = await kept();
  await undo();
  await undo();
  expect(await kept()).toBe(start);
  const redo = page.getByRole('button', { name: 'Redo' });
  await redo.click();
  await redo.click();
  expect(await kept()).toBe(flat);
  await studio.restart();
  await expect(layers(studio.page)).toHaveCount(1);
  expect(await differenceTo(before)).toBe(0);
});
