import { expect, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import {
  acceptPicture,
  draw,
  drawQuickly,
  expectSaved,
  layers,
  nativeSide,
  promptField,
  setSize,
  tab,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const canvas = () => studio.page.getByRole('application');

/** Draws until a picture waits; the page has work on it. */
async function drawOneMore(prompt: string): Promise<void> {
  const { page } = studio;
  await promptField(page).fill(prompt);
  await promptField(page).press('Enter');
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 * patience });
}

test('the prompt field keeps the focus while its picture is drawn and becomes a layer', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await promptField(page).fill('a red circle');
  await promptField(page).press('Enter');
  await expect(layers(page)).toHaveCount(1, { timeout: 60_000 * patience });
  await expectSaved(page);
  await expect(promptField(page)).toBeFocused();
});

test('after a decision the canvas has the focus, so that its keys go on', async () => {
  const { page } = studio;
  await drawOneMore('a blue square');
  await acceptPicture(page);
  await expect(canvas()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(layers(page)).toHaveCount(1);
  await drawOneMore('a green square');
  await page.getByRole('button', { name: /^Discard/ }).focus();
  await page.keyboard.press('Enter');
  await expect(canvas()).toBeFocused();
  await drawOneMore('a yellow square');
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeVisible();
  await expect(canvas()).toBeFocused();
  // What was decided is asked no more.
  await expect(page.getByRole('heading', { name: /^Keep this/ })).toHaveCount(0);
});

test('a drawing that is begun and stopped by its buttons leaves the focus on the canvas', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, 4 * nativeSide);
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await page.getByRole('button', { name: 'Options' }).click();
  await promptField(page).fill('a red square');
  await draw(page).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(draw(page)).toBeEnabled({ timeout: 10_000 * patience });
  await expect(canvas()).toBeFocused();
});

test('a press on Draw counts at once after Cancel, and the second half of a double click does not', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await promptField(page).fill('a red square');
  // By places, as fast as they go: with the checks of a click in between, it would be no quick press.
  const middle = async (name: string) => {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
  };
  const begin = await middle('Draw');
  const options = await middle('Options');
  await page.mouse.click(...begin);
  await page.mouse.click(...options);
  await page.mouse.click(...begin);
  const waiting = () => page.getByRole('heading', { name: 'Keep this picture?' });
  await expect(waiting()).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  // The first result is decided, and the second one comes.
  await expect(waiting()).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeVisible();
  await page.getByRole('button', { name: 'Options', expanded: true }).click();
  await page.mouse.dblclick(...begin);
  await expect(waiting()).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeVisible();
  await page.waitForTimeout(300);
  await expect(waiting()).toHaveCount(0);
});

test('what else has the focus keeps it when a decision is made by a pointer elsewhere', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await promptField(page).fill('a red square');
  await draw(page).click();
  await tab(page, 'Gallery').focus();
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeVisible();
  await expect(tab(page, 'Gallery')).toBeFocused();
});
