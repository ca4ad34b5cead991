import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { keptRegion } from '../helpers/kept-document.ts';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, markLeftHalf, retouch } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Masks of layers, made and used as an artist does. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

const addMask = () => studio.page.getByRole('button', { name: 'Add a mask' });

let exports = 0;
async function pixelAt(x: number, y: number): Promise<number[]> {
  const { width, channels, data } = decode(await exportPicture(studio, `page-${++exports}.png`));
  const at = channels * (y * width + x);
  return [...data.subarray(at, at + 3)];
}

test('a region becomes a mask by one click, seen on the page and in the list, and one undo step', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await dropPicture(page, 'blue', 'rgb(40, 60, 200)');
  await markLeftHalf(page);
  const marked = await kept();
  await addMask().click();
  await expect(row('blue').getByText('Mask of blue')).toBeAttached();
  await expect(retouch(page)).toBeHidden();
  expect(await pixelAt(30, 100)).toEqual([40, 60, 200]);
  expect(await pixelAt(170, 100)).toEqual([200, 60, 40]);
  await row('blue')
    .locator('.layer-mask')
    .click({ modifiers: ['Shift'] });
  await expect(row('blue').getByText('Mask of blue, off')).toBeAttached();
  expect(await pixelAt(170, 100)).toEqual([40, 60, 200]);
  await undo();
  await undo();
  expect(await kept()).toBe(marked);
});

test('with Alt it hides what is marked, is inverted by a key, and applied by the menu', async () => {
  const { page } = studio;
  const marked = await kept();
  await addMask().click({ modifiers: ['Alt'] });
  await expect(row('blue').getByText('Mask of blue')).toBeAttached();
  expect(await pixelAt(30, 100)).toEqual([200, 60, 40]);
  expect(await pixelAt(170, 100)).toEqual([40, 60, 200]);
  await row('blue').press('Control+i');
  await expect.poll(() => pixelAt(30, 100)).toEqual([40, 60, 200]);
  expect(await pixelAt(170, 100)).toEqual([200, 60, 40]);
  await row('blue').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mask', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Apply the mask' }).click();
  await expect(row('blue').getByText('Mask of blue')).toHaveCount(0);
  expect(await pixelAt(30, 100)).toEqual([40, 60, 200]);
  expect(await pixelAt(170, 100)).toEqual([200, 60, 40]);
  for (let step = 0; step < 3; step++) await undo();
  expect(await kept()).toBe(marked);
});

test('Ctrl and a click on a picture or on its mask mark what it shows; with Alt that is taken away', async () => {
  const { page } = studio;
  await addMask().click();
  await expect(row('blue').getByText('Mask of blue')).toBeAttached();
  await row('blue')
    .locator('.layer-mask')
    .click({ modifiers: ['Control'] });
  await expect(retouch(page)).toBeVisible();
  await expectSaved(page);
  const boxes = () => keptRegion(studio.home).map((step) => ('width' in step ? [step.operation, step.width] : null));
  const half = boxes();
  expect(half).toEqual([['add', expect.any(Number)]]);
  await row('red')
    .locator('.layer-picture')
    .click({ modifiers: ['Control', 'Shift'] });
  await expect.poll(boxes).toEqual([...half, ['add', 200]]);
  await row('blue')
    .locator('.layer-picture')
    .click({ modifiers: ['Control', 'Alt'] });
  await expect.poll(boxes).toEqual([...half, ['add', 200], ['subtract', half[0]?.[1]]]);
  await row('red')
    .locator('.layer-picture')
    .click({ modifiers: ['Control'] });
  await expect.poll(boxes).toEqual([['add', 200]]);
  // None of these clicks has changed which layer is chosen.
  await expect(page.getByRole('row', { selected: true })).toHaveText(/blue/);
});

test('a button that does nothing now stays within reach and says why', async () => {
  const { page } = studio;
  await expect(addMask()).toBeDisabled();
  await addMask().focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('tooltip')).toContainText('“blue” has a mask already');
});
