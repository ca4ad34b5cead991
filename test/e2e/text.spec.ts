import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropPicture, expectSaved, layers, pageMiddle } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Text on the page, typed and edited as an artist does it. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

const field = () => studio.page.getByRole('textbox', { name: 'Text on the page' });
const option = (name: string) => studio.page.locator('.tool-options').getByLabel(name, { exact: true });

let exports = 0;
/** The number of pixels of the exported page that are darker than paper, in all and in its right half. */
async function dark(): Promise<{ readonly all: number; readonly right: number }> {
  const { width, height, channels, data } = decode(await exportPicture(studio, `text-${++exports}.png`));
  let [all, right] = [0, 0];
  for (let at = 0; at < width * height; at++) {
    if ((data[channels * at] ?? 255) > 128) continue;
    all += 1;
    if (at % width >= width / 2) right += 1;
  }
  return { all, right };
}

test('the words of the empty page make room for a tool that draws', async () => {
  const { page } = studio;
  const words = page.getByRole('heading', { name: 'Start a picture' });
  await expect(words).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await expect(words).toBeHidden();
  await page.keyboard.press('v');
  await expect(words).toBeVisible();
});

test('a click with the text tool begins a text; letters are written and choose no tools; Ctrl+Enter keeps it in one step', async () => {
  const { page } = studio;
  await dropPicture(page, 'paper', 'rgb(250, 250, 250)', 400);
  const before = await kept();
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x - 180, y);
  await expect(field()).toBeFocused();
  await page.keyboard.type('beh vmp');
  await expect(page.getByRole('button', { name: /^Text:/ })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(field()).toHaveCount(0);
  await expect(row('beh vmp')).toBeVisible();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  expect((await dark()).all).toBeGreaterThan(200);
  await undo();
  await expect(layers(page)).toHaveCount(1);
  expect(await kept()).toBe(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(row('beh vmp')).toBeVisible();
});

test('a double click edits it again, its look is changed while it is typed, and all of it is one step', async () => {
  const { page } = studio;
  const before = await kept();
  const thin = await dark();
  await page.getByRole('application').focus();
  await page.keyboard.press('v');
  const { x, y } = await pageMiddle(page);
  await page.mouse.dblclick(x - 160, y - 25);
  await expect(field()).toBeFocused();
  await option('Bold').click();
  await option('Font size').fill('64');
  await option('Font size').press('Enter');
  await page.mouse.click(x - 160, y - 25);
  await page.keyboard.press('End');
  await page.keyboard.type(' X');
  await page.keyboard.press('Escape');
  await expect(row('beh vmp X')).toBeVisible();
  const bold = await dark();
  expect(bold.all).toBeGreaterThan(1.4 * thin.all);
  await undo();
  await expect(row('beh vmp')).toBeVisible();
  await expectSaved(page);
  expect(await kept()).toBe(before);
});

test('a drag makes a box in which lines are broken, and the chosen text is restyled without being opened', async () => {
  const { page } = studio;
  await row('beh vmp').click();
  await page.getByRole('button', { name: 'Delete beh vmp' }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await option('Font size').fill('24');
  await option('Font size').press('Enter');
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 250, y - 150);
  await page.mouse.down();
  await page.mouse.move(x - 50, y + 100, { steps: 3 });
  await page.mouse.up();
  await expect(field()).toBeFocused();
  await page.keyboard.type('one two three four five');
  await page.mouse.click(x + 200, y + 100);
  await expect(field()).toHaveCount(0);
  await expect(row('one two')).toBeVisible();
  // All of it stands in the left half of the page.
  const left = await dark();
  expect(left.all).toBeGreaterThan(200);
  expect(left.right).toBe(0);
  await option('Right').click();
  await expect(option('Right')).toHaveAttribute('aria-pressed', 'true');
  await undo();
  await expect(option('Left')).toHaveAttribute('aria-pressed', 'true');
  await expectSaved(page);
});

test('Escape closes the list of fonts and leaves the text open; a font that is missing is said', async () => {
  const { page } = studio;
  await page.evaluate(() => {
    const fonts = [{ family: 'Nowhere Grotesk' }, { family: 'DejaVu Sans' }];
    Object.assign(globalThis, { queryLocalFonts: () => Promise.resolve(fonts) });
  });
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x - 190, y + 120);
  await expect(field()).toBeFocused();
  await page.keyboard.type('far');
  const list = page.getByRole('listbox');
  await page.locator('.font-field').getByRole('button').click();
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(field()).toBeAttached();
  await page.locator('.font-field').getByRole('button').click();
  await page.getByRole('option', { name: 'Nowhere Grotesk' }).click();
  await page.keyboard.press('Escape');
  await expect(field()).toHaveCount(0);
  const missing = page.getByText('The font “Nowhere Grotesk” is not on this computer', { exact: false });
  await expect(missing).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await expect(row('far')).toBeVisible();
  await expect(missing).toBeVisible();
  await row('far').click();
  await page.getByRole('button', { name: 'Delete far' }).click();
  await expect(row('far')).toBeHidden();
});

