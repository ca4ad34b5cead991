import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { launchStudio, patience, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { saveAt } from './export.ts';
import { candidate, drawPicture, drawQuickly, dropFile, layers, paintAcross, promptField, retouch } from './flow.ts';

test.describe.configure({ mode: 'serial' });
let studio: Studio;
let recipe: Buffer;
test.beforeAll(async () => {
  studio = await launchStudio();
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const history = (page: Page) => page.getByRole('main', { name: 'History' });
const rows = (page: Page) => history(page).getByRole('treegrid').getByRole('row');
const details = (page: Page) => history(page).getByRole('complementary', { name: 'The chosen drawing' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Draw it again' });

async function open(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+H');
  await expect(rows(page).first()).toBeVisible();
}

async function again(page: Page): Promise<void> {
  await details(page).getByRole('button', { name: 'Draw it again' }).click();
  await expect(dialog(page).getByText('It is the same picture, byte for byte.')).toBeVisible({
    timeout: 60_000 * patience,
  });
}

test('a drawing from words is drawn again byte for byte, and stands below it in the history', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await drawPicture(page, 'a red circle');
  await open(page);
  await expect(rows(page)).toHaveCount(1);
  await again(page);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    await page.screenshot({ path: `out/replay-done-${theme}.png` });
    expect((await axeOn(page).analyze()).violations).toEqual([]);
  }
  await dialog(page).getByRole('button', { name: 'Show it in the history' }).click();
  await expect(rows(page)).toHaveCount(2);
  const below = rows(page).nth(1);
  await expect(below).toHaveAttribute('aria-level', '2');
  await expect(below).toHaveAccessibleName('a red circle, Draw, drawn again, the same bytes');
  await expect(below).toHaveAttribute('aria-selected', 'true');
  // The same picture again is none for the gallery.
  await page.keyboard.press('Control+2');
  const gallery = page.getByRole('main', { name: 'Gallery' });
  await expect(gallery.getByRole('row', { name: 'a red circle' })).toHaveCount(1);
  await page.keyboard.press('Escape');
});

test('a retouch is drawn again byte for byte, though the page has changed since', async () => {
  const { page } = studio;
  await paintAcross(page);
  await promptField(page).fill('a blue star');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(2);
  // Only the retouch is left on the page.
  await page.getByRole('button', { name: 'Hide a red circle' }).click();
  await open(page);
  const node = rows(page).filter({ hasText: 'a blue star' });
  await expect(node).toHaveAttribute('aria-level', '2');
  await node.click();
  await expect(node.locator('img')).toHaveCount(3);
  const large = details(page).locator('.is-large img');
  await expect(large).toHaveCount(2);
  const areShown = () =>
    large.evaluateAll((all) => (all as HTMLImageElement[]).every((one) => one.complete && one.naturalWidth > 0));
  await expect.poll(areShown).toBe(true);
  await page.screenshot({ path: 'out/replay-retouch.png' });
  await again(page);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toHaveCount(0);
});

test('a drawing becomes a recipe, which draws the same bytes in another project', async () => {
  const { page, app, home } = studio;
  const file = join(home, 'star.recipe.json');
  await saveAt(app, file);
  await rows(page).filter({ hasText: 'a blue star' }).first().click();
  await details(page).getByRole('button', { name: 'Save as a recipe…' }).click();
  await expect.poll(() => existsSync(file)).toBe(true);
  await expect(history(page).getByText('The recipe is saved.')).toBeVisible();
  recipe = readFileSync(file);
  expect(recipe.toString()).not.toContain(home);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+n');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(layers(page)).toHaveCount(0);
  await dropFile(page, 'star.recipe.json', recipe);
  await expect(dialog(page).getByText('the picture comes out byte for byte the same')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(dialog(page).getByText('It is the same picture, byte for byte.')).toBeVisible({
    timeout: 60_000 * patience,
  });
  await dialog(page).getByRole('button', { name: 'Show it in the history' }).click();
  await expect(rows(page)).toHaveCount(1);
  // Its inputs are in this project now, so that it is drawn again from here.
  await again(page);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
});

test('a recipe of another model says what differs before it draws', async () => {
  const { page, app, home } = studio;
  const file = join(home, 'other.recipe.json');
  const other = JSON.parse(recipe.toString());
  other.model = { ...other.model, name: 'Lumina-DiMOO', hash: 'b'.repeat(64) };
  other.provider = 'cuda';
  writeFileSync(file, JSON.stringify(other));
  await app.evaluate(({ dialog }, at) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [at] });
  }, file);
  await history(page).getByRole('button', { name: 'Open a recipe…' }).click();
  await expect(dialog(page).getByText('It was drawn with “Lumina-DiMOO”')).toBeVisible();
  await expect(dialog(page).getByRole('row', { name: /^Hash of the model bbbbbbbbbbbb/ })).toBeVisible();
  await expect(dialog(page).getByRole('row', { name: /^Computed on/ })).toBeVisible();
  await page.screenshot({ path: 'out/replay-differs.png' });
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('a foreign, a cut, a damaged and a newer recipe are refused with one sentence each', async () => {
  const { page } = studio;
  await page.keyboard.press('Escape');
  await expect(history(page)).toHaveCount(0);
  const text = recipe.toString();
  const newer = text.replace('"version": 1', '"version": 2');
  expect(newer).not.toBe(text);
  const refused: readonly (readonly [string, string])[] = [
    ['{"a": 1}', '“foreign.recipe.json” is not a recipe of DiMOO Studio.'],
    [text.slice(0, text.length / 2), '“cut.recipe.json” ends too early.'],
    [newer, '“newer.recipe.json” was written by a newer studio.'],
    [text.replace('"steps": ', '"steps": -'), '“damaged.recipe.json” is damaged'],
  ];
  for (const [content, sentence] of refused) {
    const name = sentence.slice(1, sentence.indexOf('”'));
    await dropFile(page, name, Buffer.from(content));
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await expect(dialog(page)).toHaveCount(0);
});
