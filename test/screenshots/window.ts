import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  candidate,
  chooseTask,
  draw,
  drawPicture,
  expectSaved,
  nativeSide,
  paintAcross,
  promptField,
  retouch,
  setSize,
  strokeAcross,
  tab,
  taskPicker,
} from '../e2e/flow.ts';
import { oneStudio } from '../e2e/one-studio.ts';

/** Walks through the window's main states on a fresh data folder and saves each as PNG. */

const out = process.env.DIMOO_SCREENSHOTS ?? '';
const SIZES = [
  [1440, 900],
  [1024, 700],
  [1920, 1200],
] as const;
const THEMES = ['light', 'dark'] as const;

test.beforeAll(() => {
  if (out === '') throw new Error('DIMOO_SCREENSHOTS names no folder to save the pictures in.');
  mkdirSync(out, { recursive: true });
});
const studio = oneStudio();

/** Done for every picture of a state that does not last. */
interface Around {
  readonly before?: () => Promise<void>;
  readonly after?: () => Promise<void>;
}

/** `state` at every size in both themes: `drawn-1440x900-dark.png`. */
async function shoot(state: string, around: Around = {}): Promise<void> {
  for (const [width, height] of SIZES) {
    await resize(width, height);
    for (const theme of THEMES) {
      // Playwright answers for the system's choice of colours: it would not hear of Electron's own.
      await studio.page.emulateMedia({ colorScheme: theme });
      await expect(studio.page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
      await around.before?.();
      // Colours change over a moment.
      await studio.page.waitForTimeout(200);
      await studio.page.screenshot({ path: join(out, `${state}-${width}x${height}-${theme}.png`) });
      await around.after?.();
    }
  }
  await resize(...SIZES[0]);
}

async function resize(width: number, height: number): Promise<void> {
  await studio.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => studio.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  await studio.page.getByRole('button', { name: 'Fit the page' }).click();
  // Away from all buttons, so that no tooltip hides a part.
  await studio.page.mouse.move(width * 0.3, 24);
}

/** A prompt that the model knows, as the window itself offers them. */
async function example(number: number): Promise<string> {
  const chip = studio.page.locator('.chip').nth(number);
  await expect(chip).toBeVisible();
  return (await chip.textContent()) ?? '';
}

test('the main states', async () => {
  const { page } = studio;
  const [first, second] = [await example(0), await example(1)];
  await shoot('01-empty');

  await promptField(page).fill(first);
  await shoot('02-prompt');

  await promptField(page).fill('portrait of an old woman');
  await shoot('02-unknown-words');
  await promptField(page).fill(first);

  await page.getByRole('button', { name: 'Options' }).click();
  await shoot('03-options');
  const steps = page.getByRole('slider', { name: 'Steps' });
  const usual = await steps.inputValue();
  await steps.press('End');
  // One picture alone may be ready before it can be caught and cancelled, and all cores are at work meanwhile.
  await page.getByRole('radio', { name: '4', exact: true }).click();
  await page.getByRole('radio', { name: 'Exact' }).click();
  // A small picture would be finished before it is looked at.
  await setSize(page, 3 * nativeSide);
  await shoot('04-drawing', {
    before: async () => {
      await draw(page).click();
      await page.getByText(/[1-3] of 4 · Step \d+ of 128/).waitFor({ timeout: 20_000 });
    },
    after: async () => {
      // Stops what is drawn, and discards what was ready before.
      await expect(async () => {
        await page.keyboard.press('Escape');
        await expect(draw(page)).toBeEnabled({ timeout: 1000 });
      }).toPass({ timeout: 60_000 });
    },
  });
  await expect(draw(page)).toBeVisible();
  // An offered result has closed them.
  if (!(await steps.isVisible())) await page.getByRole('button', { name: 'Options' }).click();
  await steps.fill(usual);
  await setSize(page, nativeSide);
  await page.getByRole('radio', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: 'Options' }).click();

  await drawPicture(page, first);
  await shoot('05-drawn');

  await tab(page, 'Describe').click();
  await page.getByRole('button', { name: 'Describe the picture' }).click();
  await expect(page.locator('.note')).toHaveCount(1);
  await shoot('06-caption');
  await page.getByRole('button', { name: 'Is there a cat?' }).click();
  await expect(page.locator('.note')).toHaveCount(2);
  await shoot('07-note');
  await tab(page, 'Layers').click();

  await paintAcross(page);
  await shoot('08-painted');
  await page.getByRole('button', { name: 'Protect from redrawing' }).click();
  await shoot('08-protected');
  await page.getByRole('button', { name: 'Allow redrawing' }).click();
  await promptField(page).fill(second);
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible();
  await shoot('09-candidate');
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  await shoot('10-layers');

  await shoot('11-tasks', {
    before: () => taskPicker(page).click(),
    after: () => page.keyboard.press('Escape'),
  });
  await chooseTask(page, 'Extend');
  await page.getByRole('button', { name: 'All around' }).click();
  await shoot('12-extend');
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Keep this extension?' })).toBeVisible();
  await shoot('13-extended');
  await page.keyboard.press('Escape');
  await chooseTask(page, 'Draw');

  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('radio', { name: '3', exact: true }).click();
  await page.getByText('Check each picture').click();
  await page.getByRole('button', { name: 'Options' }).click();
  await draw(page).click();
  await expect(page.getByRole('button', { name: /as asked$/ })).toBeVisible({ timeout: 60_000 });
  await shoot('14-candidates');
  await page.keyboard.press('m');
  await shoot('15-confidence');
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Go back to an earlier step' }).click();
  const shown = page.getByRole('slider', { name: 'As it was after' });
  await shown.press('Home');
  for (let step = 0; step < 7; step++) await shown.press('ArrowRight');
  await shoot('16-steps');
  await page.getByRole('button', { name: /as asked$/ }).click();
  await shoot('16-checks');
  await page.getByRole('button', { name: 'Take a part from another picture' }).click();
  await shoot('16-mix');
  await strokeAcross(page);
  await shoot('16-mix-painted');
  await page.keyboard.press('Control+d');
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);

  await tab(page, 'Gallery').click();
  await page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row').first().click();
  await shoot('17-gallery');
  await tab(page, 'History').click();
  await shoot('18-history');
  await shoot('19-keys', {
    before: async () => {
      await page.getByRole('button', { name: 'All keys' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    after: () => page.keyboard.press('Escape'),
  });
});
