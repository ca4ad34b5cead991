import { expect, test } from '@playwright/test';
import { keptDocument } from '../helpers/kept-document.ts';
import { axeOn } from './axe.ts';
import { dropPicture, expectSaved, layers, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const dialog = () => studio.page.getByRole('dialog', { name: /^Earlier versions of/ });
const versions = () => dialog().getByRole('listbox', { name: 'Versions, newest first' }).getByRole('option');

async function openDialog(): Promise<void> {
  await studio.page.getByRole('button', { name: 'Project', exact: true }).click();
  await studio.page.getByRole('menuitem', { name: 'Earlier versions…' }).click();
  await expect(dialog()).toBeVisible();
}

async function look(name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await studio.page.setViewportSize({ width, height });
    await test.info().attach(name, { body: await studio.page.screenshot(), contentType: 'image/png' });
    if (process.env.DIMOO_LOOK)
      await studio.page.screenshot({ path: `${process.env.DIMOO_LOOK}/${name}-${width}.png` });
  }
  await studio.page.setViewportSize({ width: 1280, height: 800 });
}

test('before anything there is none, and the dialog says when there will be', async () => {
  await expect(promptField(studio.page)).toBeVisible();
  await openDialog();
  await expect(dialog()).toContainText('There is no earlier version yet.');
  await studio.page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});

test('what was there before much was deleted is seen beside the present, gone back to, and undone', async () => {
  const { page } = studio;
  for (const [name, colour] of [
    ['sky', 'rgb(0 120 250)'],
    ['sun', 'rgb(250 200 0)'],
    ['sea', 'rgb(0 60 120)'],
    ['sand', 'rgb(220 200 150)'],
  ] as const) {
    await dropPicture(page, name, colour, 300);
  }
  await expect(layers(page)).toHaveCount(4);
  const whole = keptDocument(studio.home);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Shift+e');
  await expect(layers(page)).toHaveCount(1);
  await expectSaved(page);
  const merged = keptDocument(studio.home);
  await openDialog();
  await expect(versions()).toHaveCount(2);
  await expect(versions().first()).toContainText('before much was taken away');
  await expect(versions().first()).toContainText('4 layers');
  await expect(dialog().getByRole('img', { name: 'then' })).toBeVisible();
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await look('chosen');
  await page.keyboard.press('ArrowDown');
  await expect(versions().nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(versions().nth(1)).toContainText('1 layer');
  await page.keyboard.press('ArrowUp');
  await expect(dialog().getByRole('img', { name: 'then' })).toBeVisible();
  await dialog().getByRole('button', { name: 'Go back to this' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(layers(page)).toHaveCount(4);
  await expectSaved(page);
  expect(keptDocument(studio.home)).toBe(whole);
  await page.keyboard.press('Control+z');
  await expect.poll(() => keptDocument(studio.home)).toBe(merged);
});

test('a version is opened as a project of its own, and this one stays as it is', async () => {
  const { page } = studio;
  await openDialog();
  await expect(dialog().getByRole('img', { name: 'then' })).toBeVisible();
  await dialog().getByRole('button', { name: 'Open as a copy' }).click();
  const name = page.getByRole('textbox', { name: 'Project name', exact: true });
  await expect(name).toHaveValue(/^Untitled, /);
  await expect(layers(page)).toHaveCount(4);
  await expectSaved(page);
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Untitled / }).click();
  await expect(name).toHaveValue('Untitled');
  await expect(layers(page)).toHaveCount(1);
});
