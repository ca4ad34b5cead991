import { expect, type Page, test } from '@playwright/test';
import { writeTransaction } from '../../main/store/database.ts';
import { dataFolderAt } from '../../main/store/folders.ts';
import { readGenerations } from '../../main/store/queries/generations.ts';
import { writeNote } from '../../main/store/queries/notes.ts';
import { closeStudio, openStudio, projectOf } from '../../main/store/studio.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject } from '../helpers/many-pictures.ts';
import { tab } from './flow.ts';

const NOTES = 200;

let studio: Studio;
test.beforeAll(async () => {
  const home = freshHome();
  const id = await fillProject(home, NOTES, 'Notes');
  const store = await openStudio(dataFolderAt(home));
  const { db } = await projectOf(store, id);
  const { generations } = readGenerations(db, null, NOTES);
  writeTransaction(db, (write) => {
    for (const [at, { picture }] of generations.entries()) {
      const text = `caption ${at} of a picture with a circle in the middle of a ground`;
      const byModel = { settings: null, modelHash: 'f'.repeat(64), createdAt: 1000 + at, editedAt: null };
      writeNote(write, { id: crypto.randomUUID(), task: 'caption', question: '', text, picture, ...byModel });
    }
  });
  closeStudio(store);
  studio = await launchStudio({ home });
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const notes = (page: Page) => page.locator('.note');

test('of many texts only the newest are there at first, and the others come as the list is scrolled or asked for', async () => {
  const { page } = studio;
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await tab(page, 'Describe').click();
  await expect(notes(page).first()).toBeVisible();
  expect(await notes(page).count()).toBeLessThan(60);
  await expect(notes(page).first()).toContainText(`caption ${NOTES - 1} `);
  // By keyboard, and by scrolling.
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await expect.poll(() => notes(page).count()).toBeGreaterThanOrEqual(60);
  await expect(async () => {
    await notes(page).last().scrollIntoViewIfNeeded();
    expect(await notes(page).count()).toBe(NOTES);
  }).toPass();
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
});
