import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { expectSaved, layers, promptField } from './flow.ts';

/** What an artist does when files of the studio are gone or damaged. */

test.describe.configure({ mode: 'serial' });
const home = freshHome();
let studio: Studio | undefined;
const page = () => {
  if (studio === undefined) throw new Error('The studio is not running.');
  return studio.page;
};
const start = async () => {
  studio = await launchStudio({ home, env: { DIMOO_RECOVERED: join(home, 'recovered') } });
};
test.beforeAll(start);
test.afterAll(async () => {
  await studio?.quit();
  removeHome(home);
});

const projects = () => readdirSync(join(home, 'projects')).filter((name) => !name.startsWith('.'));

async function dropPicture(page: Page, name: string, colour: string): Promise<void> {
  const before = await layers(page).count();
  const transfer = await page.evaluateHandle(
    async ([name, colour]) => {
      const canvas = new OffscreenCanvas(120, 80);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = colour ?? '';
      context.fillRect(0, 0, 120, 80);
      const transfer = new DataTransfer();
      transfer.items.add(new File([await canvas.convertToBlob()], `${name}.png`, { type: 'image/png' }));
      return transfer;
    },
    [name, colour],
  );
  const target = page.getByRole('region', { name: 'Picture', exact: true });
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
  await expect(layers(page)).toHaveCount(before + 1);
  await expectSaved(page);
}

async function fromMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** Answers the next system dialog with this folder. */
async function choose(folder: string): Promise<void> {
  await studio?.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
}

test('a backup made by hand brings the project back as it was, and what was there is a backup, too', async () => {
  await expect(promptField(page())).toBeVisible();
  await dropPicture(page(), 'sea', 'teal');
  await fromMenu(page(), 'Back up now');
  await expect(page().getByText('The project is backed up.')).toBeVisible();
  await dropPicture(page(), 'sun', 'orange');
  await fromMenu(page(), 'Restore from a backup…');
  const dialog = page().getByRole('dialog', { name: /^Backups of/ });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await expect(dialog.getByRole('listitem')).toContainText('by hand');
  await expect(dialog.getByRole('listitem')).toContainText('1 layer · 0 drawings');
  await page().screenshot({ path: 'out/test-results/rescue-backups.png' });
  await dialog.getByRole('button', { name: /^Go back to this/ }).click();
  await expect(layers(page())).toHaveCount(1);
  await expect(layers(page()).first()).toContainText('sea');
  await dropPicture(page(), 'moon', 'white');
  await fromMenu(page(), 'Restore from a backup…');
  await expect(dialog.getByRole('listitem').first()).toContainText('before going back');
  await page().keyboard.press('Escape');
});

test('the folder is deleted under the window: it says so, goes on in a recovered project, and saves a copy', async () => {
  const [id = ''] = projects();
  rmSync(join(home, 'projects', id), { recursive: true });
  const notice = page().getByRole('alert').filter({ hasText: 'is gone from' });
  await expect(notice).toContainText('Your work is kept as “Untitled (recovered)”', { timeout: 20_000 });
  await expect(layers(page())).toHaveCount(2);
  await page().screenshot({ path: 'out/test-results/rescue-gone.png' });
  await dropPicture(page(), 'star', 'yellow');
  expect(existsSync(join(home, 'projects', id))).toBe(false);
  const elsewhere = join(home, 'elsewhere');
  mkdirSync(elsewhere);
  await choose(elsewhere);
  await notice.getByRole('button', { name: 'Save a copy elsewhere…' }).click();
  await expect(page().getByText('A copy of the project is saved.')).toBeVisible();
  const copy = join(elsewhere, 'Untitled (recovered)');
  expect(readdirSync(copy).sort()).toEqual(['blobs', 'project.sqlite']);
  // And the copy is a project that the studio takes in.
  await choose(copy);
  await fromMenu(page(), 'Add a project from a folder…');
  await expect.poll(projects).toHaveLength(2);
  await expect(layers(page())).toHaveCount(3);
});

test('with the last project and the studio’s own file damaged the window offers every way on', async () => {
  await fromMenu(page(), 'Back up now');
  await expect(page().getByText('The project is backed up.')).toBeVisible();
  await studio?.quit();
  const left = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /sqlite-(wal|shm)$/.test(name),
  );
  expect(left).toEqual([]);
  const last = projects().find((id) => existsSync(join(home, 'projects', id, 'backups')) && id !== recoveredId()) ?? '';
  truncateSync(join(home, 'projects', last, 'project.sqlite'), 6000);
  writeFileSync(join(home, 'studio.sqlite'), 'a letter to my aunt'.repeat(300));
  await start();
  // The list was rebuilt: the healthy project is opened, the damaged one is named, and it is in the menu.
  await expect(
    page()
      .getByText('The studio’s own file was damaged', { exact: false })
      .or(page().getByText('The studio’s own file was damaged', { exact: false })),
  ).toBeVisible();
  await expect(layers(page())).toHaveCount(3);
  await page().getByRole('button', { name: 'Project', exact: true }).click();
  await expect(page().getByRole('menuitem', { name: /^Untitled \(recovered\)/ })).toHaveCount(2);
  await page().keyboard.press('Escape');
  const refusal = page().getByRole('alert').filter({ hasText: 'is damaged on disk and was left as it is' });
  await expect(refusal).toContainText('“Untitled (recovered)”');
  await expect(refusal.getByRole('button', { name: 'Show the folder' })).toBeVisible();
  await refusal.getByRole('button', { name: 'Restore from a backup…' }).click();
  await page()
    .getByRole('button', { name: /^Go back to this/ })
    .first()
    .click();
  await expect(layers(page())).toHaveCount(3);
  await expectSaved(page());
});

function recoveredId(): string {
  return projects().find((id) => existsSync(join(home, 'projects', id, 'recovered-from'))) ?? '';
}

test('with every project damaged the window still offers backups, a new project and the folder', async () => {
  await studio?.quit();
  for (const id of projects()) truncateSync(join(home, 'projects', id, 'project.sqlite'), 6000);
  await start();
  await expect(page().getByRole('heading', { name: 'This project can’t be opened' })).toBeVisible();
  for (const name of ['Restore from a backup…', 'Try again', 'New project', 'Show the folder']) {
    await expect(page().getByRole('button', { name })).toBeVisible();
  }
  await page().screenshot({ path: 'out/test-results/rescue-failed.png' });
  await studio?.app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      (globalThis as unknown as { shownFolder: string }).shownFolder = path;
      return Promise.resolve('');
    };
  });
  await page().getByRole('button', { name: 'Show the folder' }).click();
  const shown = () => studio?.app.evaluate(() => (globalThis as unknown as { shownFolder?: string }).shownFolder ?? '');
  await expect.poll(shown).toContain(join(home, 'projects'));
  await page().getByRole('button', { name: 'Restore from a backup…' }).click();
  await page()
    .getByRole('button', { name: /^Go back to this/ })
    .first()
    .click();
  await expect(layers(page())).toHaveCount(3);
  // The one beside it is refused still, and a new one can be begun.
  await fromMenu(page(), 'New project');
  await page().getByRole('button', { name: 'Create' }).click();
  await expect(layers(page())).toHaveCount(0);
});