test('the size of a text that was scaled is the one on the page', async () => {
  const { page } = studio;
  const saved = await kept();
  await row('one two').click();
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await expect(option('Font size')).toHaveValue('24');
  const numbers = page.getByRole('group', { name: 'Place and size' });
  const height = Number(await numbers.getByRole('textbox', { name: 'Height' }).inputValue());
  await numbers.getByRole('textbox', { name: 'Height' }).fill(String(2 * height));
  await page.keyboard.press('Enter');
  await expect(option('Font size')).toHaveValue('48');
  await undo();
  await expect(option('Font size')).toHaveValue('24');
  expect(await kept()).toBe(saved);
});

test('a text that becomes longer than the mask that shows all of it still shows all of it', async () => {
  const { page } = studio;
  const { x, y } = await pageMiddle(page);
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await page.mouse.click(x - 190, y + 120);
  await page.keyboard.type('m');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Add a mask' }).click();
  await expectSaved(page);
  const short = await dark();
  await page.getByRole('application').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.type('mmmm');
  await page.keyboard.press('Control+Enter');
  await expectSaved(page);
  const long = await dark();
  await row('mmmmm')
    .getByRole('button', { name: /^Mask of/ })
    .click({ modifiers: ['Shift'] });
  await expectSaved(page);
  expect(await dark()).toEqual(long);
  expect(long.all).toBeGreaterThan(short.all);
  await page.getByRole('button', { name: 'Delete mmmmm' }).click();
  await expect(row('mmmmm')).toBeHidden();
});

test('a paste that is too long is cut, says so, and is saved', async () => {
  const { page, app } = studio;
  const { x, y } = await pageMiddle(page);
  await app.evaluate(({ clipboard }) => clipboard.writeText('word '.repeat(1_000_000)));
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await page.mouse.click(x - 190, y + 120);
  await expect(field()).toBeFocused();
  await page.keyboard.press('Control+v');
  await expect(page.getByText('A text holds up to 20,000 letters, so the end was left out.')).toBeVisible();
  expect((await field().inputValue()).length).toBe(20_000);
  await page.keyboard.press('Control+Enter');
  await expect(field()).toHaveCount(0);
  await expectSaved(page);
  await undo();
  await expectSaved(page);
});

test('it is the same after a restart, stays editable by keys, and becomes a picture by the menu', async () => {
  const { page } = studio;
  const saved = await kept();
  const shown = await dark();
  await page.reload();
  await expect(row('one two')).toBeVisible();
  expect(await kept()).toBe(saved);
  expect(await dark()).toEqual(shown);
  await row('one two').click();
  await page.getByRole('application').focus();
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(field()).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await kept()).toBe(saved);
  await row('one two').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Make a picture of text, a shape or a fill' }).click();
  await expectSaved(page);
  await expect.poll(kept).not.toBe(saved);
  const flat = await dark();
  expect(Math.abs(flat.all - shown.all)).toBeLessThan(0.02 * shown.all);
});
