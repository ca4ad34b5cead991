import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { patience } from '../helpers/launch-studio.ts';
import { exportPicture } from './export.ts';
import { dropPicture, pageMiddle, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pagePlace } from './page-place.ts';

/** The page is cropped and gets other sizes, and the picture is scaled. */

const studio = oneStudio();

let exports = 0;
async function size(): Promise<string> {
  const { width, height } = decode(await exportPicture(studio, `page-${++exports}.png`));
  return `${width} x ${height}`;
}

const undo = () => studio.page.getByRole('button', { name: 'Undo' }).click();
const field = (name: string) => studio.page.getByRole('dialog').getByRole('textbox', { name, exact: true });

test('a box of the crop tool becomes the page by Enter, and Escape leaves the page', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  expect(await size()).toBe('200 x 200');
  await page.getByRole('application').focus();
  await page.keyboard.press('c');
  const { x, y } = await pageMiddle(page);
  const drag = async () => {
    await page.mouse.move(x - 60, y - 40);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 4 });
    await page.mouse.up();
  };
  await drag();
  await page.keyboard.press('Escape');
  expect(await size()).toBe('200 x 200');
  await drag();
  await page.keyboard.press('Enter');
  await expect.poll(size).not.toBe('200 x 200');
  const [width = 0, height = 0] = (await size()).split(' x ').map(Number);
  expect(width / height).toBeCloseTo(1.5, 0);
  await undo();
  expect(await size()).toBe('200 x 200');
});

test('a line along a horizon straightens the picture, and so do degrees; each is one undo step', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Straighten' }).click();
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 80, y - 10);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + 10, { steps: 4 });
  await page.mouse.up();
  const angle = page.getByRole('textbox', { name: 'Angle' });
  await expect(angle).toHaveValue('-7.1');
  // The page shows no corner that is empty.
  await expect.poll(size).toBe('178 x 178');
  await undo();
  await expect(angle).toHaveValue('0');
  expect(await size()).toBe('200 x 200');
  await page.getByRole('textbox', { name: 'Degrees, clockwise' }).fill('10');
  await page.getByRole('button', { name: 'Turn', exact: true }).click();
  await expect(angle).toHaveValue('10');
  await undo();
  await expect(angle).toHaveValue('0');
  await page.keyboard.press('v');
});

test('the page gets another size by a dialog, and the picture is scaled by another', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+c');
  // The width has the focus and is marked, so that typing replaces it.
  await expect(field('Width')).toBeFocused();
  await page.keyboard.type('300');
  await page.getByRole('button', { name: 'Right', exact: true }).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  expect(await size()).toBe('300 x 200');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+i');
  await field('Width').fill('150');
  await field('Width').press('Tab');
  await expect(field('Height')).toHaveValue('100');
  await page.getByRole('radio', { name: 'Soft' }).click();
  await page.getByRole('button', { name: 'Scale', exact: true }).click();
  await expect.poll(size).toBe('150 x 100');
  const { data, channels } = decode(await exportPicture(studio, 'scaled.png'));
  const at = (x: number, y: number) => [...data.slice(channels * (y * 150 + x), channels * (y * 150 + x) + 3)];
  expect(at(10, 50)).toEqual([255, 255, 255]);
  expect(at(100, 50)).toEqual([200, 60, 40]);
  await undo();
  await undo();
  expect(await size()).toBe('200 x 200');
});

test('a box of the crop tool beyond the page grows it: the model draws the new border, or it stays empty', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+0');
  await page.keyboard.press('c');
  const place = await pagePlace(page, 200);
  const dragToTheRight = async () => {
    const [from, to] = [place.at(0, 0), place.at(271, 200)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  await dragToTheRight();
  await page.keyboard.press('Enter');
  await expect.poll(size).toMatch(/^27\d x \d+$/);
  await undo();
  expect(await size()).toBe('200 x 200');
  await page.getByText('Draw the border').click();
  await dragToTheRight();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/crop-beyond.png' });
  await page.getByRole('button', { name: 'Crop', exact: true }).click();
  // Nothing is drawn without words: the border is shown, and the prompt takes the focus.
  await expect(promptField(page)).toBeFocused();
  await expect(page.getByTestId('page-edges')).toBeVisible();
  expect(await size()).toBe('200 x 200');
  // The border is as wide as the box, in pixels, and no edge of it lies over those of the next box.
  const added = Number(await page.getByRole('textbox', { name: 'Right', exact: true }).inputValue());
  expect(added % 8).not.toBe(0);
  await expect(page.locator('[data-grip]')).toHaveCount(0);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/crop-words.png' });
  await promptField(page).fill('a red background');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Keep this/ })).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect.poll(size).toBe(`${200 + added} x 200`);
  await undo();
  expect(await size()).toBe('200 x 200');
});
