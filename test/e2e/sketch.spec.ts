import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { chooseTask, dropPicture, expectSaved, layers, pageMiddle, promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** The mean colour of the visible picture. */
async function meanColour(name: string): Promise<readonly number[]> {
  const { data, channels } = decode(await exportPicture(studio, name));
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    for (const channel of sums.keys()) sums[channel] = (sums[channel] ?? 0) + Number(data[at + channel]);
  }
  return sums.map((sum) => (sum * channels) / data.length);
}

async function drawFromSketch(strength: number, prompt: string): Promise<void> {
  const { page } = studio;
  await page.getByRole('slider', { name: 'How much to draw anew' }).fill(String(strength));
  await promptField(page).fill(prompt);
  await promptField(page).press('Enter');
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Accept/ }).click();
}

test('at 0 % the sketch comes back, and at 100 % only the words count', async () => {
  const { page } = studio;
  await dropPicture(page, 'sea', 'rgb(0, 0, 255)');
  await chooseTask(page, 'Use as sketch');
  await drawFromSketch(0, 'a red circle on a yellow background');
  await expect(layers(page)).toHaveCount(2);
  const [red = 0, green = 0, blue = 0] = await meanColour('kept.png');
  expect(blue).toBeGreaterThan(180);
  expect(Math.max(red, green)).toBeLessThan(80);
  await drawFromSketch(100, 'a red circle on a yellow background');
  await expect(layers(page)).toHaveCount(3);
  const words = await meanColour('words.png');
  expect(words[2]).toBeLessThan(120);
  expect(words[0]).toBeGreaterThan(150);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
});

const live = () => studio.page.getByRole('button', { name: 'Live', exact: true });
const keep = () => studio.page.getByRole('button', { name: 'Keep', exact: true });

/** The mean colour of the middle of the canvas as it is on the screen, with what lies over the page. */
async function shownColour(): Promise<readonly number[]> {
  const { page } = studio;
  const { x, y } = await pageMiddle(page);
  const clip = { x: x - 60, y: y - 60, width: 120, height: 120 };
  const { data, channels } = decode(await page.screenshot({ clip }));
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    for (const channel of sums.keys()) sums[channel] = (sums[channel] ?? 0) + Number(data[at + channel]);
  }
  return sums.map((sum) => Math.round((sum * channels) / data.length));
}

test('live, the picture follows the words over the page; only Keep makes a layer, and one undo takes it back', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  const recorded = await page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row').count();
  await tab(page, 'Layers').click();
  await page.getByRole('slider', { name: 'How much to draw anew' }).fill('100');
  await promptField(page).fill('a red circle on a red background');
  await page.keyboard.press('Control+L');
  await expect(live()).toHaveAttribute('aria-pressed', 'true');
  await expect(keep()).toBeEnabled({ timeout: 60_000 });
  await expect.poll(async () => (await shownColour())[0]).toBeGreaterThan(150);
  // What is typed replaces what is under way; the last words are those that are drawn.
  await promptField(page).fill('');
  await promptField(page).pressSequentially('a green square on a green background', { delay: 30 });
  await expect
    .poll(
      async () => {
        const [red = 0, green = 0] = await shownColour();
        return green - red;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(40);
  await expect(layers(page)).toHaveCount(2);
  await tab(page, 'Gallery').click();
  await expect(page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row')).toHaveCount(recorded);
  await tab(page, 'Layers').click();
  await keep().click();
  await expect(layers(page)).toHaveCount(3);
  await expect(live()).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
});

test('live follows what is painted, and Escape ends it without a trace', async () => {
  const { page } = studio;
  await page.getByRole('slider', { name: 'How much to draw anew' }).fill('0');
  await live().click();
  await expect(keep()).toBeEnabled({ timeout: 60_000 });
  const before = await shownColour();
  await page.getByRole('button', { name: /^Paintbrush/ }).click();
  const { x, y } = await pageMiddle(page);
  for (const row of [-50, -30, -10, 10, 30, 50]) {
    await page.mouse.move(x - 60, y + row);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + row, { steps: 4 });
    await page.mouse.up();
  }
  await expect.poll(shownColour, { timeout: 60_000 }).not.toEqual(before);
  const painted = await layers(page).count();
  await page.keyboard.press('Escape');
  await expect(live()).toHaveAttribute('aria-pressed', 'false');
  await expect(layers(page)).toHaveCount(painted);
});
