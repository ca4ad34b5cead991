import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { german } from '../../preload/words/de/index.ts';
import { axeOn } from './axe.ts';
import { promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** Keys are changed in the preferences, and act everywhere at once. */

const studio = oneStudio();

const preferences = () => studio.page.getByRole('dialog', { name: 'Preferences' });
const row = (name: string) => preferences().getByRole('group', { name, exact: true });
const canvas = () => studio.page.getByRole('application');
const tool = (name: string) => studio.page.getByRole('button', { name, exact: true });

async function openKeys(): Promise<void> {
  await canvas().focus();
  await studio.page.keyboard.press('Control+,');
  await preferences().getByRole('tab', { name: 'Keys' }).click();
}

async function close(): Promise<void> {
  await studio.page.keyboard.press('Escape');
  await expect(preferences()).toBeHidden();
  await canvas().focus();
}

/** Presses a key for the action. */
async function record(name: string, key: string): Promise<void> {
  await row(name).getByRole('button', { name: 'Add a key' }).click();
  await expect(row(name).getByRole('textbox')).toBeFocused();
  await studio.page.keyboard.press(key);
}

const kept = () => JSON.parse(readFileSync(join(studio.home, 'keys.json'), 'utf8'));
const accelerator = (id: string) =>
  studio.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.accelerator ?? null, id);

