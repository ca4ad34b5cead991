import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { wordsIn } from '../../preload/words/index.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { pageMiddle, promptField, retouch } from './flow.ts';

/** The tour at the first start points at the real things, and never stands in the way of work. */

test.describe.configure({ mode: 'serial' });

const home = freshHome({ tour: true });
let studio: Studio;
const start = async () => {
  studio = await launchStudio({ home });
  await expect(promptField(studio.page)).toBeVisible();
};
const restart = async () => {
  await studio.quit();
  await start();
};
test.beforeAll(start);
test.afterAll(async () => {
  await studio.quit();
  removeHome(home);
});

const card = (page: Page) => page.getByRole('region', { name: 'A short tour' });
const seenOnDisk = () => JSON.parse(readFileSync(join(home, 'window.json'), 'utf8')).tourSeen as boolean;

async function startAgain(page: Page): Promise<void> {
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('tutorial');
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeVisible();
}

/** The ring lies around the thing, whose middle it shares. */
async function expectRingAround(page: Page, name: string): Promise<void> {
  const middle = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    });
  expect(await middle('.tour-ring')).toEqual(await middle(`[data-tour=${name}]`));
}

test('the first start shows it; keys alone go through six stops, each at the real thing', async () => {
  const { page } = studio;
  const stops = ['prompt', 'draw', 'region', 'layers', 'gallery', 'describe'];
  await expect(card(page)).toBeVisible();
  expect(seenOnDisk()).toBe(false);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect((await axeOn(page).analyze()).violations).toEqual([]);
  }
  await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeFocused();
  for (const [index, stop] of stops.entries()) {
    await expect(card(page).getByText(`${index + 1} of 6`)).toBeVisible();
    await expect(card(page).getByRole('status')).toContainText(wordsIn('en').tour.stops[stop as 'prompt'].title);
    await expectRingAround(page, stop);
    await page.keyboard.press('Enter');
  }
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole('application')).toBeFocused();
  await expect.poll(seenOnDisk).toBe(true);
});

test('it is not shown again by itself, and Help starts it again', async () => {
  await restart();
  const { page } = studio;
  await expect(card(page)).toHaveCount(0);
  await startAgain(page);
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await startAgain(page);
  await card(page).getByRole('button', { name: 'Leave the tour' }).click();
  await expect(card(page)).toHaveCount(0);
});

test('it goes away by itself when the artist begins, and what was begun is done', async () => {
  const { page } = studio;
  await startAgain(page);
  await promptField(page).click();
  await page.keyboard.type('a red circle');
  await expect(card(page)).toHaveCount(0);
  await expect(promptField(page)).toHaveValue('a red circle');
  await page.getByRole('button', { name: /^Region brush/ }).click();
  await startAgain(page);
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 60, y - 200);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 180, { steps: 4 });
  await page.mouse.up();
  await expect(card(page)).toHaveCount(0);
  await expect(retouch(page)).toBeVisible();
  await startAgain(page);
  await page.keyboard.press('p');
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Paintbrush/ })).toHaveAttribute('aria-pressed', 'true');
  // Escape left the tour alone, and the region with the next press.
  await startAgain(page);
  await page.keyboard.press('Escape');
  await expect(retouch(page)).toBeVisible();
});

test('it speaks German in a German window, and a home without any data is a first start', async () => {
  const german = freshHome({ tour: true, language: 'de' });
  const { page, quit } = await launchStudio({ home: german });
  const words = wordsIn('de').tour;
  const region = page.getByRole('region', { name: words.title });
  for (const stop of Object.values(words.stops)) {
    await expect(region.getByRole('heading', { name: stop.title })).toBeVisible();
    await region.getByRole('button', { name: /^(Weiter|Fertig)$/ }).click();
  }
  await expect(region).toHaveCount(0);
  await quit();
  rmSync(join(german, 'window.json'));
  const second = await launchStudio({ home: german });
  await expect(second.page.locator('.tour-card')).toBeVisible();
  await second.quit();
  removeHome(german);
});
