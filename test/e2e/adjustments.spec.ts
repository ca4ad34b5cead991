import { expect, type Locator, test } from '@playwright/test';
import { decode } from 'fast-png';
import { axeOn } from './axe.ts';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, layers, markLeftHalf, retouch } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Fill and adjustment layers, added and set as an artist does it. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

const settings = (): Locator => studio.page.getByRole('region', { name: /^Settings of/ });
const slider = (name: string) => settings().getByRole('slider', { name, exact: true });
const field = (name: string) => settings().getByRole('textbox', { name, exact: true });

let exports = 0;
async function pixelAt(x: number, y: number): Promise<number[]> {
  const { width, channels, data } = decode(await exportPicture(studio, `adjust-${++exports}.png`));
  const at = channels * (y * width + x);
  return [...data.subarray(at, at + 3)];
}

async function add(name: string): Promise<void> {
  const { page } = studio;
  await page.getByRole('button', { name: 'New fill or adjustment layer' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(settings()).toBeVisible();
}

async function type(name: string, value: string): Promise<void> {
  await field(name).fill(value);
  await field(name).press('Enter');
}

test('brightness and contrast change what lies below, live, and a drag of the slider is one undo step', async () => {
  const { page } = studio;
  await dropPicture(page, 'orange', 'rgb(200, 100, 40)', 200);
  await add('Adjust brightness and contrast');
  await expect(row('Brightness and contrast')).toBeVisible();
  await expectSaved(page);
  const added = await kept();
  expect(await pixelAt(100, 100)).toEqual([200, 100, 40]);
  await type('Brightness', '30');
  await expect.poll(() => pixelAt(100, 100)).toEqual([230, 130, 70]);
  await undo();
  expect(await kept()).toBe(added);
  const thumb = await slider('Contrast').locator('xpath=ancestor::*[contains(@class,"slider-thumb")]').boundingBox();
  if (thumb === null) throw new Error('The slider has a thumb.');
  const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 4 });
  await page.mouse.move(x + 50, y, { steps: 4 });
  await page.mouse.up();
  const contrast = Number(await field('Contrast').inputValue());
  expect(contrast).toBeGreaterThan(10);
  const [red = 0, green = 0] = await pixelAt(100, 100);
  expect(red).toBeGreaterThan(200);
  expect(green).toBeLessThan(100);
  await undo();
  expect(await kept()).toBe(added);
});

test('Ctrl+U turns the hue by the keyboard alone, and the hidden layer changes nothing', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+u');
  await expect(row('Hue and saturation')).toBeVisible();
  await slider('Hue').focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press('PageUp');
  await type('Hue', '120');
  await expect.poll(() => pixelAt(100, 100)).toEqual([40, 200, 100]);
  await row('Hue and saturation').getByRole('button', { name: 'Hide Hue and saturation' }).click();
  expect(await pixelAt(100, 100)).toEqual([200, 100, 40]);
  await row('Hue and saturation').getByRole('button', { name: 'Show Hue and saturation' }).click();
});

test('a region becomes the mask of a new adjustment, and clipping limits it to one layer', async () => {
  const { page } = studio;
  await markLeftHalf(page);
  await add('Invert the colours below');
  await expect(row('Inverted colours').getByText('Mask of Inverted colours')).toBeAttached();
  await expect(retouch(page)).toBeHidden();
  expect(await pixelAt(30, 100)).toEqual([215, 55, 155]);
  expect(await pixelAt(170, 100)).toEqual([40, 200, 100]);
  await expect(settings()).toContainText('becomes its opposite');
});

test('levels stretch the values under a histogram, in one channel or in all', async () => {
  await row('Hue and saturation').click();
  await add('Adjust levels');
  await expect(settings().getByRole('img', { name: 'Histogram of what lies below' })).toBeVisible();
  await expect.poll(() => settings().locator('.histogram path').getAttribute('d')).toMatch(/V0H/);
  expect((await axeOn(studio.page).analyze()).violations).toEqual([]);
  await type('White from', '200');
  await expect.poll(() => pixelAt(170, 100)).toEqual([51, 255, 128]);
  await settings().getByText('Red', { exact: true }).click();
  await type('Lightest output', '0');
  await expect.poll(() => pixelAt(170, 100)).toEqual([0, 255, 128]);
  await settings().getByRole('button', { name: 'Reset the settings' }).click();
  await expect.poll(() => pixelAt(170, 100)).toEqual([40, 200, 100]);
});

