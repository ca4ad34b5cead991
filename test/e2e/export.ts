import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { OneStudio } from './one-studio.ts';

/** The system's dialog for a place to save at answers with this one. */
export async function saveAt(app: OneStudio['app'], file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** The file's bytes of the visible picture through the studio's own export; the dialog answers with `name` in its home. */
export async function exportPicture({ app, page, home }: OneStudio, name: string): Promise<Buffer> {
  const file = join(home, name);
  await saveAt(app, file);
  await page.getByRole('button', { name: 'Export the picture' }).click();
  await expect.poll(() => existsSync(file)).toBe(true); // It is written whole or not at all.
  return readFileSync(file);
}
