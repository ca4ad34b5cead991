import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshHome, launchStudio, removeHome } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { expectSaved, layers, picture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const press = (command: string) =>
  studio.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command);
const nameField = () => studio.page.getByRole('textbox', { name: 'Project name', exact: true });
const dialog = () => studio.page.getByRole('dialog', { name: 'Projects' });
const cards = () => dialog().getByRole('grid', { name: 'Projects, the last opened first' });
const card = (name: string) => cards().getByRole('row', { name, exact: true });
const trash = () => dialog().getByRole('region', { name: 'Trash' });
const alert = (text: string) => studio.page.getByRole('alert').filter({ hasText: text });
const foldersIn = (name: string) =>
  existsSync(join(studio.home, name))
    ? readdirSync(join(studio.home, name)).filter((one) => !one.endsWith('.json'))
    : [];

async function makeProject(name: string, hue: number): Promise<void> {
  const { page } = studio;
  await press('new-project');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(nameField()).toHaveValue(name);
  const transfer = await page.evaluateHandle(async (hue) => {
    const canvas = new OffscreenCanvas(640, 640);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = `hsl(${hue} 60% 55%)`;
    context.fillRect(0, 0, 640, 640);
    context.fillStyle = 'white';
    context.fillRect(80, 80, 200, 160);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await canvas.convertToBlob()], 'harbour.png', { type: 'image/png' }));
    return transfer;
  }, hue);
  await picture(page).dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
  await expect(layers(page)).toHaveCount(1);
  await expectSaved(page);
}

async function openShelf(): Promise<void> {
  await studio.page.getByRole('button', { name: 'Project', exact: true }).click();
  await studio.page.getByRole('menuitem', { name: 'All projects…' }).click();
  await expect(dialog()).toBeVisible();
}

async function choose(name: string, what: string): Promise<void> {
  await card(name)
    .getByRole('button', { name: `What to do with “${name}”` })
    .click();
  await studio.page.getByRole('menuitem', { name: what, exact: true }).click();
}

