import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { german } from '../../preload/words/de/index.ts';
import { freshHome, launchStudio, patience, removeHome } from '../helpers/launch-studio.ts';

const repository = join(import.meta.dirname, '../..');

/** A folder of the app whose bundled model is cut short, beside the built studio of the repository. */
function damagedStudio(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-damaged-'));
  copyFileSync(join(repository, 'package.json'), join(folder, 'package.json'));
  for (const name of ['out', 'node_modules']) symlinkSync(join(repository, name), join(folder, name));
  const bundled = join(folder, 'native-models', 'bundled');
  mkdirSync(bundled, { recursive: true });
  const whole = join(repository, 'native-models', 'bundled');
  const names = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'vqvae'];
  for (const name of names) symlinkSync(join(whole, name), join(bundled, name));
  copyFileSync(join(whole, 'model.safetensors'), join(bundled, 'model.safetensors'));
  truncateSync(join(bundled, 'model.safetensors'), 4_000_000);
  return folder;
}

test('a first start with a damaged model says what is wrong in the language of the window', async () => {
  test.setTimeout(120_000 * patience);
  const [home, appFolder] = [freshHome(), damagedStudio()];
  const state = { bounds: null, maximized: false, theme: 'system', language: 'de' };
  writeFileSync(join(home, 'window.json'), JSON.stringify(state));
  const { page, quit } = await launchStudio({ home, appFolder, env: { DIMOO_MODEL: '' } });
  const trouble = page.getByRole('alert', { name: german.noModel.title });
  await expect(trouble).toContainText('Das Modell konnte nicht vorbereitet werden', { timeout: 60_000 * patience });
  await expect(trouble).toContainText('model.safetensors ist keine gültige safetensors-Datei');
  await expect(trouble).toContainText('Vielleicht ist sie abgeschnitten.');
  await page.screenshot({ path: test.info().outputPath('damaged.png') });
  await quit();
  removeHome(home);
  rmSync(appFolder, { recursive: true });
});
