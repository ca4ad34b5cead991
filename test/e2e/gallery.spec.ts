import { expect, type Locator, type Page, test } from '@playwright/test';
import { countCalls, extent, scrollFrames, takeCalls } from '../bench/in-page.ts';
import { functionCalls } from '../helpers/function-calls.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject, wordsOf } from '../helpers/many-pictures.ts';
import { draw, expectSaved, layers, promptField, tab } from './flow.ts';

/** More than the 600 that the gallery of before could hold without fetching in a circle. */
const PICTURES = 720;

test.describe.configure({ mode: 'serial' });
let studio: Studio;
test.beforeAll(async () => {
  const home = freshHome();
  await fillProject(home, PICTURES);
  studio = await launchStudio({ home });
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const tiles = (page: Page) => page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row');
const tile = (page: Page, at: number) => page.getByRole('row', { name: wordsOf(at) });
const details = (page: Page, at: number) => page.getByRole('region', { name: wordsOf(at) });

/** Until the last one has come: each page of the list is asked for when its end comes near. */
async function scrollToTheOldest(page: Page): Promise<void> {
  await expect(async () => {
    await scrollFrames(page, 4000, 5);
    await expect(tile(page, 0)).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 60_000 });
}

/** Waits until a row is in sight and takes the pointer: while its list scrolls, nothing in it does. */
async function atRest(row: Locator): Promise<void> {
  await row.scrollIntoViewIfNeeded();
  const takesPointer = () =>
    row.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  await expect.poll(takesPointer).toBe(true);
}

/** What a click on a picture calls at least: of each function the fewest calls of four clicks. */
async function callsOfClick(page: Page, pictures: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const fewest = new Map<string, number>();
  for (const [turn, at] of pictures.entries()) {
    const calls = await functionCalls(page, async () => {
      await tile(page, at).click();
      await expect(details(page, at)).toBeVisible();
    });
    for (const name of new Set([...calls.keys(), ...fewest.keys()])) {
      const before = turn === 0 ? Number.POSITIVE_INFINITY : (fewest.get(name) ?? 0);
      fewest.set(name, Math.min(before, calls.get(name) ?? 0));
    }
  }
  return fewest;
}

/** Finding out which places are in sight: a few comparisons of numbers a picture. */
const ARITHMETIC = / (get area|intersects|isPersistedKey|getLayoutInfo) /;

test('a click goes through what is in sight, and not through all pictures that have come', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  const few = await callsOfClick(
    page,
    [1, 2, 3, 4].map((back) => PICTURES - back),
  );
  await scrollToTheOldest(page);
  const many = await callsOfClick(page, [3, 2, 1, 0]);
  const grown = [...many].filter(([name, count]) => !ARITHMETIC.test(name) && count - (few.get(name) ?? 0) >= 200);
  expect(grown).toEqual([]);
});

test('seven hundred pictures are scrolled to the last one; only those in sight are there, and at rest nothing is asked', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  await expect(tiles(page).first()).toBeVisible();
  await countCalls(page);
  await scrollToTheOldest(page);
  // What is in sight has come.
  await expect(tile(page, 0).locator('img')).toBeVisible();
  await expect.poll(async () => (await takeCalls(page)).getThumbnail ?? 0).toBe(0);
  // The settings that the window came with are kept once, whenever that is.
  await expect(async () => {
    await takeCalls(page);
    await page.waitForTimeout(1000);
    expect(await takeCalls(page)).toEqual({});
  }).toPass({ timeout: 10_000 });
  const { cells } = await extent(page);
  expect(cells).toBeGreaterThan(3);
  expect(cells).toBeLessThan(40);
});

test('arrows go from picture to picture and show what made each, Enter puts it on the page', async () => {
  const { page } = studio;
  await tile(page, 1).click();
  await expect(details(page, 1)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(tile(page, 3)).toBeFocused();
  await expect(details(page, 3)).toBeVisible();
  await page.keyboard.press('Home');
  await expect(tile(page, PICTURES - 1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(tile(page, 0)).toBeFocused();
  await page.keyboard.press('Enter');
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(1);
  await tab(page, 'Gallery').click();
  await tile(page, PICTURES - 2).click();
  // The layer of before is still selected; the key belongs to the list.
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Put on the page' }).click();
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(2);
});

test('a new picture comes to the front of a gallery that was scrolled to its end, and no record is fetched again', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  await scrollToTheOldest(page);
  await takeCalls(page);
  await promptField(page).fill('a red circle on a yellow background');
  await draw(page).click();
  const accept = page.getByRole('button', { name: /^Accept/ });
  await expect(accept).toBeVisible({ timeout: 120_000 });
  const calls = await takeCalls(page);
  expect(calls.listGenerations ?? 0).toBe(0);
  expect(calls.getThumbnail ?? 0).toBeLessThan(10);
  await scrollFrames(page, -1_000_000, 3);
  await expect(tiles(page).first()).toContainText('a red circle on a yellow background');
  await accept.click();
  await expectSaved(page);
  expect((await takeCalls(page)).listGenerations ?? 0).toBe(0);
});

test('the history is a list of the same: only what is in sight is there, and a click brings the settings back', async () => {
  const { page } = studio;
  await tab(page, 'History').click();
  const rows = page.getByRole('grid', { name: 'What was drawn, newest first' }).getByRole('row');
  await expect(rows.nth(2)).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  await rows.filter({ hasText: wordsOf(PICTURES - 3) }).click();
  await expect(promptField(page)).toHaveValue(wordsOf(PICTURES - 3));
});

test('a picture is dragged out of the grid onto the page', async () => {
  const { page } = studio;
  await tab(page, 'Layers').click();
  const before = await layers(page).count();
  await tab(page, 'Gallery').click();
  await scrollFrames(page, -1_000_000, 3);
  await atRest(tile(page, PICTURES - 2));
  await tile(page, PICTURES - 2).dragTo(page.getByRole('region', { name: 'Picture', exact: true }), {
    targetPosition: { x: 420, y: 320 },
  });
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(before + 1);
  await expect(layers(page).first()).toContainText(wordsOf(PICTURES - 2));
});