test('all projects are shown as cards with their pages, and one is opened from there', async () => {
  await expect(nameField()).toHaveValue('Untitled');
  await makeProject('Harbour', 210);
  await makeProject('Orchard', 120);
  await makeProject('Desert', 40);
  await openShelf();
  await expect(cards().getByRole('row')).toHaveCount(3);
  await expect(card('Desert')).toContainText('Open now · 1 picture');
  await expect(card('Harbour')).toContainText('1 picture');
  await expect(cards().locator('img')).toHaveCount(3);
  // Each card shows its own page: what is in its middle tells them apart.
  const hues = await cards()
    .locator('img')
    .evaluateAll((images) =>
      Promise.all(
        images.map(async (image) => {
          const element = image as HTMLImageElement;
          await element.decode();
          const canvas = new OffscreenCanvas(1, 1);
          const context = canvas.getContext('2d');
          context?.drawImage(element, element.naturalWidth * 0.8, element.naturalHeight * 0.5, 1, 1, 0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
          return red > green && green > blue ? 'sand' : green > red && green > blue ? 'green' : 'blue';
        }),
      ),
    );
  expect(hues).toEqual(['sand', 'green', 'blue']);
  // All of the page is seen, and nothing of it cut off.
  const beyond = await cards()
    .locator('img')
    .evaluateAll((images) => images.map((image) => image.clientHeight - (image.parentElement?.clientHeight ?? 0)));
  for (const pixels of beyond) expect(pixels).toBeLessThanOrEqual(0);
  expect((await axeOn(studio.page).analyze()).violations).toEqual([]);
  await dialog().getByRole('searchbox', { name: 'Search by name' }).fill('harb');
  await expect(cards().getByRole('row')).toHaveCount(1);
  await card('Harbour').click();
  await expect(dialog()).toBeHidden();
  await expect(nameField()).toHaveValue('Harbour');
});

test('by keyboard alone a project is found, opened and renamed', async () => {
  const { page } = studio;
  await openShelf();
  await card('Harbour').focus();
  await page.keyboard.press('ArrowRight');
  await expect(card('Desert')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog()).toBeHidden();
  await expect(nameField()).toHaveValue('Desert');
  for (const name of ['Harbour', 'Desert']) {
    await openShelf();
    await expect(dialog().getByRole('searchbox')).toBeFocused();
    await page.keyboard.type(name.slice(0, 4));
    await expect(cards().getByRole('row')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(dialog()).toBeHidden();
    await expect(nameField()).toHaveValue(name);
  }
  await openShelf();
  await choose('Desert', 'Rename');
  const field = dialog().getByRole('textbox', { name: 'New name of “Desert”' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Dunes of Lille');
  await page.keyboard.press('Enter');
  await expect(card('Dunes of Lille')).toBeVisible();
  // A right click opens the menu of a card, and so does its key.
  await card('Orchard').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename', exact: true }).click();
  await page.keyboard.type('Never');
  await page.keyboard.press('Escape');
  await expect(card('Orchard')).toBeFocused();
  await expect(dialog()).toBeVisible();
  await page.keyboard.press('F2');
  await expect(dialog().getByRole('textbox', { name: 'New name of “Orchard”' })).toBeFocused();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await expect(card('Orchard')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(card('Orchard')).toHaveCount(0);
  // The focus stays among the cards.
  await expect(cards().getByRole('row').and(page.locator(':focus'))).toHaveCount(1);
  await trash().getByRole('button', { name: 'Bring back “Orchard”' }).click();
  await expect(card('Orchard')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await expect(nameField()).toHaveValue('Dunes of Lille');
});

test('a dialog whose button was at work still closes by Escape', async () => {
  const { page } = studio;
  await press('show-backups');
  const backups = page.getByRole('dialog');
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(backups.getByText(/by hand/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(backups).toHaveCount(0);
});

test('the open project goes to the trash, the window shows the one before, and undo brings it back', async () => {
  const { page } = studio;
  await press('delete-project');
  await expect(nameField()).toHaveValue('Harbour');
  await expect(alert('“Dunes of Lille” is in the trash.')).toBeVisible();
  expect(foldersIn('trash')).toHaveLength(1);
  expect(foldersIn('projects')).toHaveLength(2);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(nameField()).toHaveValue('Dunes of Lille');
  await expect(layers(page)).toHaveCount(1);
  expect(foldersIn('trash')).toEqual([]);
  expect(foldersIn('projects')).toHaveLength(3);
});

test('from the page of projects one is deleted, listed with its days, brought back, and deleted for good', async () => {
  const { page } = studio;
  await openShelf();
  await expect(trash()).toContainText('The trash is empty.');
  await choose('Orchard', 'Move to the trash');
  await expect(cards().getByRole('row')).toHaveCount(2);
  await expect(trash()).toContainText('Orchard');
  await expect(trash()).toContainText('Deleted just now · stays for 30 more days of use');
  await expect(trash().locator('img')).toHaveCount(1);
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await trash().getByRole('button', { name: 'Bring back “Orchard”' }).click();
  await expect(card('Orchard')).toBeVisible();
  await expect(trash()).toContainText('The trash is empty.');
  await choose('Orchard', 'Move to the trash');
  await trash().getByRole('button', { name: 'Delete for good: “Orchard”' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete for good: “Orchard”' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(trash()).toContainText('Orchard');
  await trash().getByRole('button', { name: 'Delete for good: “Orchard”' }).click();
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(trash()).toContainText('The trash is empty.');
  await expect.poll(() => foldersIn('trash')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
});

test('a duplicate has another name and the same page, and is opened from the notice', async () => {
  const { page } = studio;
  await press('duplicate-project');
  await expect(alert('“Dunes of Lille copy” is there now.')).toBeVisible();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(nameField()).toHaveValue('Dunes of Lille copy');
  await expect(layers(page)).toHaveCount(1);
});

test('where the last project is deleted, a new one takes its place', async () => {
  const { page } = studio;
  for (let left = 3; left > 0; left -= 1) {
    const name = await nameField().inputValue();
    await press('delete-project');
    await expect(alert(`“${name}” is in the trash.`)).toBeVisible();
    await expect(nameField()).not.toHaveValue(name);
  }
  await expect(nameField()).toHaveValue('Untitled');
  await expect(layers(page)).toHaveCount(0);
  await studio.restart();
  await expect(nameField()).toHaveValue('Untitled');
  await openShelf();
  await expect(cards().getByRole('row')).toHaveCount(1);
  await trash().getByRole('button', { name: 'Bring back “Harbour”' }).click();
  await card('Harbour').click();
  await expect(layers(studio.page)).toHaveCount(1);
  expect(studio.complaints).toEqual([]);
});

test('where the last project cannot be opened, all projects are a button away, and it goes to the trash from there', async () => {
  const home = freshHome();
  const first = await launchStudio({ home });
  await expect(first.page.getByRole('textbox', { name: 'Project name', exact: true })).toHaveValue('Untitled');
  await first.page.getByRole('textbox', { name: 'Project name', exact: true }).fill('Bent');
  await first.page.keyboard.press('Enter');
  await expectSaved(first.page);
  await first.quit();
  const [id = ''] = readdirSync(join(home, 'projects'));
  truncateSync(join(home, 'projects', id, 'project.sqlite'), 5000);
  const { page, quit } = await launchStudio({ home });
  await page.getByRole('button', { name: 'All projects…' }).click();
  const shelf = page.getByRole('dialog', { name: 'Projects' });
  await expect(shelf.getByRole('grid').getByRole('row')).toContainText('Can’t be read');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await shelf.getByRole('row').getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Move to the trash' }).click();
  // Nothing is left, so that a new project begins.
  await expect(page.getByRole('textbox', { name: 'Project name', exact: true, includeHidden: true })).toHaveValue(
    'Untitled',
  );
  await expect(shelf.getByRole('region', { name: 'Trash' })).toContainText('Deleted just now');
  await quit();
  removeHome(home);
});

test('of very many projects the first ones are shown, more at a press, and all of them are searched', async () => {
  const folder = join(studio.home, 'projects');
  const [id = ''] = readdirSync(folder);
  await expectSaved(studio.page);
  await studio.restart();
  for (let count = 0; count < 60; count += 1) cpSync(join(folder, id), join(folder, randomUUID()), { recursive: true });
  await expect(nameField()).not.toHaveValue('');
  await openShelf();
  await expect(cards().getByRole('row')).toHaveCount(48, { timeout: 60_000 });
  const more = dialog().getByRole('button', { name: /^Show \d+ more$/ });
  await more.click();
  await expect(more).toBeHidden();
  expect(await cards().getByRole('row').count()).toBeGreaterThan(60);
});