test('in a field for a number the keys of undo mean the page once the number is taken, and Escape takes typing back', async () => {
  const { keyboard } = studio.page;
  const black = field('Black from');
  await black.click();
  await keyboard.press('Control+a');
  await keyboard.type('40');
  await keyboard.press('Enter');
  await keyboard.press('Control+z');
  await expect(black).toHaveValue('0');
  await keyboard.press('Control+Shift+z');
  await expect(black).toHaveValue('40');
  await keyboard.type('9');
  await keyboard.press('Control+z');
  await expect(black).toHaveValue('40');
  await keyboard.press('Control+a');
  await keyboard.type('77');
  await keyboard.press('Escape');
  await expect(black).toHaveValue('40');
  await expect(black).toBeFocused();
  await keyboard.press('Control+z');
  await expect(black).toHaveValue('0');
});

test('a fill covers the page in a colour, a gradient goes from one to the other, and blend modes hold', async () => {
  const { page } = studio;
  await row('Inverted colours').click();
  await add('Fill layer with one colour');
  await expect.poll(() => pixelAt(100, 100)).toEqual([0, 0, 0]);
  await settings()
    .getByRole('button', { name: /^Colour of the fill/ })
    .click();
  const hex = page.getByRole('textbox', { name: 'Colour as a number' });
  await hex.fill('#336699');
  await hex.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => pixelAt(100, 100)).toEqual([51, 102, 153]);
  await add('Fill layer with a gradient');
  await type('Angle', '0');
  await expect.poll(async () => (await pixelAt(0, 100))[0]).toBeLessThan(5);
  expect((await pixelAt(199, 100))[0]).toBeGreaterThan(250);
  await page.getByRole('button', { name: /^Move/ }).click();
  const before = await kept();
  const end = page.getByRole('button', { name: 'End of the gradient' });
  const grip = await end.boundingBox();
  if (grip === null) throw new Error('The gradient has no end.');
  const at = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  const scale = await field('Scale').inputValue();
  const picture = () => page.getByRole('application').screenshot();
  const seen = await picture();
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x - 150, at.y + 40, { steps: 6 });
  // The page and the dials follow while the button is held.
  await expect(field('Scale')).not.toHaveValue(scale);
  await expect.poll(async () => (await picture()).equals(seen)).toBe(false);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/gradient-handles.png' });
  await page.mouse.up();
  await expect(end).toBeFocused();
  await page.keyboard.down('ArrowRight');
  for (let i = 0; i < 5; i++) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await undo();
  await undo();
  await undo();
  expect(await kept()).toBe(before);
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  const shown = await pixelAt(60, 60);
  const saved = await kept();
  await expectSaved(page);
  await page.reload();
  await expect(layers(page)).toHaveCount(7);
  expect(await kept()).toBe(saved);
  expect(await pixelAt(60, 60)).toEqual(shown);
});

test('all of it is merged to one picture that looks the same', async () => {
  const { page } = studio;
  await row('Gradient fill').getByRole('button', { name: 'Hide Gradient fill' }).click();
  await row('Colour fill').getByRole('button', { name: 'Hide Colour fill' }).click();
  const [left, right] = [await pixelAt(30, 100), await pixelAt(170, 100)];
  expect(left).toEqual([215, 55, 155]);
  await row('orange').click();
  await page.keyboard.press('Control+Shift+e');
  await expect(layers(page)).toHaveCount(3);
  expect(await pixelAt(30, 100)).toEqual(left);
  expect(await pixelAt(170, 100)).toEqual(right);
  await undo();
  await expect(layers(page)).toHaveCount(7);
});
