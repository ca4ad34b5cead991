import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { drawPicture, expectSaved, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pidOf } from './service-pid.ts';

const studio = oneStudio();

async function openPage(): Promise<void> {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Comma');
  // By keys: a second press in the same place so soon would be taken for a double click on what was there before.
  await page.getByRole('tab', { name: 'General' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'This computer', selected: true })).toBeVisible();
}

/** Closes the page. The focus comes back to the canvas a moment later, and would leave a dialog that is open again by then. */
async function closePage(): Promise<void> {
  await studio.page.keyboard.press('Escape');
  await expect(studio.page.getByRole('dialog')).toHaveCount(0);
  await expect(studio.page.getByRole('application')).toBeFocused();
}

/** What the engine's process was told of cores; null where nothing. */
async function coresOfEngine(): Promise<string | null> {
  try {
    const environment = readFileSync(`/proc/${await pidOf(studio, 'engine')}/environ`, 'utf8').split('\0');
    return environment.find((line) => line.startsWith('DIMOO_CORES='))?.slice('DIMOO_CORES='.length) ?? null;
  } catch {
    return 'not there';
  }
}

test('the chosen number of cores starts the engine again, and is kept for later starts', async () => {
  test.skip(process.platform !== 'linux', 'The environment of a process is read from /proc.');
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  await expect.poll(coresOfEngine, { timeout: 30_000 * patience }).toBeNull();
  await openPage();
  await expect(page.getByRole('radio', { name: 'Automatic', exact: true })).toBeChecked();
  await page.getByRole('radio', { name: '1', exact: true }).click();
  await expect.poll(coresOfEngine, { timeout: 30_000 * patience }).toBe('1');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await closePage();
  await drawPicture(page, 'a red circle');
  await expectSaved(page);
  await studio.restart();
  await expect.poll(coresOfEngine, { timeout: 30_000 * patience }).toBe('1');
  await openPage();
  await expect(studio.page.getByRole('radio', { name: '1', exact: true })).toBeChecked();
  await closePage();
});

test('the folders of projects, models and logs are shown in the file manager', async () => {
  const { page, app, home } = studio;
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    shell.openPath = async (folder) => {
      shown.push(folder);
      return '';
    };
  });
  await openPage();
  const wanted = [];
  for (const [name, folder] of [
    ['Show the projects', 'projects'],
    ['Show the models', 'models'],
    ['Show the logs', 'logs'],
  ] as const) {
    await page.getByRole('button', { name }).click();
    wanted.push(join(home, folder));
  }
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  await expect.poll(shown).toEqual(wanted);
  await closePage();
});

test('what went wrong is said over the dialog, and dismissed there while the dialog stays', async () => {
  const { page, app, home } = studio;
  await app.evaluate(({ shell }) => {
    shell.openPath = async () => 'No program shows folders';
  });
  await openPage();
  // By keys: the test before has pressed in the same place a moment ago.
  await page.getByRole('button', { name: 'Show the logs' }).press('Enter');
  const said = page.getByRole('alert').filter({ hasText: `The folder ${join(home, 'logs')} could not be shown.` });
  await expect(said).toHaveCount(1);
  // A click arrives only where nothing covers the button.
  await said.getByRole('button', { name: 'Dismiss' }).click();
  await expect(said).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible();
  await closePage();
});
