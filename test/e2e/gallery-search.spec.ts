import { expect, type Page, test } from '@playwright/test';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject, wordsOf } from '../helpers/many-pictures.ts';
import { axeOn } from './axe.ts';
import { tab } from './flow.ts';

/** More than a page of the list, so that most of what is sought has not been loaded. */
const PICTURES = 450;

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
const field = (page: Page) => page.getByRole('searchbox', { name: 'Find pictures by words' });
const status = (page: Page) => page.getByRole('status').filter({ hasText: /picture/i });

test('a picture is found by its words as they are typed, wherever in the project it is', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  await expect(tile(page, PICTURES - 1)).toBeVisible();
  await field(page).pressSequentially('circle 00003');
  await expect(tile(page, 3)).toBeVisible();
  await expect(tiles(page)).toHaveCount(1);
  // The field has one button that clears it. Chromium's own would stand at the end of the input.
  const box = await field(page).boundingBox();
  if (box === null) throw new Error('The field is shown.');
  await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
  await expect(field(page)).toHaveValue('circle 00003');
  await tile(page, 3).click();
  await expect(page.getByRole('region', { name: wordsOf(3) })).toBeVisible();
  await page.screenshot({ path: 'out/gallery-found.png' });
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await field(page).fill('nobody drew this');
  await expect(status(page)).toHaveText('No picture has these words. Fewer letters find more.');
  await expect(tiles(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(tile(page, PICTURES - 1)).toBeVisible();
});

test('a picture gets a star by its key, is found by it after a restart, and loses it', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Only pictures with a star' }).click();
  await expect(status(page)).toHaveText(/^No picture has a star yet\. The key \. gives one/);
  await page.getByRole('button', { name: 'Only pictures with a star' }).click();
  await field(page).fill('00007');
  await tile(page, 7).click();
  await page.keyboard.press('.');
  await expect(page.getByRole('row', { name: `${wordsOf(7)}, with a star` })).toBeVisible();
  await field(page).fill('');
  await tile(page, PICTURES - 2).click();
  await page.getByRole('button', { name: 'Give it a star' }).click();
  await expect(page.getByRole('button', { name: 'Take its star away' })).toBeVisible();

  await studio.quit();
  studio = await launchStudio({ home: studio.home });
  const again = studio.page;
  await tab(again, 'Gallery').click();
  await again.getByRole('button', { name: 'Only pictures with a star' }).click();
  await expect(tiles(again)).toHaveCount(2);
  await again.screenshot({ path: 'out/gallery-stars.png' });
  await tile(again, 7).click();
  await again.keyboard.press('.');
  // It stays in its place until the next search, so that a slip is taken back by the same key.
  await expect(again.getByRole('row', { name: wordsOf(7), exact: true })).toBeVisible();
  await again.getByRole('button', { name: 'Only pictures with a star' }).click();
  await expect.poll(() => tiles(again).count()).toBeGreaterThan(2);
  await again.getByRole('button', { name: 'Only pictures with a star' }).click();
  await expect(tiles(again)).toHaveCount(1);
});
