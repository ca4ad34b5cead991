import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { candidate, drawPicture, expectSaved, layers, pageMiddle, promptField, retouch, tab } from '../e2e/flow.ts';
import { oneStudio } from '../e2e/one-studio.ts';

/** The two pictures of the window that the README shows: pages that the bundled model has drawn. */

const out = process.env.DIMOO_SCREENSHOTS ?? '';
const studio = oneStudio();

async function shoot(name: string, theme: 'light' | 'dark'): Promise<void> {
  const { page } = studio;
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
  // No button is pointed at, and no layer is chosen: the page is seen as it is.
  await page.mouse.move(500, 24);
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  // Colours change over a moment, and good news goes by itself.
  await page.waitForTimeout(6000);
  await page.screenshot({ path: join(out, `${name}-${theme}.png`) });
}

async function name(project: string): Promise<void> {
  const field = studio.page.getByRole('textbox', { name: 'Project name' });
  await field.fill(project);
  await field.press('Enter');
}

test('a drawing that the studio describes', async () => {
  mkdirSync(out, { recursive: true });
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
  await name('Bay at sunset');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('textbox', { name: 'Seed' }).fill('1');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Options' }).click();
  await drawPicture(page, 'a palm beside a sailboat on a gradient from yellow to orange');
  await tab(page, 'Describe').click();
  await page.getByRole('button', { name: 'Describe the picture' }).click();
  await page.locator('.note').waitFor();
  await shoot('describe', 'light');
});

test('a retouch that is a layer of its own', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New project' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Untitled');
  await name('Night watch');
  await tab(page, 'Layers').click();
  await drawPicture(page, 'a sailboat below a yellow moon on a purple background');
  await page.getByRole('button', { name: /^Region brush/ }).click();
  // All of the moon, to and fro.
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 150, y - 340);
  await page.mouse.down();
  for (let row = 0; row < 8; row++) {
    const [from, to] = row % 2 === 0 ? [-150, 120] : [120, -150];
    await page.mouse.move(x + from, y - 340 + row * 40, { steps: 4 });
    await page.mouse.move(x + to, y - 340 + row * 40, { steps: 8 });
  }
  await page.mouse.up();
  await promptField(page).fill('an owl above a sailboat on a purple background');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible();
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await shoot('layers', 'dark');
});
