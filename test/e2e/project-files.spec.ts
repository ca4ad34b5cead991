import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectSaved, layers, picture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const press = (command: string) =>
  studio.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command);
const nameField = () => studio.page.getByRole('textbox', { name: 'Project name', exact: true });
const alert = (text: string) => studio.page.getByRole('alert').filter({ hasText: text });
const file = () => join(studio.home, 'Harbour.dimoo');
const projects = () => readdirSync(join(studio.home, 'projects'));

/** What the system's dialogs answer; null where the artist cancels. */
const answer = (path: string | null) =>
  studio.app.evaluate(({ dialog }, path) => {
    const chosen = path ?? '';
    const canceled = path === null;
    dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: canceled ? [] : [chosen] });
  }, path);

/** Drops a file of these bytes, as the system does. */
async function drop(name: string, bytes: Buffer, on = picture(studio.page)): Promise<void> {
  const transfer = await studio.page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
      return transfer;
    },
    { name, base64: bytes.toString('base64') },
  );
  await on.dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
}

test('a project is exported into one file, and comes in from it once it is deleted for good', async () => {
  const { page } = studio;
  await expect(nameField()).toHaveValue('Untitled');
  await drop('sky.png', readFileSync(join(import.meta.dirname, '../fixtures/scenes/scenes.png')));
  await expect(layers(page)).toHaveCount(1);
  await nameField().fill('Harbour');
  await nameField().press('Enter');
  await expectSaved(page);
  await answer(file());
  await press('export-project');
  await expect(alert('“Harbour” is exported.')).toBeVisible();
  expect(existsSync(file())).toBe(true);
  const [id] = projects();
  await press('delete-project');
  await expect(nameField()).toHaveValue('Untitled');
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('menuitem', { name: 'All projects…' }).click();
  await page.getByRole('button', { name: 'Delete for good: “Harbour”' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('The trash is empty.')).toBeVisible();
  await page.getByRole('button', { name: 'Bring in a project file…' }).click();
  await expect(nameField()).toHaveValue('Harbour');
  await expect(layers(page)).toHaveCount(1);
  expect(projects()).toContain(id);
});

test('dropped on the window, the file of a project that is here comes in as a copy, whose name says so', async () => {
  await drop('From a friend.dimoo', readFileSync(file()));
  await expect(nameField()).toHaveValue('Harbour (brought in)');
  await expect(alert('so the file came in as “Harbour (brought in)”')).toBeVisible();
  await expect(layers(studio.page)).toHaveCount(1);
});

test('a file is taken in wherever it is dropped: on the page of all projects, and on the gallery', async () => {
  const { page } = studio;
  await press('show-projects');
  const dialog = page.getByRole('dialog', { name: 'Projects' });
  await drop('Again.dimoo', readFileSync(file()), dialog);
  await expect(nameField()).toHaveValue('Harbour (brought in) 2');
  await expect(dialog).toBeHidden();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+2');
  const gallery = page.getByRole('main', { name: 'Gallery' });
  await drop('And again.dimoo', readFileSync(file()), gallery);
  await expect(gallery.getByRole('heading', { name: 'Pictures of “Harbour (brought in) 3”' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(gallery).toHaveCount(0);
  for (const close of await page.getByRole('alert').getByRole('button', { name: 'Close' }).all()) await close.click();
});

test('a damaged file, a foreign one and one of no project are refused with a sentence, and nothing comes in', async () => {
  const { page } = studio;
  const before = projects();
  const bytes = readFileSync(file());
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 3000, 9000);
  await drop('bent.dimoo', damaged);
  await expect(alert('“bent.dimoo” is damaged, so nothing was brought in')).toBeVisible();
  await drop('holiday.dimoo', Buffer.from('no project'));
  await expect(alert('“holiday.dimoo” is no project of DiMOO Studio')).toBeVisible();
  writeFileSync(join(studio.home, 'letter.dimoo'), bytes.subarray(0, 2000));
  await answer(join(studio.home, 'letter.dimoo'));
  await press('import-project');
  await expect(alert('“letter.dimoo” is no project of DiMOO Studio')).toBeVisible();
  expect(projects()).toEqual(before);
  await expect(nameField()).toHaveValue('Harbour (brought in) 3');
  expect(existsSync(join(studio.home, 'exchange')) ? readdirSync(join(studio.home, 'exchange')) : []).toEqual([]);
  for (const close of await page.getByRole('alert').getByRole('button', { name: 'Close' }).all()) await close.click();
});

test('a cancelled dialog changes nothing', async () => {
  await answer(null);
  const before = readFileSync(file());
  const asked = await studio.page.evaluate(async () => {
    const { studio } = window as unknown as { studio: { call: (name: string, params: unknown) => Promise<unknown> } };
    return Promise.all([studio.call('chooseArchive', { suggestedName: 'Harbour' }), studio.call('openArchive', {})]);
  });
  expect(asked).toEqual([{ result: { place: null } }, { result: { place: null } }]);
  await press('export-project');
  await press('import-project');
  await expectSaved(studio.page);
  expect(readFileSync(file())).toEqual(before);
  await answer(file());
});

test('the window learns no path: what it is given is an id that works once', async () => {
  const answers = await studio.page.evaluate(async () => {
    const { studio } = window as unknown as { studio: { call: (name: string, params: unknown) => Promise<unknown> } };
    return Promise.all([
      studio.call('chooseArchive', { suggestedName: 'Harbour' }),
      studio.call('openArchive', {}),
      studio.call('openArchive', { path: '/etc/passwd' }),
    ]);
  });
  expect(JSON.stringify(answers)).not.toContain(studio.home);
  expect(answers[0]).toEqual({ result: { place: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
  expect(studio.complaints).toEqual([]);
});
