import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject, wordsOf } from '../helpers/many-pictures.ts';
import { lookInBoth } from './both-looks.ts';
import { layers, promptField, tab } from './flow.ts';

/** More than a page of the list. */
const PICTURES = 450;
/** Four candidates of one run, of which the third was accepted, and the others were discarded. */
const RUN = '3c47ea02-0a6b-420c-b631-96c1f0dfd614';
const STACK = [430, 431, 432, 433] as const;

test.describe.configure({ mode: 'serial' });
let studio: Studio;
test.beforeAll(async () => {
  const home = freshHome();
  await fillProject(home, PICTURES, 'Many pictures', (at) => {
    if (at === 5) return { task: 'retouch', frame: { x: 0, y: 0, width: 1024, height: 512 } };
    if (at % 100 === 0) return { modelName: 'DiMOO' };
    if (!STACK.some((one) => one === at)) return {};
    return { runId: RUN, outcome: at === 432 ? 'accepted' : 'dropped' };
  });
  studio = await launchStudio({ home });
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const gallery = (page: Page) => page.getByRole('main', { name: 'Gallery' });
const grid = (page: Page) => gallery(page).getByRole('grid', { name: /^Pictures, (new|old)est first$/ });
const tile = (page: Page, at: number) => grid(page).getByRole('row', { name: wordsOf(at) });
const says = (page: Page, text: string | RegExp) => expect(gallery(page).locator('.gallery-count')).toHaveText(text);
const open = async (page: Page) => {
  if (!(await gallery(page).isVisible())) await page.keyboard.press('Control+2');
  await expect(gallery(page)).toBeVisible();
};

test('Ctrl+2 shows the gallery over the window, and Escape and Ctrl+1 lead back to where the focus was', async () => {
  const { page } = studio;
  await promptField(page).fill('a castle');
  await promptField(page).focus();
  await page.keyboard.press('Control+2');
  await expect(tile(page, PICTURES - 1)).toBeFocused();
  await expect(page.getByRole('application')).not.toBeVisible();
  await lookInBoth(studio, 'gallery-page');
  await page.keyboard.press('Escape');
  await expect(gallery(page)).toHaveCount(0);
  await expect(promptField(page)).toBeFocused();
  await expect(promptField(page)).toHaveValue('a castle');

  await page.getByRole('application').focus();
  await page.keyboard.press('Control+2');
  await expect(gallery(page)).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(gallery(page)).toHaveCount(0);
  await expect(page.getByRole('application')).toBeFocused();

  await tab(page, 'Gallery').click();
  const opener = page.getByRole('button', { name: 'Open the gallery over the whole window' });
  await opener.click();
  await expect(gallery(page)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the canvas' }).click();
  await expect(opener).toBeFocused();
});

test('the menu and the list of actions lead there, and an action of the canvas leads back', async () => {
  const { page, app } = studio;
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('show-gallery')?.click());
  await expect(gallery(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action, task or project' }).fill('back to the canvas');
  await page.keyboard.press('Enter');
  await expect(gallery(page)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action, task or project' }).fill('library');
  await page.keyboard.press('Enter');
  await expect(tile(page, PICTURES - 1)).toBeFocused();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('toggle-rulers')?.click());
  await expect(gallery(page)).toHaveCount(0);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('toggle-rulers')?.click());
});

test('keys of the canvas do nothing there, and nothing is drawn from its field for words', async () => {
  const { page } = studio;
  await open(page);
  await tile(page, PICTURES - 1).focus();
  for (const key of ['e', 'Delete', 'Control+d', 'Control+z', 'q']) await page.keyboard.press(key);
  await gallery(page).getByRole('searchbox').focus();
  await page.keyboard.press('Control+Enter');
  await expect(gallery(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Draw', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('the slider makes the pictures larger, and the studio remembers it', async () => {
  const { page } = studio;
  await open(page);
  const width = async () => (await tile(page, PICTURES - 1).boundingBox())?.width ?? 0;
  const before = await width();
  const slider = gallery(page).getByRole('slider', { name: 'Size of the pictures' });
  await slider.fill('512');
  await expect.poll(width).toBeGreaterThan(500);
  expect(before).toBeLessThan(300);
  await expect(tile(page, PICTURES - 1).locator('img')).toBeVisible();
  await lookInBoth(studio, 'gallery-page-large');
  await slider.fill('96');
  await expect.poll(width).toBeLessThan(140);
  await lookInBoth(studio, 'gallery-page-small');
  await page.keyboard.press('Control++');
  await expect(slider).toHaveValue('120');
  await page.waitForTimeout(600);
  await studio.quit();
  studio = await launchStudio({ home: studio.home });
  await expect(promptField(studio.page)).toBeVisible();
  await open(studio.page);
  await expect(gallery(studio.page).getByRole('slider', { name: 'Size of the pictures' })).toHaveValue('120');
});

test('the oldest come first where that is chosen, also beyond the first page, and in the panel', async () => {
  const { page } = studio;
  await open(page);
  await gallery(page).getByRole('radio', { name: 'Oldest first' }).click();
  await expect(tile(page, 0)).toBeVisible();
  await tile(page, 0).click();
  await page.keyboard.press('End');
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(tile(page, PICTURES - 1)).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await says(page, /^1 of 447 pictures chosen$/);
  await page.keyboard.press('Escape');
  await tab(page, 'Gallery').click();
  await expect(
    page.getByRole('grid', { name: 'Pictures, oldest first' }).getByRole('row', { name: wordsOf(0) }),
  ).toBeVisible();
  await open(page);
  await gallery(page).getByRole('radio', { name: 'Newest first' }).click();
  await expect(tile(page, PICTURES - 1)).toBeVisible();
});

test('the pictures of one drawing are a stack that opens and closes', async () => {
  const { page } = studio;
  await open(page);
  const stack = grid(page).getByRole('row', { name: `${wordsOf(432)}, a stack of 4 pictures` });
  await stack.click();
  // Those that were discarded are not meant by it.
  await says(page, /^1 of \d+ pictures chosen$/);
  await expect(tile(page, 431)).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(tile(page, 431)).toBeVisible();
  await expect(tile(page, 432)).toHaveAttribute('aria-selected', 'true');
  await expect(tile(page, 433)).toHaveAttribute('aria-selected', 'false');
  await lookInBoth(studio, 'gallery-page-stack');
  await gallery(page).getByRole('button', { name: 'Close the stack' }).click();
  await expect(stack).toBeVisible();
  await stack.locator('.tile-stack').click();
  await expect(tile(page, 433)).toBeVisible();
  // While the tiles still move to their places, Playwright's click goes nowhere.
  await expect(async () => {
    if (!(await stack.isVisible())) await tile(page, 433).locator('.tile-stack').click({ timeout: 2000 });
    await expect(stack).toBeVisible({ timeout: 2000 });
  }).toPass();
});

test('several pictures are chosen by Shift, Ctrl, the arrows and Ctrl+A, get stars and go onto the page', async () => {
  const { page } = studio;
  await open(page);
  // Where the stack was closed, the list may have been scrolled.
  await page.keyboard.press('Home');
  await tile(page, 449).click();
  await tile(page, 446).click({ modifiers: ['Shift'] });
  await says(page, /^4 of/);
  await tile(page, 448).click({ modifiers: ['Control'] });
  await says(page, /^3 of/);
  await page.keyboard.press('.');
  await expect(grid(page).getByRole('row', { name: /with a star/ })).toHaveCount(3);
  await page.keyboard.press('Control+a');
  await says(page, '447 of 447 pictures chosen');
  await lookInBoth(studio, 'gallery-page-chosen');
  await tile(page, 449).click();
  await page.keyboard.press('Shift+ArrowRight');
  await says(page, '2 of 447 pictures chosen');
  await gallery(page).getByRole('button', { name: 'Put on the page as layers' }).click();
  await expect(gallery(page)).toHaveCount(0);
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(2);
  await expect(layers(page).first()).toContainText(wordsOf(449));
  // Both are one step.
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(layers(page)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Z');
  await expect(layers(page)).toHaveCount(2);
});

test('a picture fills the window with what made it, the arrows go to the next, and its size is switched', async () => {
  const { page } = studio;
  await open(page);
  await tile(page, 449).click();
  await page.keyboard.press('Enter');
  const view = page.getByRole('dialog', { name: /^Picture \d+ of \d+$/ });
  await expect(view).toHaveAccessibleName(/^Picture 1 of \d+$/);
  await expect(view.getByRole('img', { name: wordsOf(449) })).toBeVisible();
  await expect(view.getByText(`Seed 449`)).toBeVisible();
  await lookInBoth(studio, 'gallery-view');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(view.getByRole('img', { name: wordsOf(447) })).toBeVisible();
  await page.keyboard.press('End');
  await expect(view.getByRole('button', { name: 'Next picture' })).toBeDisabled();
  await page.keyboard.press('Home');
  await expect(view.getByRole('img', { name: wordsOf(449) })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  const picture = view.getByRole('img', { name: wordsOf(448) });
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  expect(await width()).toBeGreaterThan(400);
  await page.keyboard.press('z');
  await expect.poll(width).toBe(128);
  await page.keyboard.press('z');
  await expect.poll(width).toBeGreaterThan(400);
  await page.keyboard.press('.');
  await expect(view.getByRole('button', { name: 'Take its star away' })).toBeVisible();
  // Keys of the canvas do nothing here.
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await expect(view).toHaveCount(0);
  await expect(gallery(page)).toBeVisible();
  await expect(tile(page, 448)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(view.getByRole('img', { name: wordsOf(448) })).toBeVisible();
  await view.getByRole('button', { name: 'Use settings', exact: true }).click();
  await expect(gallery(page)).toHaveCount(0);
  await expect(promptField(page)).toHaveValue(wordsOf(448));
  // The next drawing is another one, unless its seed is asked for as well.
  const keptSeed = page.getByRole('button', { name: 'Let the seed 448 go' });
  await expect(keptSeed).toHaveCount(0);
  await open(page);
  await tile(page, 448).click();
  await page.keyboard.press('Space');
  await view.getByRole('button', { name: 'Use settings and seed' }).click();
  await expect(keptSeed).toBeVisible();
  await keptSeed.click();
});

test('two pictures are compared by a line between them, side by side and in turn, with what was different', async () => {
  const { page } = studio;
  await open(page);
  await tile(page, 449).click();
  await gallery(page).getByRole('button', { name: 'Compare' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await tile(page, 445).click({ modifiers: ['Control'] });
  await gallery(page).getByRole('button', { name: 'Compare' }).click();
  const view = page.getByRole('dialog', { name: 'Compare two pictures' });
  const rows = view.getByRole('table').getByRole('row');
  await expect(rows).toHaveText(['SettingPicture 1Picture 2', `Words${wordsOf(449)}${wordsOf(445)}`, 'Seed449445']);
  const line = view.getByRole('slider', { name: 'Where the two pictures meet' });
  await expect(line).toHaveValue('50');
  const stage = view.locator('.compare-over');
  const box = (await stage.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
  await page.mouse.up();
  await expect(line).toHaveValue('40');
  await line.press('ArrowRight');
  await expect(line).toHaveValue('41');
  await lookInBoth(studio, 'gallery-compare-slider');
  await page.keyboard.press('2');
  await expect(view.getByRole('img')).toHaveCount(2);
  await lookInBoth(studio, 'gallery-compare-side');
  await page.keyboard.press('3');
  const shown = view.getByRole('status');
  await expect(shown).toHaveText('Picture 1');
  await page.keyboard.press('Space');
  await expect(shown).toHaveText('Picture 2');
  await expect(view.getByRole('img', { name: wordsOf(445) })).toBeVisible();
  await lookInBoth(studio, 'gallery-compare-blink');
  await page.keyboard.press('Escape');
  await expect(tile(page, 449)).toBeFocused();
});

test('the chosen pictures become files with names by a pattern, and no file is written over', async () => {
  const { page, app, home } = studio;
  const folder = join(home, 'exported');
  mkdirSync(folder);
  writeFileSync(join(folder, 'seed 449 Pocket.png'), 'mine');
  await app.evaluate(({ dialog }, at) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [at] });
  }, folder);
  await open(page);
  await tile(page, 449).click();
  await tile(page, 447).click({ modifiers: ['Shift'] });
  await gallery(page).getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 3 pictures' });
  const pattern = dialog.getByRole('textbox', { name: 'Names of the files' });
  await expect(pattern).toHaveValue('{number} {words}');
  await expect(dialog.getByRole('definition')).toHaveText([
    `1 ${wordsOf(449)}.png`,
    `2 ${wordsOf(448)}.png`,
    `3 ${wordsOf(447)}.png`,
  ]);
  await lookInBoth(studio, 'gallery-export');
  await pattern.fill('seed ');
  await dialog.getByRole('button', { name: 'Insert: Seed' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' {model}');
  await expect(dialog.getByRole('definition').first()).toHaveText('seed 449 Pocket.png');
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(gallery(page).getByRole('alert')).toContainText('3 pictures are exported.');
  expect(readdirSync(folder).toSorted()).toEqual(
    ['seed 447 Pocket.png', 'seed 448 Pocket.png', 'seed 449 Pocket 2.png', 'seed 449 Pocket.png'].toSorted(),
  );
  expect(readFileSync(join(folder, 'seed 449 Pocket.png'), 'utf8')).toBe('mine');
  const { width, format } = await sharp(readFileSync(join(folder, 'seed 448 Pocket.png'))).metadata();
  expect([width, format]).toEqual([128, 'png']);
  // The pattern is there the next time.
  await gallery(page).getByRole('button', { name: 'Export…' }).click();
  await expect(pattern).toHaveValue('seed {seed} {model}');
  await page.keyboard.press('Escape');
  await expect(tile(page, 449)).toBeFocused();
});

test('an export of many says how far it is, and ends where it is cancelled', async () => {
  const { page, app, home } = studio;
  const folder = join(home, 'many');
  mkdirSync(folder);
  await app.evaluate(({ dialog }, at) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [at] });
  }, folder);
  await open(page);
  await tile(page, 449).click();
  await page.keyboard.press('Control+a');
  await says(page, /^447 of 447/);
  await gallery(page).getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 447 pictures' });
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(dialog.getByText(/^Writing file \d+ of 447…$/)).toBeVisible();
  // It does not go out of sight while it writes. What had the focus is disabled by now.
  await page.keyboard.press('Escape');
  await expect(dialog.getByText(/^Writing file \d+ of 447…$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  const note = gallery(page).getByRole('alert').filter({ hasText: 'of 447 pictures are exported' });
  await expect(note).toBeVisible();
  const written = Number(/(\d+) of 447/.exec((await note.textContent()) ?? '')?.[1]);
  expect(written).toBeLessThan(447);
  expect(readdirSync(folder)).toHaveLength(written);
});

test('filters find pictures by what made them, wherever in the project they are', async () => {
  const { page } = studio;
  await open(page);
  await tile(page, 449).click();
  await gallery(page).getByRole('button', { name: 'Filters', exact: true }).click();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  await filters.getByRole('radio', { name: 'Wide' }).click();
  await expect(grid(page).getByRole('row', { includeHidden: true })).toHaveCount(1);
  await lookInBoth(studio, 'gallery-filters');
  await filters.getByRole('radio', { name: 'Square' }).click();
  await filters.getByRole('button', { name: /Model$/ }).click();
  await page.getByRole('option', { name: 'DiMOO' }).click();
  await page.keyboard.press('Escape');
  await expect(filters).toHaveCount(0);
  await says(page, '5 pictures');
  await expect(tile(page, 0)).toBeVisible();
  await gallery(page).getByRole('button', { name: 'Filters, 2 chosen' }).click();
  const caption = filters.getByRole('radiogroup', { name: 'Caption' });
  await caption.getByRole('radio', { name: 'Without' }).click();
  await says(page, '5 pictures');
  await caption.getByRole('radio', { name: 'Captioned' }).click();
  await says(page, '0 pictures');
  await caption.getByRole('radio', { name: 'Any' }).click();
  await filters.getByRole('radio', { name: 'With one' }).click();
  await expect(page.getByText('No picture is as the filters ask.')).toBeVisible();
  await filters.getByRole('button', { name: 'Take all filters away' }).click();
  await page.keyboard.press('Escape');
  await expect(tile(page, PICTURES - 1)).toBeVisible();
});
