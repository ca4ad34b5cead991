import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { expectSaved, layers, picture, promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** Makes pictures in the page, two of 12 megapixels among them, and drops them. */
async function dropPictures(names: readonly string[], side: number): Promise<void> {
  const transfer = await studio.page.evaluateHandle(
    async ({ names, side }) => {
      const transfer = new DataTransfer();
      for (const [i, name] of names.entries()) {
        const canvas = i < 2 ? new OffscreenCanvas(side, Math.round(side * 0.75)) : new OffscreenCanvas(300, 200);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.fillStyle = `hsl(${i * 60} 60% 50%)`;
        context.fillRect(0, 0, canvas.width, canvas.height);
        transfer.items.add(new File([await canvas.convertToBlob()], `${name}.png`, { type: 'image/png' }));
      }
      return transfer;
    },
    { names, side },
  );
  await picture(studio.page).dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
}

const press = (command: string) =>
  studio.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command);

async function openProject(name: string): Promise<void> {
  await studio.page.getByRole('button', { name: 'Project', exact: true }).click();
  await studio.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
}

/** What the system's dialogs answer, and what they were asked. */
async function answerQuestions(button: number): Promise<void> {
  await studio.app.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = ((_window: unknown, { message, detail }: { message: string; detail: string }) => {
      asked.push(`${message} ${detail}`);
      return Promise.resolve({ response, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, button);
}

const questions = () => studio.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

test('four pictures dropped just before Ctrl+N land in their own project, and none in the new one', async () => {
  // Typed and not confirmed: it belongs to the project that it was typed for, too.
  await studio.page.getByRole('textbox', { name: 'Project name' }).fill('First');
  await dropPictures(['one', 'two', 'three', 'four'], 4000);
  await press('new-project');
  await studio.page.getByRole('button', { name: 'Create' }).click();
  await expect(studio.page.getByRole('textbox', { name: 'Project name' })).toHaveValue(/^Untitled/);
  await expect(studio.page.getByText('In “First”: 4 pictures were added.')).toBeVisible({ timeout: 60_000 });
  expect(await layers(studio.page).count()).toBe(0);
  await openProject('First');
  await expect(layers(studio.page)).toHaveCount(4);
  await expectSaved(studio.page);
});

test('a question that was typed and not asked stays behind with its project', async () => {
  const question = studio.page.getByRole('textbox', { name: 'Ask about the picture' });
  await tab(studio.page, 'Describe').click();
  await question.fill('Which colours are there?');
  await press('new-project');
  await studio.page.getByRole('button', { name: 'Create' }).click();
  await expect(studio.page.getByRole('textbox', { name: 'Project name' })).toHaveValue(/^Untitled/);
  await expect(question).toHaveValue('');
  await tab(studio.page, 'Layers').click();
  await openProject('First');
});

test('a drawing that goes on in the project just left is not announced as stopped', async () => {
  await studio.page.getByRole('button', { name: 'Options' }).click();
  await studio.page.getByRole('slider', { name: 'Steps' }).press('End');
  await promptField(studio.page).fill('a red circle on a blue background');
  await promptField(studio.page).press('Enter');
  await expect(studio.page.getByText('Drawing started.')).toBeAttached();
  await press('new-project');
  await studio.page.getByRole('button', { name: 'Create' }).click();
  await expect(studio.page.getByRole('textbox', { name: 'Project name' })).toHaveValue(/^Untitled/);
  // The page of the new project has been shown, and with it what there is to announce.
  await expect(promptField(studio.page)).toHaveValue('');
  await expect(studio.page.getByText('Drawing stopped.')).toHaveCount(0);
  await openProject('First');
  await promptField(studio.page).press('Escape');
});

test('Ctrl+O brings in the good files and names each bad one', async () => {
  const bad = ['letter.png', 'song.png'].map((name) => join(studio.home, name));
  for (const file of bad) writeFileSync(file, 'no picture');
  const good = join(import.meta.dirname, '../fixtures/scenes/scenes.png');
  await studio.app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [bad[0] ?? '', good, bad[1] ?? ''],
  );
  await press('import-pictures');
  await expect(layers(studio.page)).toHaveCount(5);
  await expect(studio.page.getByText('“letter.png” and “song.png” are not', { exact: false })).toBeVisible();
});

const projects = () => join(studio.home, 'projects');
const recoveries = () => {
  const folder = join(studio.home, 'recovery');
  return existsSync(folder) ? readdirSync(folder).map((id) => join(folder, id, 'recovery.json')) : [];
};

test('what cannot be saved is said, kept apart, asked about at closing, and brought back at the next start', async () => {
  const { page } = studio;
  // Another program holds every project's file.
  const locks = readdirSync(projects()).map((id) => new Sqlite(join(projects(), id, 'project.sqlite')));
  for (const lock of locks) lock.exec('BEGIN IMMEDIATE');
  await layers(page).first().click();
  await press('zoom-fit');
  await page.keyboard.press('Control+j');
  await expect(layers(page)).toHaveCount(6);
  const bar = page.getByRole('alert', { name: '“First” is not saved' });
  await expect(bar).toContainText('A copy of your work is kept apart.', { timeout: 20_000 });
  expect(recoveries().map((file) => existsSync(file))).toEqual([true]);

  await answerQuestions(0);
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(questions, { timeout: 20_000 }).toHaveLength(1);
  expect((await questions())[0]).toMatch(/^“First” is not saved\.[\s\S]*A copy of your work is kept apart/);
  await studio.app.evaluate(({ app }) => app.quit());
  await expect.poll(questions, { timeout: 20_000 }).toHaveLength(2);
  await expect(bar).toBeVisible();

  await answerQuestions(2);
  await studio.restart();
  for (const lock of locks) lock.close();
  const kept = studio.page.getByRole('status', { name: '“First” could not be saved when the studio ended' });
  await expect(kept).toBeVisible();
  await expect(layers(studio.page)).toHaveCount(5);
  await kept.getByRole('button', { name: 'Bring it back' }).click();
  await expect(layers(studio.page)).toHaveCount(6);
  await expectSaved(studio.page);
  await expect(kept).toBeHidden();
  expect(recoveries()).toEqual([]);
});

test('a page that dies is loaded anew three times; the fourth time the system asks, and says what is safe', async () => {
  await answerQuestions(0);
  const crash = async () => {
    await studio.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect
      .poll(
        () =>
          studio.app.evaluate(({ BrowserWindow }) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
            // A page that ends in the middle of this never answers.
            return Promise.race([
              contents.executeJavaScript('document.querySelector(".window") ? "shown" : ""'),
              new Promise((resolve) => setTimeout(() => resolve('no answer'), 500)),
            ]);
          }),
        { timeout: 60_000 },
      )
      .toBe('shown');
  };
  for (let time = 0; time < 3; time += 1) await crash();
  expect(await questions()).toEqual([]);
  await crash();
  expect(await questions()).toEqual([expect.stringMatching(/^The window keeps stopping\. All your work is saved\./)]);
});
