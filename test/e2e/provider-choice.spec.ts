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
  await page.getByRole('tab', { name: 'General' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'This computer', selected: true })).toBeVisible();
}

async function resizeWindow(width: number, height: number): Promise<void> {
  await studio.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/** What the engine's process was told of its provider; null where nothing. */
async function providerOfEngine(): Promise<string | null> {
  try {
    const environment = readFileSync(`/proc/${await pidOf(studio, 'engine')}/environ`, 'utf8').split('\0');
    return environment.find((line) => line.startsWith('DIMOO_PROVIDER='))?.slice('DIMOO_PROVIDER='.length) ?? null;
  } catch {
    return 'not there';
  }
}

test('what the model computes on is chosen by keys, tried, kept for later starts, and its failure is said there', async () => {
  test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'Other systems have other providers.');
  const { page, home } = studio;
  await openPage();
  const choice = page.getByRole('radiogroup', { name: 'The model computes on' });
  await expect(choice.getByRole('radio')).toHaveCount(3, { timeout: 30_000 * patience });
  await expect(choice.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  await choice.getByRole('radio', { name: 'Automatic' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(choice.getByRole('radio', { name: /^Processor/ })).toBeChecked();
  await expect.poll(providerOfEngine, { timeout: 30_000 * patience }).toBe('cpu');
  await page.keyboard.press('ArrowDown');
  await expect(choice.getByRole('radio', { name: /WebGPU/ })).toBeChecked();
  await expect.poll(providerOfEngine, { timeout: 30_000 * patience }).toBe('webgpu');
  // A machine with a graphics processor says that it worked.
  const outcome = choice.getByText(/It (worked|did not work) when it was last tried\./);
  await expect(outcome).toBeVisible({ timeout: 60_000 * patience });
  const tries = JSON.parse(readFileSync(join(home, 'provider-tries.json'), 'utf8'));
  expect(['good', 'failed']).toContain(tries.webgpu.state);
  await page.getByText('What this computer does not have').click();
  await expect(page.getByText(/DirectML\): It exists on these systems alone: Windows\./)).toBeVisible();
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await resizeWindow(1024, 700);
  // The page scrolls, and its last button can be reached.
  const last = page.getByRole('button', { name: 'Models…' });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await drawPicture(page, 'a red circle');
  await expectSaved(page);
  await studio.restart();
  await expect.poll(providerOfEngine, { timeout: 30_000 * patience }).toBe('webgpu');
});
