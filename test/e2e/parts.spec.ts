import { expect, type Page, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import {
  drawPicture,
  expectSaved,
  layers,
  nativeSide,
  pageMiddle,
  picture,
  promptField,
  setSize,
  tab,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });
const retouch = (page: Page) => page.getByRole('button', { name: 'Retouch', exact: true });
const regionMenu = async (page: Page, name: string) => {
  await page.getByRole('button', { name: 'Region', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
};

test.beforeAll(async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, nativeSide);
  await page.getByRole('button', { name: 'Options' }).click();
  await drawPicture(page, 'a cat on a blue background');
});

test('a click with the thing tool marks the part under the pointer, and Remove draws over it without words', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: /^Thing/ }).click();
  const { x, y } = await pageMiddle(page);
  await page.mouse.click(x, y - 60);
  const remove = page.getByRole('button', { name: 'Remove', exact: true });
  await expect(remove).toBeVisible({ timeout: 60_000 * patience });
  const before = await picture(page).screenshot();
  await remove.click();
  await expect(page.getByRole('heading', { name: 'Keep this retouch?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  expect((await picture(page).screenshot()).equals(before)).toBe(false);
  await tab(page, 'History').click();
  await expect(page.getByText(/^Retouch · /).first()).toBeVisible();
  await tab(page, 'Layers').click();
  await undo(page).click();
  await expect(layers(page)).toHaveCount(1);
  await undo(page).click();
  await expect(remove).toBeHidden();
});

test('the subject is cut out by a mask on the chosen layer, in one undo step', async () => {
  const { page } = studio;
  await layers(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mask', exact: true }).hover();
  await page.getByRole('menuitem', { name: 'Cut out the subject' }).click();
  await expect(page.getByRole('button', { name: /mask/i }).first()).toBeVisible({ timeout: 60_000 * patience });
  await expect(undo(page)).toBeEnabled();
  await expectSaved(page);
  await undo(page).click();
});

test('the background is marked and the artist is asked what should be there; the subject is marked from the menu', async () => {
  const { page } = studio;
  await promptField(page).fill('');
  await regionMenu(page, 'Replace the background');
  await expect(retouch(page)).toBeVisible({ timeout: 60_000 * patience });
  await expect(promptField(page)).toBeFocused();
  await page.keyboard.type('a cat on a green background');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keep this retouch?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/replaced-background.png' });
  await page.getByRole('button', { name: /^Discard/ }).click();
  await page.keyboard.press('Control+D');
  await expect(retouch(page)).toBeHidden();
  await regionMenu(page, 'Mark the subject');
  await expect(retouch(page)).toBeVisible({ timeout: 60_000 * patience });
});

test('whoever goes on to something else while the background is looked for keeps the focus there', async () => {
  const { page } = studio;
  await page.keyboard.press('Control+D');
  await page.getByRole('button', { name: /^Move/ }).click();
  await page.getByRole('application').focus();
  // The model has no map yet of the picture as it looks then.
  await page.keyboard.press('5');
  await regionMenu(page, 'Replace the background');
  await expect(page.getByText('Looking for the parts of the picture')).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  await expect(retouch(page)).toBeVisible({ timeout: 60_000 * patience });
  await expect(page.getByRole('application')).toBeFocused();
  await page.keyboard.press('Control+Z');
  await page.keyboard.press('Control+Z');
});

test('a thing is marked by its name, in one undo step, and a name that means nothing says so', async () => {
  const { page } = studio;
  await page.keyboard.press('Control+D');
  await expect(retouch(page)).toBeHidden();
  await page.getByRole('button', { name: /^Move/ }).click();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('mark by words');
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Or name it' });
  await expect(field).toBeFocused();
  await page.keyboard.type('the cat');
  await page.keyboard.press('Enter');
  await expect(retouch(page)).toBeVisible({ timeout: 60_000 * patience });
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/marked-by-words.png' });
  await expect(field).toBeFocused();
  const size = page.getByText(/^Region \d+ × \d+ px$/);
  await expect(size).toBeVisible();
  await undo(page).click();
  await expect(size).toBeHidden();
  await field.fill('rocket');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.getByText('The model finds nothing in the picture that “rocket” means.')).toBeVisible({
    timeout: 60_000 * patience,
  });
  await expect(size).toBeHidden();
});
