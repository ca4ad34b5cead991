import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { taskNames } from '../../preload/contract/tasks.ts';
import { patience } from '../helpers/launch-studio.ts';
import { chooseTask, draw, drawPicture, expectSaved, layers, paintAcross, promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** The bundled model under a manifest that says it knows every task: it draws nonsense, all the same way. */
function modelOfEveryTask(home: string): string {
  const source = process.env.DIMOO_MODEL ?? '';
  const folder = join(home, 'every-task');
  cpSync(source, folder, { recursive: true });
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, tasks: taskNames, kinds: {} }));
  return folder;
}

const studio = oneStudio((home) => ({ DIMOO_MODEL: modelOfEveryTask(home) }));

const bar = (page: Page) => page.getByRole('region', { name: 'What to draw' });
const keep = (page: Page, title: string) => page.getByRole('heading', { name: title });
const act = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true });

async function fewSteps(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Steps' }).fill('2');
  await bar(page).getByRole('button', { name: 'Options' }).click();
}

test('an instruction changes the painted part; it waits, and is one layer and one undo step', async () => {
  const { page } = studio;
  await fewSteps(page);
  await drawPicture(page, 'a red circle on a yellow background');
  await paintAcross(page);
  await chooseTask(page, 'Edit by instruction');
  await fewSteps(page);
  await promptField(page).fill('make the circle blue');
  await act(page, 'Edit').click();
  await expect(keep(page, 'Keep this edit?')).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the region' }).click();
});

test('a file dropped on the slot is the subject and no layer; it can be cleared and chosen by keyboard', async () => {
  const { page } = studio;
  await chooseTask(page, 'Use as subject');
  await fewSteps(page);
  await expect(act(page, 'Draw')).toBeDisabled();
  const slot = page.getByRole('button', { name: /^Picture of the subject/ });
  const transfer = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(96, 96);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'teal';
    context.fillRect(20, 20, 50, 50);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await canvas.convertToBlob()], 'cup.png', { type: 'image/png' }));
    return transfer;
  });
  await slot.dispatchEvent('dragover', { dataTransfer: transfer });
  await slot.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(slot).toHaveAccessibleName('Picture of the subject: cup');
  await expect(slot.locator('img')).toHaveCount(1);
  await expect(layers(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Take the picture away' }).click();
  await expect(slot).toHaveAccessibleName('Picture of the subject');
  await slot.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'The visible picture' }).press('Enter');
  await expect(slot).toHaveAccessibleName(/visible picture/);
  await promptField(page).fill('a red circle on a blue background');
  await act(page, 'Draw').click();
  await expect(keep(page, 'Keep this picture?')).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  await expect(layers(page)).toHaveCount(1);
});

test('a map takes no words; the gallery says what it was', async () => {
  const { page } = studio;
  await chooseTask(page, 'Make a map');
  await fewSteps(page);
  await expect(promptField(page)).toBeHidden();
  await page.getByRole('radio', { name: 'Surfaces' }).click();
  await act(page, 'Make map').click();
  await expect(keep(page, 'Keep this map?')).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await tab(page, 'Gallery').click();
  await expect(page.getByRole('grid', { name: 'Pictures, newest first' })).toContainText('Make a map · Surfaces');
  await tab(page, 'Layers').click();
  await chooseTask(page, 'Draw');
  await expect(draw(page)).toBeVisible();
});
