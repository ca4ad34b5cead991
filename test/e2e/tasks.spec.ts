import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import {
  chooseTask,
  draw,
  drawPicture,
  expectSaved,
  layers,
  picture,
  promptField,
  strokeAcross,
  tab,
  taskPicker,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** The side of one of the bundled model's cells, in pixels. */
const { block_out_channels: levels } = JSON.parse(
  readFileSync(new URL('../../native-models/bundled/vqvae/config.json', import.meta.url), 'utf8'),
);
const CELL = 2 ** (levels.length - 1);

const keep = (page: Page, title: string) => page.getByRole('heading', { name: title });
const bar = (page: Page) => page.getByRole('region', { name: 'What to draw' });

/** The picture as it has come to rest, another than `before`: a candidate is decoded before it is shown. */
async function lookAfter(page: Page, before: Buffer | null): Promise<Buffer> {
  let last = await picture(page).screenshot();
  await expect
    .poll(async () => {
      const now = await picture(page).screenshot();
      const rested = now.equals(last) && before?.equals(now) !== true;
      last = now;
      return rested;
    })
    .toBe(true);
  return last;
}

async function set(page: Page, settle: () => Promise<void>): Promise<void> {
  await bar(page).getByRole('button', { name: 'Options' }).click();
  await settle();
  await bar(page).getByRole('button', { name: 'Options' }).click();
}

/** Draws so many pictures in so many steps; done when they wait. */
async function drawSeveral(page: Page, steps: string, count: string, words: string): Promise<void> {
  await chooseTask(page, 'Draw');
  await set(page, async () => {
    await page.getByRole('slider', { name: 'Steps' }).fill(steps);
    await page.getByRole('radio', { name: count, exact: true }).click();
  });
  await promptField(page).fill(words);
  await draw(page).click();
  await expect(keep(page, 'Keep this picture?')).toBeVisible({ timeout: 90_000 * patience });
}

test('what the model was not trained for is in the list, closed, with its reason, and does nothing', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await page.getByRole('button', { name: /^Region brush/ }).focus();
  await page.keyboard.press('Shift+t');
  const closed = page.getByRole('menuitemradio', { name: 'Use as style' });
  await expect(closed).toHaveAttribute('aria-disabled', 'true');
  await expect(closed).toHaveAccessibleDescription('Pocket was not trained for this; a larger model is.');
  await closed.press('Enter');
  await expect(closed).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(taskPicker(page)).toHaveAccessibleName('What to do: Draw');
});

