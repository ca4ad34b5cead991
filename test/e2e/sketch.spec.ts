import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { exportPicture } from './export.ts';
import { chooseTask, dropPicture, expectSaved, layers, promptField } from './flow.ts';
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
