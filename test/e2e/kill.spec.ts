import { expect, test } from '@playwright/test';
import { draw, drawPicture, expectSaved, layers, nativeSide, promptField, setSize } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pidOf } from './service-pid.ts';

const studio = oneStudio();

/** Large enough not to be ready before it can be struck. */
async function beginLongDrawing(side: number, steps: number): Promise<void> {
  const { page } = studio;
  const options = page.getByRole('button', { name: 'Options' });
  if ((await options.getAttribute('aria-expanded')) !== 'true') await options.click();
  await page.getByRole('slider', { name: 'Steps' }).fill(String(steps));
  await setSize(page, side);
  await promptField(page).fill('a green square on a white background');
  await draw(page).click();
  await expect(page.getByText(new RegExp(`^Step [1-9]\\d* of ${steps}`))).toBeVisible({ timeout: 60_000 });
}

async function takeFewSteps(): Promise<void> {
  await setSize(studio.page, nativeSide);
  await studio.page.getByRole('slider', { name: 'Steps' }).fill('6');
}

test('the engine killed in mid-job: one sentence, nothing lost, and the next drawing works', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await beginLongDrawing(2 * nativeSide, 128);
  process.kill(await pidOf(studio, 'engine'), 'SIGKILL');
  const sentence = page.getByRole('alert').filter({ hasText: 'stopped and is being started again' });
  await expect(sentence).toHaveCount(1);
  await expect(layers(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(draw(page)).toBeEnabled({ timeout: 60_000 });
  await takeFewSteps();
  await drawPicture(page, 'a blue star on a white background');
  await expect(layers(page)).toHaveCount(2);
});

test('the store killed in mid-job: the picture is still saved, and nothing before it is lost', async () => {
  const { page } = studio;
  const before = await layers(page).count();
  // It must be drawn to its end, so it is as long as the kill needs and no longer.
  await beginLongDrawing(2 * nativeSide, 24);
  process.kill(await pidOf(studio, 'store'), 'SIGKILL');
  const kept = page.getByRole('heading', { name: 'Keep this picture?' });
  await expect(kept).toBeVisible({ timeout: 100_000 });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(before + 1, { timeout: 100_000 });
  await expectSaved(page);
  await takeFewSteps();
  await drawPicture(page, 'an orange ring on a black background');
  const names = await layers(page).allInnerTexts();
  await page.reload();
  await expect(layers(page)).toHaveCount(names.length);
  expect(await layers(page).allInnerTexts()).toEqual(names);
});
