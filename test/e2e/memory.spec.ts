import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { convertCheckpoint } from '../../native-models/converter/converter.ts';
import { writeHungryCheckpoint } from '../helpers/hungry-checkpoint.ts';
import { patience } from '../helpers/launch-studio.ts';
import { draw, expectSaved, layers, promptField, setSize } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** Gigabytes that the engine may take: enough for the model, and not for a large picture. */
const studio = oneStudio((home) => ({ DIMOO_MODEL: join(home, 'hungry'), DIMOO_MEMORY: '0.8' }));
const page = () => studio.page;
const failure = () => page().getByRole('alert').filter({ hasText: 'GB more memory' });

test.beforeAll(async () => {
  // The studio waits for its model, so that it can be made while the window opens.
  const checkpoint = join(studio.home, 'checkpoint');
  mkdirSync(checkpoint, { recursive: true });
  writeHungryCheckpoint(checkpoint);
  await convertCheckpoint({ checkpoint, out: join(studio.home, 'hungry'), precision: 'fp32' });
  await studio.restart();
});

test('a picture that does not fit the memory is refused, with the ways on as buttons', async () => {
  test.setTimeout(300_000 * patience);
  await expect(promptField(page())).toBeVisible();
  await page().getByRole('button', { name: 'Options' }).click();
  await setSize(page(), 2048);
  await page().getByRole('button', { name: 'Options' }).click();
  await promptField(page()).fill('a red circle');
  await draw(page()).click();
  await expect(failure()).toBeVisible({ timeout: 60_000 * patience });
  await expect(failure()).toContainText(/needs about [\d.]+ GB more memory, and [\d.]+ GB are free/);
  await page().screenshot({ path: 'out/memory-refused.png' });
  expect(await layers(page()).count()).toBe(0);

  // To the models, and back to the sentence.
  await failure().getByRole('button', { name: 'Models…' }).click();
  await expect(page().getByRole('dialog', { name: 'Models' })).toBeVisible();
  await page().keyboard.press('Escape');

  const smaller = failure().getByRole('button', { name: /^Draw \d+ × \d+$/ });
  const [, side] = /^Draw (\d+) ×/.exec((await smaller.textContent()) ?? '') ?? [];
  expect(Number(side)).toBeGreaterThan(500);
  await smaller.click();
  await expect(layers(page())).toHaveCount(1, { timeout: 120_000 * patience });
  await expectSaved(page());
  await expect(failure()).toBeHidden();
});

test('a picture is drawn anyway where the artist says so, and so are those after it', async () => {
  test.setTimeout(300_000 * patience);
  await page().getByRole('button', { name: 'Options' }).click();
  await setSize(page(), 2048);
  await page().getByRole('button', { name: 'Options' }).click();
  await draw(page()).click();
  await failure()
    .getByRole('button', { name: 'Draw anyway' })
    .click({ timeout: 60_000 * patience });
  const keep = page().getByRole('heading', { name: 'Keep this picture?' });
  await expect(keep).toBeVisible({ timeout: 120_000 * patience });
  await page()
    .getByRole('button', { name: /^Discard/ })
    .click();
  await draw(page()).click();
  await expect(keep).toBeVisible({ timeout: 120_000 * patience });
  await expect(failure()).toBeHidden();
});
