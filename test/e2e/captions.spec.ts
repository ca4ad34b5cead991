import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { freshHome, launchStudio, patience, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject, wordsOf } from '../helpers/many-pictures.ts';
import { lookInBoth } from './both-looks.ts';
import { draw, layers, promptField, tab } from './flow.ts';
import { pidOf } from './service-pid.ts';

const PICTURES = 12;
const LONG = 60_000 * patience;

test.describe.configure({ mode: 'serial' });
let studio: Studio;
test.beforeAll(async () => {
  const home = freshHome();
  await fillProject(home, PICTURES, 'Captions');
  studio = await launchStudio({ home });
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const gallery = (page: Page) => page.getByRole('main', { name: 'Gallery' });
const grid = (page: Page) => gallery(page).getByRole('grid', { name: 'Pictures, newest first' });
const tile = (page: Page, at: number) => grid(page).getByRole('row', { name: wordsOf(at) });
const line = (page: Page) => gallery(page).getByRole('region', { name: 'Captions of many pictures' });
const open = async (page: Page) => {
  if (!(await gallery(page).isVisible())) await page.keyboard.press('Control+2');
  await expect(tile(page, PICTURES - 1)).toBeVisible();
};
const choose = async (page: Page, first: number, last: number) => {
  await tile(page, first).click();
  await tile(page, last).click({ modifiers: ['Shift'] });
};

/** Chooses from the menu of what can be done with captions. */
const captions = async (page: Page, item: string) => {
  await gallery(page).getByRole('button', { name: 'Captions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** The texts of the Describe panel, the newest first. */
const notesOf = (page: Page) => page.getByRole('region', { name: 'What was said', exact: true }).locator('.note > p');

test('several pictures are captioned in the background, with progress, pause and a word at the end', async () => {
  const { page } = studio;
  await open(page);
  await choose(page, 11, 9);
  await captions(page, 'Caption…');
  const dialog = page.getByRole('dialog', { name: 'Caption 3 pictures' });
  await expect(dialog.getByRole('status')).toHaveText('3 texts will be written.');
  await dialog.getByRole('checkbox', { name: 'A caption of each picture' }).focus();
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('button', { name: 'Begin' })).toBeDisabled();
  await page.keyboard.press('Space');
  await dialog.getByRole('textbox', { name: 'Questions about each picture' }).fill('What is in the picture?\n');
  await expect(dialog.getByRole('status')).toHaveText('6 texts will be written.');
  await lookInBoth(studio, 'captions-dialog');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(line(page).getByRole('status')).toHaveText(/^Writing text \d of 6$/);
  await line(page).getByRole('button', { name: 'Pause' }).click();
  await expect(line(page).getByRole('status')).toHaveText(/^Captions are paused: \d of 6 written$/);
  await lookInBoth(studio, 'captions-paused');
  await line(page).getByRole('button', { name: 'Go on' }).click();
  await expect(gallery(page).getByRole('alert')).toContainText('6 captions are written.', { timeout: LONG });
  await expect(line(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await tab(page, 'Describe').click();
  await expect(notesOf(page)).toHaveCount(6);
  // What was said is found.
  await open(page);
  await choose(page, 11, 9);
  await captions(page, 'Caption…');
  await expect(dialog.getByRole('status')).toHaveText(/^These pictures already have all of these texts/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a studio that was killed offers to go on, and no caption is missing or there twice', async () => {
  const { page, app, home } = studio;
  await open(page);
  await choose(page, 8, 0);
  await captions(page, 'Caption…');
  const dialog = page.getByRole('dialog', { name: 'Caption 9 pictures' });
  // The questions of the last time are there.
  await expect(dialog.getByRole('textbox')).toHaveValue('What is in the picture?\n');
  await dialog.getByRole('textbox').fill('');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(line(page).getByRole('status')).toHaveText(/^Writing text [3-8] of 9$/, { timeout: LONG });
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await ended;
  studio = await launchStudio({ home });
  const again = studio.page;
  const notice = again.getByRole('alert').filter({ hasText: 'not written yet when the studio closed' });
  await expect(notice).toBeVisible();
  await tab(again, 'Describe').click();
  const panel = again.getByRole('region', { name: 'Captions of many pictures' });
  await expect(panel.getByRole('status')).toHaveText(/^\d captions are left from an earlier session$/);
  await lookInBoth(studio, 'captions-left');
  await panel.getByRole('button', { name: 'Go on' }).click();
  await expect(panel).toHaveCount(0, { timeout: LONG });
  await expect(notesOf(again)).toHaveCount(15);
  const conversations = again.getByRole('list', { name: 'What was said of one picture' });
  await expect(conversations).toHaveCount(PICTURES);
});

test('a drawing that is asked for meanwhile goes first, and the captions go on after it', async () => {
  const { page } = studio;
  await open(page);
  await choose(page, 11, 0);
  await captions(page, 'Caption…');
  const dialog = page.getByRole('dialog', { name: 'Caption 12 pictures' });
  await dialog.getByText('Write texts that are already there once more').click();
  await dialog.getByRole('textbox').fill('What is in the picture?');
  await expect(dialog.getByRole('status')).toHaveText('24 texts will be written.');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(line(page).getByRole('status')).toHaveText(/^Writing text ([2-9]|1\d) of 24$/, { timeout: LONG });
  await page.keyboard.press('Escape');
  // From the canvas, the line at the bottom leads to them.
  const below = page
    .getByRole('region', { name: 'Place, colour and sizes' })
    .getByRole('button', { name: /Writing text/ });
  await expect(below).toHaveText(/^Captions \d+ of 24$/);
  await below.click();
  const queue = page.getByRole('dialog', { name: 'Queue' });
  await expect(queue.getByRole('region', { name: 'Captions of many pictures' })).toBeVisible();
  await queue.getByRole('button', { name: 'Pause' }).last().click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'out/captions-queue.png' });
  await queue.getByRole('button', { name: 'Go on' }).last().click();
  await page.keyboard.press('Escape');
  await expect(queue).toHaveCount(0);
  await tab(page, 'Describe').click();
  const panel = page.getByRole('region', { name: 'Captions of many pictures' });
  await promptField(page).fill('a red circle on a yellow background');
  await draw(page).click();
  await expect(panel.getByRole('status')).toHaveText(/^Captions wait while something is drawn: \d+ of 24 written$/);
  await tab(page, 'Layers').click();
  await expect(layers(page)).toHaveCount(1, { timeout: LONG });
  await tab(page, 'Describe').click();
  await expect(panel.getByRole('status')).toHaveText(/^Writing text \d+ of 24$/);
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel).toHaveCount(0);
});

test('the engine and the store killed meanwhile: the captions go on by themselves, and each is there once', async () => {
  const { page } = studio;
  await open(page);
  await choose(page, 11, 0);
  await captions(page, 'Caption…');
  const dialog = page.getByRole('dialog', { name: 'Caption 12 pictures' });
  await dialog.getByText('Write texts that are already there once more').click();
  await dialog.getByRole('textbox').fill('What is in the background?');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(line(page).getByRole('status')).toHaveText(/^Writing text [2-9] of 24$/, { timeout: LONG });
  process.kill(await pidOf(studio, 'engine'), 'SIGKILL');
  await expect(line(page).getByRole('status')).toHaveText(/^Writing text (1\d) of 24$/, { timeout: LONG });
  process.kill(await pidOf(studio, 'store'), 'SIGKILL');
  await expect(line(page)).toHaveCount(0, { timeout: LONG });
  await expect(gallery(page).getByRole('alert').filter({ hasText: '24 captions are written.' })).toBeVisible();
  await page.keyboard.press('Escape');
  await tab(page, 'Describe').click();
  // The newest stand first, and the oldest are below what is shown at once.
  const more = page.getByRole('button', { name: 'Show more' });
  if (await more.isVisible()) await more.press('Enter');
  await expect(page.locator('.note', { hasText: 'What is in the background?' })).toHaveCount(12);
});

test('captions go with exported pictures, and the words of no other picture are taken for theirs', async () => {
  const { page, app, home } = studio;
  const folder = join(home, 'exported');
  mkdirSync(folder);
  writeFileSync(join(folder, '1.jpg'), 'mine');
  await app.evaluate(({ dialog }, at) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [at] });
  }, folder);
  await open(page);
  await choose(page, 11, 10);
  const dialog = page.getByRole('dialog', { name: 'Export 2 pictures' });
  const exportAs = async (form: string) => {
    await gallery(page).getByRole('button', { name: 'Export…' }).click();
    await dialog.getByRole('textbox', { name: 'Names of the files' }).fill('{number}');
    await dialog.getByRole('button', { name: /Captions$/ }).click();
    await page.getByRole('option', { name: form }).click();
    if (form.includes('.txt')) await lookInBoth(studio, 'captions-export');
    await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
    await expect(dialog).toHaveCount(0);
  };
  await exportAs('A .txt file beside each picture');
  expect(readdirSync(folder).toSorted()).toEqual(['1 2.png', '1 2.txt', '1.jpg', '2.png', '2.txt'].toSorted());
  const lines = readFileSync(join(folder, '1 2.txt'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^What is in the picture\? /);
  await exportAs('One metadata.jsonl, as Hugging Face reads it');
  const rows = readFileSync(join(folder, 'metadata.jsonl'), 'utf8').trimEnd().split('\n');
  expect(rows.map((row) => JSON.parse(row))).toEqual([
    expect.objectContaining({ file_name: '1.png', text: lines[0] }),
    expect.objectContaining({ file_name: '2 2.png' }),
  ]);
});

test('captions are looked through, edited and accepted by keyboard, and found by what is open', async () => {
  const { page } = studio;
  await open(page);
  await choose(page, 11, 8);
  await captions(page, 'Review…');
  const view = page.getByRole('dialog', { name: 'Review captions' });
  const field = view.getByRole('textbox', { name: 'Caption' });
  const place = view.getByRole('status').first();
  await expect(place).toHaveText('1 of 4');
  await expect(view.getByText('What is in the picture?').first()).toBeVisible();
  await lookInBoth(studio, 'captions-review');
  await page.keyboard.press('Enter');
  await expect(place).toHaveText('2 of 4');
  await page.keyboard.press('e');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('a white disc, edited by hand');
  await page.keyboard.press('Control+Enter');
  await expect(place).toHaveText('3 of 4');
  // Whoever types goes on typing.
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).not.toBeFocused();
  await expect(view).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(field).toHaveValue('a white disc, edited by hand');
  await expect(view.getByText('6 words · changed by hand · accepted')).toBeVisible();
  const show = async (filter: string) => {
    await view.getByRole('button', { name: /Show$/ }).click();
    await page.getByRole('option', { name: filter }).click();
  };
  await show('Changed by hand');
  await expect(place).toHaveText('1 of 1');
  await show('Not accepted yet');
  await expect(place).toHaveText('1 of 2');
  // The keys are those of the view again.
  await expect(view).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(place).toHaveText('2 of 2');
  await show('Without a caption');
  await expect(place).toHaveText('No caption matches.');
  await show('Long captions');
  await view.getByRole('textbox', { name: 'More words than' }).fill('5');
  await page.keyboard.press('Tab');
  await expect(place).toHaveText(/^1 of \d$/);
  await lookInBoth(studio, 'captions-review-long');
  await show('All pictures');
  await expect(place).toHaveText('1 of 4');
  await view.getByRole('button', { name: 'Back to the gallery' }).click();
  await expect(tile(page, 11)).toBeFocused();
  // Beside the whole picture stands what was said about it.
  await page.keyboard.press('Enter');
  const whole = page.getByRole('dialog', { name: /^Picture \d+ of/ });
  await page.keyboard.press('ArrowRight');
  await expect(whole.getByRole('region', { name: 'What was said' })).toContainText('a white disc, edited by hand');
  await lookInBoth(studio, 'captions-whole');
  await page.keyboard.press('Escape');
  await expect(whole).toHaveCount(0);
});

test('words are replaced in all captions at once, and one undo brings them back', async () => {
  const { page } = studio;
  await open(page);
  await choose(page, 11, 0);
  await captions(page, 'Find and replace…');
  const dialog = page.getByRole('dialog', { name: 'Change the captions of 12 pictures' });
  await dialog.getByRole('textbox', { name: 'Find' }).fill('edited by hand');
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('in oil');
  await expect(dialog.getByRole('status')).toHaveText('1 of 12 captions changes.');
  await expect(dialog.locator('ins')).toHaveText('a white disc, in oil');
  await dialog.getByRole('radio', { name: 'Always have' }).click();
  await dialog.getByRole('textbox', { name: 'Words that every caption has' }).fill('mystyle');
  await expect(dialog.getByRole('status')).toHaveText('12 of 12 captions change.');
  await lookInBoth(studio, 'captions-change');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await expect(dialog).toHaveCount(0);
  const notice = gallery(page).getByRole('alert').filter({ hasText: '12 captions are changed.' });
  await expect(notice).toBeVisible();
  await captions(page, 'Review…');
  const field = page.getByRole('dialog', { name: 'Review captions' }).getByRole('textbox', { name: 'Caption' });
  await expect(field).toHaveValue(/^mystyle, /);
  await page.keyboard.press('Escape');
  await notice.getByRole('button', { name: 'Undo' }).click();
  await captions(page, 'Review…');
  await expect(field).not.toHaveValue(/mystyle/);
  await page.keyboard.press('Escape');
});

test('a correction is on disk while it is typed, and an emptied one says that the text stays', async () => {
  const { page, app, home } = studio;
  await page.keyboard.press('Escape');
  await tab(page, 'Describe').click();
  const first = page.locator('.note').first();
  const before = (await first.locator('p').first().textContent()) ?? '';
  await first.getByRole('button', { name: 'Edit' }).click();
  const field = first.getByRole('textbox');
  await field.fill('');
  await expect(first.getByRole('status')).toHaveText(/the text stays as it was/);
  await first.getByRole('button', { name: 'Done' }).click();
  await expect(field).toBeFocused();
  await field.press('Escape');
  await expect(first.locator('p').first()).toHaveText(before);
  await first.getByRole('button', { name: 'Edit' }).click();
  await field.fill('typed by hand, and not left');
  // The field has not been left. A moment later the studio is killed.
  await page.waitForTimeout(1000);
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await ended;
  studio = await launchStudio({ home });
  await tab(studio.page, 'Describe').click();
  await expect(notesOf(studio.page).filter({ hasText: 'typed by hand, and not left' })).toHaveCount(1);
});

test('a quit in the middle of a word loses none of it', async () => {
  const { page, home } = studio;
  const note = page.locator('.note').nth(2);
  await note.getByRole('button', { name: 'Edit' }).click();
  await note.getByRole('textbox').fill('half a wo');
  await studio.quit();
  studio = await launchStudio({ home });
  await tab(studio.page, 'Describe').click();
  await expect(notesOf(studio.page).filter({ hasText: 'half a wo' })).toHaveCount(1);
});
