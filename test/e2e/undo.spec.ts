import { expect, type Locator, test } from '@playwright/test';
import { keptDocument } from '../helpers/kept-document.ts';
import {
  drawPicture,
  drawQuickly,
  dropPicture,
  expectSaved,
  layers,
  pageMiddle,
  promptField,
  strokeAcross,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const button = (name: 'Undo' | 'Redo'): Locator =>
  studio.page.getByRole('banner').getByRole('button', { name, exact: true });

/** The document on disk after everything that was done, oldest first. */
const states: string[] = [];

async function keep(): Promise<void> {
  await expectSaved(studio.page);
  await expect.poll(() => keptDocument(studio.home)).not.toBe(states.at(-1));
  states.push(keptDocument(studio.home));
}

async function paintAStroke(): Promise<void> {
  const { page } = studio;
  await page.getByRole('button', { name: /^Paintbrush/ }).click();
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 50, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 10, { steps: 6 });
  await page.mouse.up();
}

/** Goes one step and waits for the document on disk to be that one. */
async function step(direction: 'Undo' | 'Redo', to: string | undefined): Promise<void> {
  await expect(button(direction)).toBeEnabled();
  await studio.page.keyboard.press(direction === 'Undo' ? 'Control+z' : 'Control+Shift+Z');
  await expect.poll(() => keptDocument(studio.home)).toBe(to);
  await expectSaved(studio.page);
}

test('everything is undone after the studio was killed, what was accepted too, and redone after another start', async () => {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  states.push(keptDocument(studio.home));
  await drawQuickly(page);
  await drawPicture(page, 'a red circle on a yellow background');
  await keep();
  await dropPicture(page, 'sky', 'rgb(0 120 250)');
  await keep();
  await strokeAcross(page);
  await keep();
  await paintAStroke();
  await keep();
  await page.keyboard.press('Control+j');
  await keep();
  studio.app.process().kill('SIGKILL');
  await studio.restart();
  await expect(button('Redo')).toBeDisabled();
  for (const state of states.slice(0, -1).toReversed()) await step('Undo', state);
  await expect(button('Undo')).toBeDisabled();
  await step('Redo', states[1]);
  await step('Redo', states[2]);
  await studio.restart();
  for (const state of states.slice(3)) await step('Redo', state);
  await expect(button('Redo')).toBeDisabled();
});

test('another project has steps of its own, and those of this one are there when it is shown again', async () => {
  const { page } = studio;
  const name = page.getByRole('textbox', { name: 'Project name', exact: true });
  await studio.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-project')?.click());
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Other');
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('Other');
  await expect(button('Undo')).toBeDisabled();
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Untitled/ }).click();
  await expect(name).toHaveValue('Untitled');
  await expect(layers(page)).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(layers(page)).toHaveCount(3);
  await page.keyboard.press('Control+Shift+Z');
  await expect(layers(page)).toHaveCount(4);
});
