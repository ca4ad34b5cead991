import { expect, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { draw, promptField, setSize, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('at 1024 x 700 the size and the steps can be read beside Draw, also with a kept seed', async () => {
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, 1024);
  await page.getByRole('textbox', { name: 'Seed' }).fill('4294967295');
  await page.keyboard.press('Tab');
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await page.getByRole('button', { name: 'Options' }).click();
  await promptField(page).fill('a red circle');
  await expect(page.getByRole('button', { name: 'Let the seed 4294967295 go' })).toBeVisible();
  await expect(draw(page)).toBeEnabled();
  const summary = page.getByText(/^picture\s1024\s×\s1024\s·\s128\ssteps$/);
  await page.screenshot({ path: 'out/test-results/narrow.png' });
  const cut = await summary.evaluate((element) => [
    element.scrollWidth - element.clientWidth,
    element.scrollHeight - element.clientHeight,
  ]);
  expect(cut).toEqual([0, 0]);
});

test('at 1024 x 700 the name of every task can be read in its button, in every language', async () => {
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  for (const [language, titles] of [
    ['Deutsch', 'Preferences'],
    ['English', 'Einstellungen'],
  ] as const) {
    // Every name lies in the button, whichever task is chosen.
    const cut = await page.locator('.task-name').evaluate((name) => {
      const button = name.closest('button')?.getBoundingClientRect();
      const bar = name.closest('section')?.getBoundingClientRect();
      const texts = [...name.children].map((one) => one.getBoundingClientRect());
      return {
        names: texts.length,
        beyond: texts.filter(({ left, right }) => left < (button?.left ?? 0) || right > (button?.right ?? 0)).length,
        overflow: name.scrollWidth - name.clientWidth,
        inBar: (button?.right ?? 0) <= (bar?.right ?? 0),
        height: button?.height,
      };
    });
    expect(cut).toEqual({ names: 11, beyond: 0, overflow: 0, inBar: true, height: 32 });
    await page.screenshot({ path: `out/test-results/narrow-${titles}.png` });
    await page.locator('.canvas-host').focus();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: titles }).getByRole('radio', { name: language }).click();
    await page.keyboard.press('Escape');
  }
});

test('at 1024 x 700 every decision on several results can be read, in every language', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, 128);
  await page.getByRole('slider', { name: 'Steps' }).fill('1');
  await page.getByRole('radio', { name: '2', exact: true }).click();
  await page.getByRole('button', { name: 'Options' }).click();
  await draw(page).click();
  await expect(page.getByRole('button', { name: /^Accept/ })).toBeVisible({ timeout: 60_000 * patience });
  for (const [language, titles, accept] of [
    ['Deutsch', 'Preferences', /^Übernehmen/],
    ['English', 'Einstellungen', /^Accept/],
  ] as const) {
    await page.locator('.canvas-host').focus();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: titles }).getByRole('radio', { name: language }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: accept })).toBeVisible();
    const beyond = await page.locator('.candidate-buttons').evaluate((bar) => bar.scrollWidth - bar.clientWidth);
    expect([language, beyond]).toEqual([language, 0]);
  }
  await page.getByRole('button', { name: /^Discard all/ }).click();
});

test('at 1024 x 700 all that can be done with a picture of the gallery is in sight, in every language', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  // The test before has discarded them.
  await page.getByRole('button', { name: 'Show discarded pictures, too' }).click();
  await page.getByRole('tabpanel').getByText('a red circle').first().click();
  for (const [language, titles] of [
    ['Deutsch', 'Preferences'],
    ['English', 'Einstellungen'],
  ] as const) {
    await page.locator('.canvas-host').focus();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: titles }).getByRole('radio', { name: language }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    const beyond = await page.locator('.details').evaluate((details) => ({
      across: details.scrollWidth - details.clientWidth,
      down: details.scrollHeight - details.clientHeight,
    }));
    expect({ language, ...beyond }).toEqual({ language, across: 0, down: 0 });
    await page.screenshot({ path: `out/test-results/details-${language}.png` });
  }
  await tab(page, 'Layers').click();
});

test('at 1024 x 700 the settings of every tool and the menu of the region are in sight, in every language', async () => {
  const { page } = studio;
  for (const [language, titles, menu] of [
    ['Deutsch', 'Preferences', 'Markierung'],
    ['English', 'Einstellungen', 'Region'],
  ] as const) {
    await page.locator('.canvas-host').focus();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: titles }).getByRole('radio', { name: language }).click();
    await page.keyboard.press('Escape');
    for (const key of ['v', 'm', 'w', 'b', 'p', 'k', 'g', 't', 'u', 'c', 'Shift+W']) {
      await page.locator('.canvas-host').focus();
      await page.keyboard.press(key);
      const box = await page.getByRole('button', { name: menu, exact: true }).boundingBox();
      expect((box?.x ?? 1024) + (box?.width ?? 0), `${key} in ${language}`).toBeLessThanOrEqual(1024);
    }
    await page.keyboard.press('v');
  }
});

test('all tools stand in their rail without a bar to scroll, in any window from 1024 x 700 on', async () => {
  const { app, page } = studio;
  for (const height of [700, 800, 815, 873, 900, 965, 975, 1100]) {
    await app.evaluate(({ BrowserWindow }, h) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, h), height);
    await expect.poll(() => page.evaluate(() => innerHeight)).toBe(height);
    const over = await page.locator('.rail').evaluate((rail) => rail.scrollHeight - rail.clientHeight);
    expect(over, `of a window ${height} pixels high`).toBe(0);
  }
});
