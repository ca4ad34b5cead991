import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, layers, pageMiddle, picture } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Paint on the masks of layers, as an artist does it with mouse and keys. */

const studio = oneStudio();
const { kept, row } = layerListOf(studio);

let exports = 0;
/** The page where strokes go, which is the middle of what was dropped on it, and at the lower edge. */
async function exported(): Promise<{ readonly middle: number[]; readonly edge: number[] }> {
  const { width, height, channels, data } = decode(await exportPicture(studio, `page-${++exports}.png`));
  const at = (x: number, y: number) => {
    const start = channels * (y * width + x);
    return [...data.subarray(start, start + 3)];
  };
  return { middle: at(width >> 1, 251), edge: at(width >> 1, height - 5) };
}

/** What the canvas on the screen shows in the middle of the page. */
async function onScreen(): Promise<number[]> {
  const { page } = studio;
  const { x, y } = await pageMiddle(page);
  const shot = decode(await page.screenshot({ clip: { x, y, width: 1, height: 1 } }));
  return [...shot.data.subarray(0, 3)];
}

async function strokeAcross(): Promise<void> {
  const { page } = studio;
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 40, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y, { steps: 4 });
  await page.mouse.up();
}

const maskOf = (name: string) => row(name).getByRole('button', { name: new RegExp(`^Mask of ${name}`) });

const RED = [200, 60, 40];
const BLUE = [40, 60, 200];

test('a new mask takes the paint: black hides, white shows, each stroke one undo step', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)', 400);
  await dropPicture(page, 'blue', 'rgb(40, 60, 200)', 400);
  await page.getByRole('button', { name: 'Add a mask' }).click();
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'true');
  await expect(row('blue').locator('.layer-mask')).toHaveClass(/is-painted-on/);
  await expectSaved(page);
  const before = await kept();
  await page.getByRole('application').focus();
  await page.keyboard.press('p');
  await page.keyboard.press('d');
  await strokeAcross();
  // The screen is ahead of the document.
  await expect.poll(onScreen).toEqual(RED);
  await expect.poll(exported).toEqual({ middle: RED, edge: BLUE });
  // The paint has made no layer.
  await expect(layers(page)).toHaveCount(2);
  await page.keyboard.press('x');
  await strokeAcross();
  await expect.poll(onScreen).toEqual(BLUE);
  await page.keyboard.press('Control+z');
  await expect.poll(onScreen).toEqual(RED);
  await page.keyboard.press('Control+z');
  await expect.poll(onScreen).toEqual(BLUE);
  expect(await kept()).toBe(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(onScreen).toEqual(RED);
});

test('a mask that is off is painted on without effect; Alt and a click show it alone, and Escape the page again', async () => {
  const { page } = studio;
  await maskOf('blue').click({ modifiers: ['Alt'] });
  await expect.poll(onScreen).toEqual([0, 0, 0]);
  // The export does not depend on what the screen shows.
  expect(await exported()).toEqual({ middle: RED, edge: BLUE });
  await picture(page).getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect.poll(onScreen).toEqual(RED);
  await row('blue')
    .locator('.layer-mask')
    .click({ modifiers: ['Shift'] });
  await expect.poll(onScreen).toEqual(BLUE);
  await maskOf('blue').click({ modifiers: ['Alt'] });
  await expect.poll(onScreen).toEqual([0, 0, 0]);
  await maskOf('blue').click({ modifiers: ['Alt'] });
  await expect.poll(onScreen).toEqual(BLUE);
  await row('blue')
    .locator('.layer-mask')
    .click({ modifiers: ['Shift'] });
  await expect.poll(onScreen).toEqual(RED);
});

test('a click on the picture, and a key, give the paint back to the layer', async () => {
  const { page } = studio;
  await row('blue').locator('.layer-picture').click();
  await expect(row('blue').locator('.layer-picture')).toHaveClass(/is-painted-on/);
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'false');
  await maskOf('blue').press('Enter');
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'true');
  await maskOf('blue').press('Enter');
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+\\');
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('The paint goes on the mask of “blue”.')).toBeAttached();
});

test('bucket and gradient work on a mask, which is there again after the window has been opened anew', async () => {
  const { page } = studio;
  await page.keyboard.press('d');
  await page.keyboard.press('g');
  const { x, y } = await pageMiddle(page);
  // From the top to the bottom: black at the top.
  await page.mouse.move(x, y - 120);
  await page.mouse.down();
  await page.mouse.move(x, y + 120, { steps: 3 });
  await page.mouse.up();
  const isMixed = ({ middle }: { readonly middle: number[] }) =>
    middle.every((value, channel) => {
      const [one, other] = [RED[channel] ?? 0, BLUE[channel] ?? 0];
      return one === other || (value > Math.min(one, other) && value < Math.max(one, other));
    });
  await expect.poll(async () => isMixed(await exported())).toBe(true);
  const { middle } = await exported();
  await page.keyboard.press('k');
  await page.mouse.click(x, y + 200);
  await expect.poll(async () => (await exported()).edge).toEqual(RED);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await exported()).edge).toEqual(BLUE);
  await expectSaved(page);
  const saved = await kept();
  await page.reload();
  await expect(layers(page)).toHaveCount(2);
  expect(await kept()).toBe(saved);
  expect((await exported()).middle).toEqual(middle);
});

test('Delete acts on the mask while the mask takes the paint: it hides what is marked, and then deletes the mask', async () => {
  const { page } = studio;
  await maskOf('blue').click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Delete');
  await expect(maskOf('blue')).toHaveCount(0);
  await expect(layers(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Add a mask' }).click();
  await expect(maskOf('blue')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await exported()).middle).toEqual(BLUE);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await exported()).middle).toEqual(RED);
  await maskOf('blue').click({ modifiers: ['Shift'] });
  await expect.poll(async () => (await exported()).middle).toEqual(BLUE);
});
