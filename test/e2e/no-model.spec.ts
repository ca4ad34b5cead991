import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { english } from '../helpers/english.ts';
import { patience } from '../helpers/launch-studio.ts';
import { drawPicture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** A folder whose manifest is none. */
function noModel(home: string): string {
  const folder = join(home, 'no-model');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), '{"format": 1}');
  return folder;
}

const studio = oneStudio((home) => ({ DIMOO_MODEL: noModel(home) }));

test('a model folder that cannot be used is named, with ways out; the bundled model draws', async () => {
  test.setTimeout(180_000 * patience);
  const { page, app } = studio;
  const trouble = page.getByRole('alert', { name: 'No model' });
  await expect(trouble).toContainText('The manifest of the model in');
  await expect(page.getByText('Preparing the model')).toBeHidden();
  await trouble.getByRole('button', { name: 'Show details' }).click();
  await expect(trouble).toContainText('name');
  // Another folder that is none says so in its turn; changing one's mind changes nothing.
  const choose = (filePaths: string[]) =>
    app.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
    }, filePaths);
  await choose([]);
  await trouble.getByRole('button', { name: 'Choose another folder…' }).click();
  await expect(trouble).toContainText('The manifest of the model in');
  await choose([studio.home]);
  await trouble.getByRole('button', { name: 'Choose another folder…' }).click();
  await expect(trouble).toContainText(`There is no model in ${studio.home}`);
  // Nothing can be found by its name, and the field says why.
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+W');
  const thing = page.getByRole('textbox', { name: 'Or name it' });
  await expect(thing).toBeDisabled();
  await expect(page.getByRole('region', { name: 'Options of the tool' })).toContainText(english.missing.model);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/no-words.png' });
  await trouble.getByRole('button', { name: 'Use the bundled model' }).click();
  await expect(trouble).toBeHidden();
  await expect(page.getByText(/^Preparing the model/)).toBeHidden({ timeout: 120_000 * patience });
  await expect(thing).toBeEnabled();
  await drawPicture(page, 'a red circle');
});