test('the page grows to the sides that are asked for; undo makes it as it was', async () => {
  const { page } = studio;
  await chooseTask(page, 'Extend');
  const extend = page.getByRole('button', { name: 'Extend', exact: true });
  await expect(extend).toBeDisabled();
  const look = () => picture(page).screenshot();
  const before = await look();
  await page.getByRole('button', { name: 'Wider', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Left', exact: true })).toHaveValue('256');
  await expect.poll(async () => (await look()).equals(before)).toBe(false);
  await set(page, () => page.getByRole('slider', { name: 'Steps' }).fill('2'));
  await extend.click();
  await expect(keep(page, 'Keep this extension?')).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await expect(page.getByRole('textbox', { name: 'Left', exact: true })).toHaveValue('0');
  await tab(page, 'History').click();
  await expect(page.getByText(/^Extend · left 256 · right 256/)).toBeVisible();
  await tab(page, 'Layers').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(1);
});

test('a border that is typed or stepped is undone and redone as one that is dragged', async () => {
  const { page } = studio;
  await chooseTask(page, 'Extend');
  const left = page.getByRole('textbox', { name: 'Left', exact: true });
  await left.fill('64');
  await left.press('Enter');
  await left.press('ArrowUp');
  await expect(left).not.toHaveValue('64');
  await left.press('Control+Z');
  await expect(left).toHaveValue('64');
  await left.press('Control+Z');
  await expect(left).toHaveValue('0');
  await left.press('Control+Shift+Z');
  await expect(left).toHaveValue('64');
  await left.press('Control+Z');
  await expect(left).toHaveValue('0');
});

test('an edge and a corner of the page are dragged outwards, in whole cells; Enter draws the new border', async () => {
  const { page } = studio;
  await chooseTask(page, 'Extend');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const pull = async (grip: string, dx: number, dy: number) => {
    const box = await page.getByTestId('page-edges').locator(`[data-grip="${grip}"]`).boundingBox();
    if (box === null) throw new Error('The page has no such edge.');
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + dx / 2, from.y + dy / 2, { steps: 3 });
    await page.mouse.move(from.x + dx, from.y + dy, { steps: 3 });
  };
  const drag = async (grip: string, dx: number, dy: number) => {
    await pull(grip, dx, dy);
    await page.mouse.up();
  };
  const amount = async (name: string) => Number(await field(name).inputValue());
  await drag('1 0', 70, 0);
  expect(await amount('Right')).toBeGreaterThan(0);
  expect((await amount('Right')) % CELL).toBe(0);
  expect(await amount('Left')).toBe(0);
  await drag('-1 -1', -60, -60);
  expect((await amount('Left')) % CELL).toBe(0);
  expect(await amount('Left')).toBeGreaterThan(0);
  expect(await amount('Top')).toBeGreaterThan(0);
  // An edge is dragged back to where the page ends, and no further.
  await drag('1 0', -400, 0);
  expect(await amount('Right')).toBe(0);
  const [left, top] = [await amount('Left'), await amount('Top')];
  // Escape in the middle of a drag takes back that drag.
  await pull('0 1', 0, 60);
  expect(await amount('Bottom')).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect([await amount('Left'), await amount('Top'), await amount('Bottom')]).toEqual([left, top, 0]);
  await expect(page.getByText(`+${left}`, { exact: true }).first()).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(keep(page, 'Keep this extension?')).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await tab(page, 'History').click();
  await expect(page.getByText(new RegExp(`^Extend · left ${left} · top ${top}`))).toBeVisible();
  await tab(page, 'Layers').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(1);
  await expect(field('Left')).toHaveValue('0');
  // Without a drag, Escape removes the border that is not drawn yet.
  await drag('1 0', 70, 0);
  expect(await amount('Right')).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(field('Right')).toHaveValue('0');
});

test('undo takes back what was done to the border that is not drawn yet, before the last step of the document', async () => {
  const { page } = studio;
  const right = page.getByRole('textbox', { name: 'Right', exact: true });
  const undo = page.getByRole('button', { name: 'Undo' });
  const count = await layers(page).count();
  // Escape has removed it.
  await page.keyboard.press('Control+Z');
  await expect(right).not.toHaveValue('0');
  const pulled = await right.inputValue();
  await page.getByRole('button', { name: 'All around' }).click();
  await expect(right).not.toHaveValue(pulled);
  await undo.click();
  await expect(right).toHaveValue(pulled);
  await undo.click();
  await expect(right).toHaveValue('0');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(right).toHaveValue(pulled);
  await undo.click();
  await expect(layers(page)).toHaveCount(count);
  await expectSaved(page);
});

test('candidates are flipped through by keys; a map shows how sure the model was; the one shown is kept', async () => {
  const { page } = studio;
  await drawSeveral(page, '3', '3', 'a blue star on a white background');
  const place = page.getByRole('status').filter({ hasText: 'of 3' });
  await expect(place).toHaveText('1 of 3');
  await page.mouse.move(300, 20); // away from all buttons: no tooltip lies over the picture
  const one = await lookAfter(page, null);
  await page.keyboard.press('ArrowRight');
  await expect(place).toHaveText('2 of 3');
  const first = await lookAfter(page, one);
  await page.getByRole('button', { name: 'Next picture' }).press('Enter');
  await expect(place).toHaveText('3 of 3');
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await expect(page.getByRole('tooltip')).toBeHidden();
  const second = await lookAfter(page, first);
  const map = page.getByRole('button', { name: 'Show how sure the model was' });
  await page.keyboard.press('m');
  await expect(map).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('How sure the model was:')).toBeVisible();
  const mapped = await lookAfter(page, second);
  await page.keyboard.press('m');
  expect((await lookAfter(page, mapped)).equals(second)).toBe(true);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await tab(page, 'Gallery').click();
  const tiles = page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row');
  await expect(tiles.filter({ hasText: 'a blue star' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Show discarded pictures, too' }).click();
  await expect(tiles.filter({ hasText: 'a blue star' })).toHaveCount(3);
  await expect(tiles.filter({ hasText: 'Discarded' })).toHaveCount(2);
});

test('a picture is gone through step by step, and another is drawn on from there by other words', async () => {
  const { page } = studio;
  await drawSeveral(page, '8', '2', 'a red circle on a blue background');
  const place = page.getByRole('status').filter({ hasText: ' of ' });
  await page.getByRole('button', { name: 'Go back to an earlier step' }).click();
  await page.mouse.move(300, 20);
  const whole = await lookAfter(page, null);
  const steps = page.getByRole('slider', { name: 'As it was after' });
  const on = page.getByRole('button', { name: 'Draw on from here' });
  await expect(on).toBeDisabled();
  await steps.press('Home');
  await expect(page.getByText(/^0 of \d+ steps$/)).toBeVisible();
  const nothing = await lookAfter(page, whole);
  for (let step = 0; step < 3; step++) await steps.press('ArrowRight');
  await lookAfter(page, nothing);
  await page.getByRole('textbox', { name: 'Words from here on' }).fill('a red star on a blue background');
  await page.keyboard.press('Enter');
  await expect(place).toHaveText('3 of 3', { timeout: 90_000 * patience });
  await expect(bar(page).getByText('a red star on a blue background')).toBeVisible();
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  await tab(page, 'History').click();
  await expect(page.getByText(/^Draw · drawn on after step 3/)).toBeVisible();
});

test('the model checks what it drew: questions with their answers, the best first, kept in the record', async () => {
  const { page } = studio;
  const check = page.getByText('Check each picture');
  await chooseTask(page, 'Draw');
  await set(page, () => check.click());
  await drawSeveral(page, '8', '2', 'a red circle on a yellow background');
  const answers = bar(page).getByRole('button', { name: /^[0-3] of 3 as asked$/ });
  await answers.click();
  const list = bar(page).getByRole('list', { name: 'What the model sees in it' });
  await expect(list.getByRole('listitem')).toHaveText([
    /^is there a circle\? /,
    /^what colour is the circle\? /,
    /^what colour is the background\? /,
  ]);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  await tab(page, 'History').click();
  await expect(page.getByText(/^Draw · [0-3] of 3 as asked/).first()).toBeVisible();
  await set(page, () => check.click());
});

test('a painted part of another candidate is taken over; the mix is one more candidate', async () => {
  const { page } = studio;
  await drawSeveral(page, '8', '2', 'a blue star on a white background');
  const place = page.getByRole('status').filter({ hasText: ' of ' });
  await bar(page).getByRole('button', { name: 'Take a part from another picture' }).click();
  const mix = bar(page).getByRole('button', { name: 'Mix', exact: true });
  await expect(mix).toBeDisabled();
  await expect(bar(page).getByRole('radio', { name: '2', exact: true })).toBeChecked();
  await strokeAcross(page);
  await expect(mix).toBeEnabled();
  await mix.click();
  await expect(place).toHaveText('3 of 3', { timeout: 90_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  await tab(page, 'History').click();
  await expect(page.getByText(/^Mix · /).first()).toBeVisible();
});