test('a new key acts at once, in the window, in the menu, in tooltips, in the list and in the palette', async () => {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  await openKeys();
  await record('Group the layers', 'F9');
  await expect(row('Group the layers').getByRole('button', { name: 'Change F9' })).toBeVisible();
  expect(kept().changes.photoshop).toEqual({ 'group-layers': ['Ctrl+G', 'F9'] });
  await row('Group the layers').getByRole('button', { name: 'Take Ctrl+G' }).click();
  await expect(row('Group the layers').getByRole('button', { name: /Change/ })).toHaveCount(1);
  await expect.poll(() => accelerator('group-layers')).toBe('F9');
  await record('Hand: move the view (or hold Space)', 'j');
  await expect(row('Hand: move the view (or hold Space)').getByRole('button', { name: 'Change J' })).toBeVisible();
  await close();
  await page.keyboard.press('j');
  await expect(tool('Hand: move the view (or hold Space)')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keys' });
  await expect(list.getByText('F9', { exact: true })).toBeVisible();
  await expect(list.getByText('Ctrl+G', { exact: true })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('group the layers');
  await expect(page.getByRole('option', { name: 'Group the layers' })).toContainText('F9');
  await page.keyboard.press('Escape');
});

test('a key that another command has asks first: cancelled it changes nothing, replaced it is taken', async () => {
  const { page } = studio;
  await openKeys();
  await record('Crop: cut the page to a part', 'b');
  await expect(preferences().getByRole('alert')).toHaveText(
    'B already means “Region brush: paint what should change”.',
  );
  await preferences().getByRole('button', { name: 'Cancel', exact: true }).click();
  await record('Crop: cut the page to a part', 'b');
  await expect(preferences().getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preferences().getByRole('alert')).toBeHidden();
  await expect(preferences()).toBeVisible();
  expect(kept().changes.photoshop['tool-crop']).toBeUndefined();
  await record('Crop: cut the page to a part', 'b');
  await preferences().getByRole('button', { name: 'Replace', exact: true }).click();
  const brush = row('Region brush: paint what should change');
  await expect(brush).toContainText('No key');
  await close();
  await page.keyboard.press('b');
  await expect(tool('Crop: cut the page to a part')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('v');

  // Its own keys come back, and leave the crop tool.
  await openKeys();
  await brush.getByRole('button', { name: 'Back to the keys of the set' }).click();
  await expect(brush.getByRole('button', { name: 'Change B' })).toBeVisible();
  await expect(row('Crop: cut the page to a part').getByRole('button', { name: 'Change B' })).toBeHidden();
});

test('keys that belong elsewhere are refused with a reason, and Escape keeps all as it is', async () => {
  const before = kept();
  await record('Flatten the page', 'ArrowLeft');
  await expect(preferences().getByRole('alert')).toContainText('which keeps it');
  await preferences().getByRole('button', { name: 'I see' }).click();
  await record('Flatten the page', 'Control+v');
  await expect(preferences().getByRole('alert')).toContainText('belongs to the system');
  await preferences().getByRole('button', { name: 'I see' }).click();
  await record('Flatten the page', 'Escape');
  await expect(preferences()).toBeVisible();
  await expect(row('Flatten the page')).toContainText('No key');
  expect(kept()).toEqual(before);
});

test('words and keys find a row; the page has no faults of access, and reads in German', async () => {
  const { page } = studio;
  const search = preferences().getByRole('searchbox', { name: 'Find an action or a key' });
  await search.fill('ctrl+shift+e');
  await expect(preferences().getByRole('group')).toHaveCount(1);
  await expect(row('Merge what is visible')).toBeVisible();
  await search.fill('');
  expect((await axeOn(page).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await preferences().getByRole('tab', { name: 'General' }).click();
  await preferences().getByRole('radio', { name: 'Deutsch' }).click();
  const dialog = page.getByRole('dialog', { name: german.preferences.title });
  await dialog.getByRole('tab', { name: german.preferences.keys }).click();
  await expect(dialog.getByRole('group', { name: 'Seite einpassen' })).toContainText('Strg+0');
  await dialog.getByRole('tab', { name: german.preferences.general }).click();
  await dialog.getByRole('radio', { name: 'English' }).click();
  await preferences().getByRole('tab', { name: 'Keys' }).click();
});

test('Krita’s set, a reset of all and a file of keys are one click each, and can be taken back', async () => {
  const { app } = studio;
  await preferences().getByRole('radio', { name: 'Krita' }).click();
  await expect(row('Paintbrush: paint on a layer').getByRole('button', { name: 'Change B' })).toBeVisible();
  await expect.poll(() => accelerator('open-as-project')).toBe('CmdOrCtrl+O');
  await preferences().getByRole('radio', { name: 'Photoshop' }).click();
  await expect(row('Group the layers').getByRole('button', { name: 'Change F9' })).toBeVisible();

  const file = join(studio.home, 'carried.json');
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  await preferences().getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(kept());
  const carried = kept();

  await preferences().getByRole('button', { name: 'Reset all' }).click();
  await expect(row('Group the layers').getByRole('button', { name: 'Change Ctrl+G' })).toBeVisible();
  await preferences().getByRole('button', { name: 'Take that back' }).click();
  await expect(row('Group the layers').getByRole('button', { name: 'Change F9' })).toBeVisible();
  await preferences().getByRole('button', { name: 'Reset all' }).click();
  await expect.poll(() => kept().changes.photoshop).toEqual({});
  await preferences().getByRole('button', { name: 'Import…' }).click();
  await expect.poll(kept).toEqual(carried);

  writeFileSync(file, 'no keys');
  await preferences().getByRole('button', { name: 'Import…' }).click();
  await expect(preferences().getByText('“carried.json” is not a file of keys')).toBeVisible();
  expect(kept()).toEqual(carried);
});

test('the keys are there after a restart; a damaged file is told and set aside', async () => {
  await studio.restart();
  await expect(promptField(studio.page)).toBeVisible();
  await canvas().focus();
  await studio.page.keyboard.press('j');
  await expect(tool('Hand: move the view (or hold Space)')).toHaveAttribute('aria-pressed', 'true');
  writeFileSync(join(studio.home, 'keys.json'), '{ "version": 1, ');
  await studio.restart();
  await expect(studio.page.getByText('The file with your keys cannot be read')).toBeVisible();
  await canvas().focus();
  await studio.page.keyboard.press('h');
  await expect(tool('Hand: move the view (or hold Space)')).toHaveAttribute('aria-pressed', 'true');
});
